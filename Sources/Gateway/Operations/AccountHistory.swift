import Exchange
import Wire

extension Gateway {
    /// `GET /v1/account/history`: one point for each day (UTC) on which the account traded, oldest first, made
    /// from its newest fills; of profit and value also where they began and where they are now.
    static func getAccountHistory(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        let kind = try call.wordQuery(
            "type", "pnl, value, volume or fee_savings", AccountHistory.Kind.init(rawValue:))
        guard let kind else { throw .parameter("type", "is required.") }
        let (account, now) = (call.account, call.now)
        let query = TradeQuery(account: account, limit: Int(PageSize.maximum))
        return .lookup(.trades(query)) { (gateway, found) in
            var history = AccountHistory(kind, of: account, in: gateway.exchange)
            for trade in found.trades.reversed() { history.add(trade) }
            history.end(at: now, in: gateway.exchange)
            return .json(history.body)
        }
    }
}

/// Points of one figure of an account over time.
struct AccountHistory {
    enum Kind: String {
        /// Cash at the end of the day less what the account began with.
        case pnl
        /// Cash at the end of the day.
        case value
        /// Traded that day.
        case volume
        /// What that day's fees would have been more if all orders had come from programs.
        case savings = "fee_savings"

        var isRunning: Bool { self == .pnl || self == .value }
    }

    private static let millisecondsPerDay: Int64 = 86_400_000

    private let kind: Kind
    private let account: AccountID
    private let deposit: Quote
    private let fees: [FeeSchedule]
    private var points: [(at: Timestamp, value: Quote)] = []

    init(_ kind: Kind, of account: AccountID, in exchange: borrowing Exchange) {
        let holder = exchange.account(account)
        self.kind = kind
        self.account = account
        deposit = holder.deposit
        fees = exchange.markets.map(\.fees)
        if kind.isRunning { points.append((holder.createdAt, running(deposit))) }
    }

    /// The next trade of the account.
    mutating func add(_ trade: Trade) {
        guard let own = OwnFill(trade, of: account) else { return }
        let value = kind.isRunning ? running(own.fill.balance) : amount(of: own)
        let day = trade.at.milliseconds / Self.millisecondsPerDay
        // The first point of a running figure is where it began, whatever the day.
        let isNewDay = points.last.map { $0.at.milliseconds / Self.millisecondsPerDay != day } ?? true
        guard !isNewDay, !(kind.isRunning && points.count == 1) else {
            return points.append((trade.at, value))
        }
        let sum = kind.isRunning ? value : points[points.count - 1].value + value
        points[points.count - 1] = (trade.at, sum)
    }

    /// Adds the present account value, positions included, to the figures that run on.
    mutating func end(at now: Timestamp, in exchange: borrowing Exchange) {
        guard kind.isRunning else { return }
        points.append((now, running(exchange.margin(of: account).accountValue)))
    }

    var body: [UInt8] {
        Gateway.object { json in
            json.key("data")
            json.beginArray()
            for point in points { json.rawNumber(point.value.text) }
            json.endArray()
            json.key("timestamps")
            json.beginArray()
            for point in points { json.integer(point.at.milliseconds) }
            json.endArray()
        }
    }

    private func running(_ value: Quote) -> Quote { kind == .pnl ? value - deposit : value }

    private func amount(of own: OwnFill) -> Quote {
        let value = Quote(own.trade.price, times: own.trade.size, rounding: .nearest)
        guard kind == .savings else { return value }
        guard own.fill.isInteractive else { return .zero }
        let rates = fees[own.trade.market.index].api
        return value.share(own.isTaker ? rates.taker : rates.maker, rounding: .nearest) - own.fill.fee
    }
}

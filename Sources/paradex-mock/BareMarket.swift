import Exchange

/// An exchange of one market in which nothing but price, time and self-trades decides: no fees, no limits, a wide
/// band and accounts that are rich enough for anything.
struct BareMarket {
    static let accountCount = 32
    static let id = MarketID(index: 0)

    private static let rules = Market(
        symbol: "BARE", tickSize: Price(whole: 1), sizeStep: Size(whole: 1), minimumValue: .zero,
        maximumSize: Size(whole: 1_000_000_000), maximumOpenOrders: .max,
        priceBandWidth: Rate(units: FixedPoint.scale * 99 / 100), fees: .none,
        markPrice: Price(whole: 1000))

    /// What each account starts with: a billion times a billion.
    private static let balance = Quote(units: Int128(FixedPoint.scale) * 1_000_000_000_000_000_000)

    private var exchange = Self.exchange()
    private var operations = 0
    private var orders: [Int: (id: OrderID, account: AccountID)] = [:]
    private var names: [OrderID: Int] = [:]

    /// The exchange with its accounts, before the first operation.
    static func exchange() -> Exchange {
        var exchange = Exchange(markets: [rules])
        for index in 0..<accountCount {
            let account = NewAccount(
                address: "0x\(index + 1)", publicKey: "0x1", l1Address: "", balance: balance)
            _ = try? exchange.execute(.openAccount(account), at: .zero)
        }
        return exchange
    }

    /// Operations are numbered from 1; each has a millisecond of its own.
    static func time(ofOperation number: Int) -> Timestamp { Timestamp(milliseconds: Int64(number)) }

    /// Carries out one operation and writes what came of it, see `MatchOrders`.
    mutating func perform(_ operation: BareOperation, into output: inout String) {
        switch operation {
        case .place(let name, let order):
            execute(.placeOne(order), for: name, into: &output)
        case .modify(let name, let size, let price):
            guard let (id, account) = orders[name] else { return output += "= refused unknown\n" }
            let change = OrderChange(account: account, order: id, price: price, size: size)
            execute(.modify(change), for: name, into: &output)
        case .cancel(let name):
            guard let (id, account) = orders[name] else { return output += "= refused unknown\n" }
            execute(.cancel(account, [id]), for: name, into: &output)
        case .book: writeBook(into: &output)
        }
    }

    private mutating func execute(_ command: Command, for name: Int, into output: inout String) {
        operations += 1
        do throws(Rejection) {
            let events = try exchange.execute(command, at: Self.time(ofOperation: operations))
            for event in events { write(event, for: name, into: &output) }
            output += "= \(outcome(of: name, after: events))\n"
        } catch {
            output += "= refused \(error.reason)\n"
        }
    }

    private mutating func write(_ event: Event, for name: Int, into output: inout String) {
        switch event {
        case .orderAccepted(let order):
            orders[name] = (order.id, order.account)
            names[order.id] = name
        case .traded(let trade):
            let maker = names[trade.maker.order] ?? 0
            let taker = names[trade.taker.order] ?? 0
            output += "fill \(maker) \(taker) \(trade.price.text) \(trade.size.text)\n"
        case .accountOpened, .accountChanged, .orderUpdated, .algoUpdated, .candleChanged, .fundingRecorded,
            .marketChanged, .statusChanged:
            break
        }
    }

    /// How the order stands after its last update among the events.
    private func outcome(of name: Int, after events: [Event]) -> String {
        var last: Order?
        for case .orderUpdated(let order) in events where order.id == orders[name]?.id { last = order }
        guard let last else { return "silent" }
        switch last.status {
        case .new: return "new \(last.remaining.text)"
        case .untriggered: return "untriggered \(last.remaining.text)"
        case .open: return "open \(last.remaining.text)"
        case .filled: return "filled"
        case .cancelled(let reason): return "closed \(last.remaining.text) \(reason)"
        }
    }

    /// Every price level, best first, every order, oldest first, and how many orders there are.
    private func writeBook(into output: inout String) {
        let depth = exchange.depth(of: Self.id, levels: .max)
        for level in depth.bids { output += "bid \(level.price.text) \(level.size.text)\n" }
        for level in depth.asks { output += "ask \(level.price.text) \(level.size.text)\n" }
        let open = exchange.accounts.flatMap { exchange.openOrders(of: $0.id, in: Self.id) }
        for order in open.sorted(by: { $0.id < $1.id }) {
            let name = names[order.id] ?? 0
            output += "order \(name) \(order.side) \(order.remaining.text) \(order.price.text)\n"
        }
        output += "= book \(open.count)\n"
    }
}

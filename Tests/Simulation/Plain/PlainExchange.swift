import Exchange

/// A second, dumber exchange: plain arrays that are searched and sorted anew for every question.
///
/// Written from the documented rules and not from the fast one; it shares only the types of commands and of
/// a market's rules with it. It keeps no sums: what an account owes is added up from its orders and trades.
struct PlainExchange {
    let rules: [Market]
    var markets: [PlainMarket]
    var accounts: [PlainAccount] = []
    /// Waiting and resting orders, in no order that means anything.
    var orders: [PlainOrder] = []
    var algos: [PlainAlgo] = []
    var status = SystemStatus.ok
    var fund: Int?
    var fees: Int128 = 0
    var fundingPaid: Int128 = 0
    /// Milliseconds.
    var now: Int64 = 0
    var fundingStep: Int64 = 0
    var fundingMinute: Int64 = 0
    /// Something that triggers and margins hang on has moved.
    var isStirred = false
    var traded: Set<Int> = []
    /// Positions that were closed or turned, and which sides' orders closed them.
    var ended: [(account: Int, market: Int, side: Side)] = []
    /// Where reduce-only orders may have become void.
    var touched: [(account: Int, market: Int)] = []
    var happenings: [Happening] = []
    private var number: Int64 = 0
    private var arrivals = 0

    init(rules: [Market]) {
        self.rules = rules
        markets = rules.map(PlainMarket.init)
    }

    /// Carries out a command; nil when it breaks a rule.
    mutating func execute(_ command: Command, at time: Timestamp) -> [Happening]? {
        guard isAllowed(command) else { return nil }
        happenings = []
        pass(to: max(now, time.milliseconds))
        carryOut(command)
        settle()
        return happenings
    }

    private mutating func carryOut(_ command: Command) {
        switch command {
        case .openAccount(let new): open(new)
        case .place(let new): for order in new { place(order) }
        case .placeOne(let new): place(new)
        case .modify(let change): modify(change)
        case .cancel(_, let ids): for id in ids { cancel(id.number) }
        case .cancelAll(let account, let market):
            let own = orders.filter { $0.terms.account == account }
            let named = own.filter { market == nil || $0.terms.market == market }
            for order in named.sorted(by: { $0.id < $1.id }) { cancel(order.id) }
        case .placeAlgo(let new): place(new)
        case .cancelAlgo(_, let id): cancelAlgo(id.number)
        case .changeAccount(let account, let change): apply(change, to: account)
        case .changeMarket(let change): apply(change)
        case .setStatus(let status):
            self.status = status
            if status == .ok { isStirred = true }
            happenings.append(.status(status))
        case .tick: tick()
        }
    }

    mutating func nextNumber() -> Int64 {
        number += 1
        return number
    }

    mutating func nextArrival() -> Int {
        arrivals += 1
        return arrivals
    }

    mutating func open(_ new: NewAccount) {
        accounts.append(PlainAccount(new, marketCount: rules.count))
        happenings.append(.opened(accounts.count - 1, balance: new.balance.units))
    }

    private mutating func cancel(_ id: Int64) {
        guard let order = orders.first(where: { $0.id == id }) else { return }
        close(order, .userCancelled)
    }

    private mutating func apply(_ change: AccountChange, to account: AccountID) {
        switch change {
        case .leverage(let market, let leverage):
            accounts[account.index].leverage[market.index] = leverage
            isStirred = true
        case .slippage(let market, let rate): accounts[account.index].slippage[market.index] = rate
        case .preference, .keyAdded, .keyRevoked, .tokenAdded, .tokenRevoked: break
        }
        happenings.append(.account(account, change))
    }
}

/// A market's figures that move.
struct PlainMarket {
    var mark: Int64
    var index: Int64
    var followsBook: Bool
    var fixedRate: Int64?
    /// In 10⁻¹⁶.
    var funding: Int128 = 0
    var candles: [PriceKind: Candle]

    init(_ rules: Market) {
        mark = rules.markPrice.units
        index = rules.indexPrice.units
        followsBook = rules.followsBook
        fixedRate = rules.fixedFundingRate?.units
        candles = [
            .mark: Candle(minute: 0, at: rules.markPrice), .index: Candle(minute: 0, at: rules.indexPrice),
        ]
    }
}

struct PlainAccount {
    let address: String
    let deposit: Int128
    let isSubAccount: Bool
    var balance: Int128
    var positions: [PlainPosition]
    var leverage: [Int?]
    var slippage: [Rate?]
    /// When its liquidation goes on; nil while there is none.
    var nextStep: Int64?

    init(_ new: NewAccount, marketCount: Int) {
        address = new.address
        deposit = new.balance.units
        balance = new.balance.units
        isSubAccount = new.parent != nil
        positions = Array(repeating: PlainPosition(), count: marketCount)
        leverage = Array(repeating: nil, count: marketCount)
        slippage = Array(repeating: nil, count: marketCount)
    }
}

struct PlainPosition: Equatable {
    /// Positive is long.
    var size: Int128 = 0
    /// Negative when short.
    var cost: Int128 = 0
    /// Up to here funding is settled, in 10⁻¹⁶.
    var funding: Int128 = 0
    /// What one step of a liquidation takes.
    var step: Int128 = 0
    /// Since it was opened: gained by price, received as funding, and how much was closed for how much.
    var gain: Int128 = 0
    var received: Int128 = 0
    var closed: Int128 = 0
    var closedValue: Int128 = 0
    /// Milliseconds; zero if it never was.
    var openedAt: Int64 = 0
    var closedAt: Int64 = 0

    /// Zero without a position.
    var averageEntry: Int128 { size == 0 ? 0 : nearest(abs(cost) * one, abs(size)) }
}

struct PlainOrder: Equatable {
    let id: Int64
    let terms: NewOrder
    let direction: TriggerDirection?
    var price: Int64
    var trigger: Int64
    var size: Int64
    var filled: Int64 = 0
    var value: Int128 = 0
    var isWaiting = false
    /// Who came first at a price; grows with every arrival.
    var arrival = 0

    var remaining: Int64 { size - filled }
    var account: Int { terms.account.index }
    var market: Int { terms.market.index }
}

struct PlainAlgo: Equatable {
    let id: Int64
    let terms: NewAlgoOrder
    var remaining: Int64
    var value: Int128 = 0
    var slicesLeft: Int64
    var nextSlice: Int64
    var isOpen = true
}

extension Candle {
    init(minute: Int64, at price: Price) {
        self.init(
            minute: minute, open: price, high: price, low: price, close: price, volume: 0, value: .zero)
    }
}

/// `dividend / divisor` to the nearest; halves away from zero.
func nearest(_ dividend: Int128, _ divisor: Int128) -> Int128 {
    let half = dividend < 0 ? -(divisor / 2) : divisor / 2
    return (dividend + half) / divisor
}

/// One whole.
let one: Int128 = 100_000_000

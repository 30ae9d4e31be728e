/// The exchange: a value that turns commands into events.
///
/// Deterministic: no clock, no randomness, no input but `execute`. Replaying the same commands at the
/// same times gives the same events, ids and digest. Copying the value is a snapshot.
package struct Exchange: Equatable, Sendable {
    /// Orders in one `Command.place`; the API's documented limit.
    package static let batchSizeMaximum = 10

    /// By `MarketID.index`.
    package internal(set) var markets: [Market]
    /// By `AccountID.index`.
    package internal(set) var accounts: [Account] = []
    /// The price of each market's last trade, by `MarketID.index`; nil before the first.
    package internal(set) var lastTrades: [Price?]
    /// What happened in each market, by `MarketID.index`.
    package internal(set) var statistics: [MarketStatistics]
    /// How far each market's funding has come, by `MarketID.index`.
    package internal(set) var fundingIndexes: [FundingIndex]
    /// Every algo order there ever was, in increasing order of their number.
    package internal(set) var algos: [AlgoOrder] = []
    package internal(set) var status = SystemStatus.ok
    /// Takes over the positions of accounts that fail; nil until the first does.
    package internal(set) var insuranceFund: AccountID?
    /// All fees paid so far, less the rebates.
    package internal(set) var feesCollected = Quote.zero
    /// What positions paid as funding, less what others received. The two sides of a market settle at
    /// different times, so it is rarely zero.
    package internal(set) var fundingCollected = Quote.zero
    /// The latest time seen.
    package internal(set) var now = Timestamp.zero
    /// When `.tick` is next due; nil while nothing waits for time to pass. Before another command of a later
    /// time is executed, the tick must be.
    package internal(set) var nextDeadline: Timestamp?

    var books: [OrderBook]
    /// All open orders, those that wait for their trigger included.
    var resting = OrderSlab()
    var triggers: [TriggerQueue]
    /// Places in `algos` that are still worked.
    var liveAlgos: [Int] = []
    /// Accounts that are being liquidated, in the order in which it began.
    var liquidating: [AccountID] = []
    /// Funding is accrued up to this step of `fundingInterval`; nil before the first command.
    var fundingStep: Int64?
    /// The minute whose funding was recorded last; nil before the first command.
    var fundingMinute: Int64?
    /// How many markets with funding have positions.
    var marketsOwingFunding = 0
    /// Whether any market has funding.
    let hasFunding: Bool
    /// Markets that traded during this command.
    var traded: [MarketID] = []
    /// Positions that were closed or turned and whose take profits and stop losses still wait.
    var closedPositions: [ClosedPosition] = []
    /// Whether a price that triggers and margins hang on has moved and nobody has looked yet.
    var pricesMoved = false
    private let marketIDs: MarketTable
    var accountIDs: [String: AccountID] = [:]
    private var lastNumber: Int64 = 0
    private var lastSequence: Int64 = 0
    private var eventDigest = Digest()
    private let inPlace = InPlace()

    package init(markets: [Market]) {
        self.markets = markets
        lastTrades = Array(repeating: nil, count: markets.count)
        statistics = markets.map { MarketStatistics(markPrice: $0.markPrice, indexPrice: $0.indexPrice) }
        fundingIndexes = Array(repeating: .zero, count: markets.count)
        books = Array(repeating: OrderBook(), count: markets.count)
        triggers = Array(repeating: TriggerQueue(), count: markets.count)
        hasFunding = markets.contains { $0.funding != nil }
        marketIDs = MarketTable(markets.map(\.symbol))
    }

    /// A fingerprint of all events so far: equal after a replay of the same commands at the same times.
    package var digest: UInt64 { eventDigest.value }

    /// Carries out one command. If it throws, nothing has changed.
    ///
    /// `now` never goes back: an earlier time than the last one counts as the last one.
    package mutating func execute(_ command: Command, at now: Timestamp) throws(Rejection) -> [Event] {
        var events = EventList()
        try execute(command, at: now, into: &events)
        return Array(events)
    }

    /// The same, for a caller who has a list to append the events to.
    package mutating func execute(
        _ command: Command, at now: Timestamp, into events: inout EventList
    ) throws(Rejection) {
        try check(command)
        advance(to: now, into: &events)
        carryOut(command, into: &events)
        settlePrices(into: &events)
        noteDeadline()
    }

    /// Adds an event to the digest and to the list.
    mutating func note(_ event: Event, into events: inout EventList) {
        eventDigest.fold(event)
        events.append(event)
    }

    /// The same for `.orderAccepted`, without making the event twice.
    mutating func note(accepted order: Order, into events: inout EventList) {
        eventDigest.fold(accepted: order)
        events.append(accepted: order)
    }

    /// The same for `.traded`.
    mutating func note(_ trade: consuming Trade, into events: inout EventList) {
        eventDigest.fold(trade)
        events.append(trade)
    }

    /// The same for `.orderUpdated`.
    mutating func note(updated order: consuming Order, into events: inout EventList) {
        eventDigest.fold(updated: order)
        events.append(updated: order)
    }

    private mutating func carryOut(_ command: Command, into events: inout EventList) {
        switch command {
        case .openAccount(let new): open(new, into: &events)
        case .place(let orders): for index in orders.indices { place(orders[index], into: &events) }
        case .placeOne(let order): place(order, into: &events)
        case .modify(let change): modify(change, into: &events)
        case .cancel(_, let orders): cancel(orders, into: &events)
        case .cancelAll(let account, let market): cancelAll(of: account, in: market, into: &events)
        case .placeAlgo(let algo): place(algo, into: &events)
        case .cancelAlgo(_, let id): cancelAlgo(id, into: &events)
        case .changeAccount(let account, let change): apply(change, to: account, into: &events)
        case .changeMarket(let change): apply(change, into: &events)
        case .setStatus(let status): set(status, into: &events)
        case .tick: tick(into: &events)
        }
    }

    /// Throws what `execute` would throw, and does nothing else.
    package func check(_ command: Command) throws(Rejection) {
        switch command {
        case .openAccount(let new): try check(opening: new)
        case .place(let orders): try check(placing: orders)
        case .placeOne(let order): try check(placing: order)
        case .modify(let change): try check(modifying: change)
        case .cancel(let account, let orders): try check(cancelling: orders, of: account)
        case .cancelAll(let account, _): try check(account)
        case .placeAlgo(let algo): try check(placing: algo)
        case .cancelAlgo(let account, let id): try check(cancellingAlgo: id, of: account)
        case .changeAccount(let account, let change): try check(change, of: account)
        case .changeMarket(let change): try check(change)
        case .setStatus, .tick: break
        }
    }

    /// Throws if there is no such account.
    func check(_ account: AccountID) throws(Rejection) {
        guard accounts.indices.contains(account.index) else { throw Rejection(.accountUnknown) }
    }

    package func symbol(of market: MarketID) -> String { marketIDs.symbols[market.index] }

    /// The market with this symbol.
    package func marketID(symbol: String) -> MarketID? { marketIDs.market(symbol) }

    /// The next number for an order or a trade.
    mutating func nextNumber() -> Int64 {
        lastNumber += 1
        return lastNumber
    }

    /// The next number for an update. It looks like a nanosecond clock but is never given twice.
    mutating func nextSequence() -> Int64 {
        lastSequence = max(lastSequence + 1, now.milliseconds * 1_000_000)
        return lastSequence
    }
}

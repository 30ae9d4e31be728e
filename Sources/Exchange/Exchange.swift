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
    /// All fees paid so far, less the rebates.
    package internal(set) var feesCollected = Quote.zero
    /// The latest time seen.
    package internal(set) var now = Timestamp.zero

    var books: [OrderBook]
    var resting = OrderSlab()
    let marketIDs: [String: MarketID]
    var accountIDs: [String: AccountID] = [:]
    private var lastNumber: Int64 = 0
    private var lastSequence: Int64 = 0
    private var eventDigest = Digest()

    package init(markets: [Market]) {
        self.markets = markets
        lastTrades = Array(repeating: nil, count: markets.count)
        books = Array(repeating: OrderBook(), count: markets.count)
        let ids = markets.indices.map { (markets[$0].symbol, MarketID(index: $0)) }
        marketIDs = Dictionary(ids) { first, _ in first }
        precondition(marketIDs.count == markets.count, "every market has a symbol of its own")
    }

    /// A fingerprint of all events so far: equal after a replay of the same commands at the same times.
    package var digest: UInt64 { eventDigest.value }

    /// Carries out one command. If it throws, nothing has changed.
    ///
    /// `now` never goes back: an earlier time than the last one counts as the last one.
    package mutating func execute(_ command: Command, at now: Timestamp) throws(Rejection) -> [Event] {
        try check(command)
        self.now = max(self.now, now)
        var events: [Event] = []
        // An order that trades once gives four: accepted, traded, and an update for each side.
        events.reserveCapacity(4)
        switch command {
        case .openAccount(let new): open(new, into: &events)
        case .place(let orders): for order in orders { place(order, into: &events) }
        case .modify(let change): modify(change, into: &events)
        case .cancel(_, let orders): cancel(orders, into: &events)
        case .cancelAll(let account, let market): cancelAll(of: account, in: market, into: &events)
        }
        for event in events { eventDigest.fold(event) }
        return events
    }

    /// Throws what `execute` would throw, and does nothing else.
    package func check(_ command: Command) throws(Rejection) {
        switch command {
        case .openAccount(let new): try check(opening: new)
        case .place(let orders): try check(placing: orders)
        case .modify(let change): try check(modifying: change)
        case .cancel(let account, let orders): try check(cancelling: orders, of: account)
        case .cancelAll(let account, _): try check(account)
        }
    }

    /// Throws if there is no such account.
    func check(_ account: AccountID) throws(Rejection) {
        guard accounts.indices.contains(account.index) else { throw Rejection(.accountUnknown) }
    }

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

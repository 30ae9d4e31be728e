internal import Exchange

/// Rows of the ledger that are yet to be written, oldest first.
///
/// A row that changes while it waits is replaced where it stands, so an order that came and went costs one
/// write, and a queued account stays before its balance.
struct LedgerQueue {
    /// What one queue place writes.
    enum Row {
        case account(Account)
        case order(Order)
        case trade(Trade)
        case balance(AccountID, Quote)
        case position(AccountID, MarketID, SignedSize)
    }

    private enum Key: Hashable {
        case order(OrderID)
        case balance(AccountID)
        case position(AccountID, MarketID)
    }

    /// A row and the journal entry that first queued it.
    private struct Place {
        var row: Row
        let sequence: Int64
    }

    /// Places before `start` are written already. Their sequences never decrease.
    private var queued: [Place] = []
    private var start = 0
    /// Where in `queued` a waiting row stands that could still change.
    private var places: [Key: Int] = [:]

    var count: Int { queued.count - start }

    /// The oldest waiting rows.
    func forEach(
        first count: Int, _ body: (Row) throws(DatabaseError) -> Void
    ) throws(DatabaseError) {
        for index in start..<start + count { try body(queued[index].row) }
    }

    /// The journal entry that first queued the row behind the first `count`; nil if there is none.
    ///
    /// Whatever earlier entries changed is in rows before it, in that state or a later one.
    func sequence(behind count: Int) -> Int64? {
        start + count < queued.count ? queued[start + count].sequence : nil
    }

    /// Queues what an event of a journal entry changes.
    mutating func record(_ event: Event, _ sequence: Int64) {
        switch event {
        case .accountOpened(let account): queued.append(Place(row: .account(account), sequence: sequence))
        case .orderAccepted(let order), .orderUpdated(let order):
            put(.order(order), .order(order.id), sequence)
        case .traded(let trade):
            queued.append(Place(row: .trade(trade), sequence: sequence))
            record(trade.maker, in: trade.market, sequence)
            record(trade.taker, in: trade.market, sequence)
        }
    }

    private mutating func record(_ fill: Fill, in market: MarketID, _ sequence: Int64) {
        put(.balance(fill.account, fill.balance), .balance(fill.account), sequence)
        let position = Row.position(fill.account, market, fill.position)
        put(position, .position(fill.account, market), sequence)
    }

    private mutating func put(_ row: Row, _ key: Key, _ sequence: Int64) {
        if let place = places[key], place >= start {
            queued[place].row = row
        } else {
            places[key] = queued.count
            queued.append(Place(row: row, sequence: sequence))
        }
    }

    /// Forgets rows that were written.
    mutating func removeFirst(_ count: Int) {
        start += count
        if start == queued.count {
            self = LedgerQueue()
        } else if start > queued.count / 2 {
            compact()
        }
    }

    /// Gives back the memory of the written half; each row is moved at most once per halving.
    private mutating func compact() {
        queued.removeFirst(start)
        places = places.filter { $0.value >= start }.mapValues { $0 - start }
        start = 0
    }
}

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

    /// Rows before `start` are written already.
    private var rows: [Row] = []
    private var start = 0
    /// Where in `rows` a waiting row stands that could still change.
    private var places: [Key: Int] = [:]

    var count: Int { rows.count - start }

    func prefix(_ count: Int) -> ArraySlice<Row> { rows[start..<start + count] }

    mutating func record(_ event: Event) {
        switch event {
        case .accountOpened(let account): rows.append(.account(account))
        case .orderAccepted(let order), .orderUpdated(let order): put(.order(order), .order(order.id))
        case .traded(let trade):
            rows.append(.trade(trade))
            record(trade.maker, in: trade.market)
            record(trade.taker, in: trade.market)
        }
    }

    private mutating func record(_ fill: Fill, in market: MarketID) {
        put(.balance(fill.account, fill.balance), .balance(fill.account))
        put(.position(fill.account, market, fill.position), .position(fill.account, market))
    }

    private mutating func put(_ row: Row, _ key: Key) {
        if let place = places[key], place >= start {
            rows[place] = row
        } else {
            places[key] = rows.count
            rows.append(row)
        }
    }

    /// Forgets rows that were written.
    mutating func removeFirst(_ count: Int) {
        start += count
        if start == rows.count {
            self = LedgerQueue()
        } else if start > rows.count / 2 {
            compact()
        }
    }

    /// Gives back the memory of the written half; each row is moved at most once per halving.
    private mutating func compact() {
        rows.removeFirst(start)
        places = places.filter { $0.value >= start }.mapValues { $0 - start }
        start = 0
    }
}

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
        case candle(MarketID, PriceKind, Candle)
        case funding(FundingRecord)
    }

    /// A row and the journal entry that first queued it.
    private struct Place {
        var row: Row
        let sequence: Int64
    }

    /// Places before `start` are written already. Their sequences never decrease.
    private var queued: [Place] = []
    private var start = 0
    /// Places that were written and given back before those in `queued`. With them places are numbered from
    /// the first one ever, so that what is noted below need not follow when memory is given back.
    private var forgotten = 0

    /// Where a row that could still change stands, or stood: orders by their number, the others by small
    /// numbers that need no hashing.
    private var orders: [Int64: Int] = [:]
    private var balances = Places()
    private var positions: [Places] = []
    private var candles = Places()

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

    /// Queues what an event of a journal entry changes. What the exchange keeps in memory has no row.
    mutating func record(_ event: Event, _ sequence: Int64) {
        switch event {
        case .accountOpened(let account): _ = append(.account(account), sequence)
        case .orderAccepted(let order), .orderUpdated(let order): record(order, sequence)
        case .traded(let trade):
            _ = append(.trade(trade), sequence)
            record(trade.maker, in: trade.market, sequence)
            record(trade.taker, in: trade.market, sequence)
        case .candleChanged(let market, let kind, let candle): record(candle, kind, of: market, sequence)
        case .fundingRecorded(let record): _ = append(.funding(record), sequence)
        case .accountChanged, .algoUpdated, .marketChanged, .statusChanged: break
        }
    }

    /// Forgets rows that were written.
    mutating func removeFirst(_ count: Int) {
        start += count
        if start > queued.count / 2 { compact() }
    }

    /// Gives back the memory of the written half; each row is moved at most once per halving.
    private mutating func compact() {
        forgotten += start
        if start == queued.count {
            queued = []
            orders = [:]
        } else {
            queued.removeFirst(start)
            orders = orders.filter { $0.value >= forgotten }
        }
        start = 0
    }
}

// MARK: Rows that change

extension LedgerQueue {
    private mutating func record(_ order: Order, _ sequence: Int64) {
        guard !replace(orders[order.id.number], with: .order(order)) else { return }
        orders[order.id.number] = append(.order(order), sequence)
    }

    private mutating func record(_ fill: Fill, in market: MarketID, _ sequence: Int64) {
        let account = fill.account.index
        let balance = Row.balance(fill.account, fill.balance)
        if !replace(balances[account], with: balance) { balances[account] = append(balance, sequence) }
        while positions.count <= account { positions.append(Places()) }
        let position = Row.position(fill.account, market, fill.position)
        if !replace(positions[account][market.index], with: position) {
            positions[account][market.index] = append(position, sequence)
        }
    }

    /// A price's candle replaces the one of the same minute.
    private mutating func record(
        _ candle: Candle, _ kind: PriceKind, of market: MarketID, _ sequence: Int64
    ) {
        let price = market.index * PriceKind.allCases.count + Int(kind.rawValue)
        let row = Row.candle(market, kind, candle)
        if let place = candles[price], isWaiting(place),
            case .candle(_, _, let earlier) = queued[place - forgotten].row, earlier.minute == candle.minute
        {
            queued[place - forgotten].row = row
        } else {
            candles[price] = append(row, sequence)
        }
    }

    private func isWaiting(_ place: Int) -> Bool { place >= forgotten + start }

    /// Puts a row's later state in its place; false if it does not wait there any more, or never did.
    private mutating func replace(_ place: Int?, with row: Row) -> Bool {
        guard let place, isWaiting(place) else { return false }
        queued[place - forgotten].row = row
        return true
    }

    /// Queues a row; returns its place.
    private mutating func append(_ row: Row, _ sequence: Int64) -> Int {
        queued.append(Place(row: row, sequence: sequence))
        return forgotten + queued.count - 1
    }
}

/// Places by small numbers: an array that grows as far as it is used.
private struct Places {
    private var places: [Int?] = []

    subscript(number: Int) -> Int? {
        get { number < places.count ? places[number] : nil }
        set {
            while places.count <= number { places.append(nil) }
            places[number] = newValue
        }
    }
}

internal import Exchange

/// What the ledger is yet to hold, oldest first.
///
/// A row that changes while it waits is replaced where it stands, so an order that came and went costs one
/// write.
struct LedgerQueue: ~Copyable {
    /// An order that waits in its latest state.
    struct QueuedOrder: ~Copyable {
        var order: Order
        /// The journal entry that first queued it.
        let sequence: Int64
        /// Whether it came in by that entry, so that the ledger does not know it yet.
        let isNew: Bool
    }

    struct QueuedTrade: ~Copyable {
        let trade: Trade
        /// The journal entry that queued it.
        let sequence: Int64
    }

    /// What else one place writes. Nothing in it is counted by reference, so that it is copied at once.
    enum Row {
        /// Its place in `accounts`.
        case account(Int)
        case balance(AccountID, Quote)
        case position(AccountID, MarketID, SignedSize)
        case candle(MarketID, PriceKind, Candle)
        case funding(FundingRecord)
    }

    struct QueuedRow: ~Copyable {
        var row: Row
        /// The journal entry that first queued it.
        let sequence: Int64
    }

    /// The oldest part of the queue: what whole journal entries queued first.
    struct Batch {
        /// The places of its orders, its trades and its other rows.
        let orders: Range<Int>
        let trades: Range<Int>
        let rows: Range<Int>
        /// The entry that queued the first row behind it; nil if there is none. Whatever earlier entries
        /// changed is in the batch or was before it, in that state or a later one.
        let next: Int64?

        var count: Int { orders.count + trades.count + rows.count }
    }

    /// The sequences of each never decrease.
    private(set) var orders = Ring<QueuedOrder>()
    private(set) var trades = Ring<QueuedTrade>()
    private(set) var rows = Ring<QueuedRow>()
    /// Those that rows which wait, or waited, name.
    private(set) var accounts: [Account] = []

    /// Where a row that could still change stands, or stood: orders by their number, the others by small
    /// numbers that need no hashing.
    private var orderPlaces = PlaceTable()
    private var balances = Places()
    private var positions: [Places] = []
    private var candles = Places()

    var count: Int { orders.count + trades.count + rows.count }

    /// The oldest rows: as many entries' as it takes to have `limit` rows.
    func batch(limit: Int) -> Batch {
        guard limit < count else {
            return Batch(
                orders: orders.first..<orders.end, trades: trades.first..<trades.end,
                rows: rows.first..<rows.end, next: nil)
        }
        var low = oldestSequence(from: orders.first, trades.first, rows.first) ?? 0
        var high = newestSequence
        while low < high {
            let middle = low + (high - low) / 2
            if batch(through: middle).count < limit { low = middle + 1 } else { high = middle }
        }
        return batch(through: low)
    }

    /// What the entries up to this one queued first.
    private func batch(through sequence: Int64) -> Batch {
        let order = orders.end(where: { $0.sequence <= sequence })
        let trade = trades.end(where: { $0.sequence <= sequence })
        let row = rows.end(where: { $0.sequence <= sequence })
        return Batch(
            orders: orders.first..<order, trades: trades.first..<trade, rows: rows.first..<row,
            next: oldestSequence(from: order, trade, row))
    }

    /// The entry that queued the first row from these places on.
    private func oldestSequence(from order: Int, _ trade: Int, _ row: Int) -> Int64? {
        let ofOrder = order < orders.end ? orders[order].sequence : nil
        let ofTrade = trade < trades.end ? trades[trade].sequence : nil
        let ofRow = row < rows.end ? rows[row].sequence : nil
        return [ofOrder, ofTrade, ofRow].compactMap(\.self).min()
    }

    private var newestSequence: Int64 {
        max(
            orders.count > 0 ? orders[orders.end - 1].sequence : 0,
            trades.count > 0 ? trades[trades.end - 1].sequence : 0,
            rows.count > 0 ? rows[rows.end - 1].sequence : 0)
    }

    /// Forgets rows that were written.
    mutating func remove(_ batch: Batch) {
        orders.removeFirst(before: batch.orders.upperBound)
        trades.removeFirst(before: batch.trades.upperBound)
        rows.removeFirst(before: batch.rows.upperBound)
        if orders.count == 0 { orderPlaces.removeAll() }
        if rows.count == 0 { accounts = [] }
    }
}

// MARK: Looking

extension LedgerQueue {
    /// The order in its latest state, if it waits.
    func order(_ id: OrderID) -> Order? {
        guard let place = orderPlaces.place(of: id.number), orders.contains(place) else { return nil }
        return orders[place].order
    }

    /// The newest of the waiting orders with this client id.
    func latestOrder(clientID: String, of account: AccountID) -> Order? {
        var latest: Order?
        for place in orders.first..<orders.end
        where orders[place].order.account == account
            && orders[place].order.clientID.hasBytes(of: clientID)
        {
            let order = orders[place].order
            if order.id.number > latest?.id.number ?? 0 { latest = order }
        }
        return latest
    }
}

// MARK: Queueing

extension LedgerQueue {
    /// Queues what a journal entry's events change. What the exchange keeps in memory has no row.
    ///
    /// - Parameter places: where its events stand in the list.
    mutating func record(_ events: EventList, _ places: Range<Int>, _ sequence: Int64) {
        let (orders, trades) = (events.orders.span, events.trades.span)
        var index = places.lowerBound
        while index < places.upperBound {
            switch events.entries[index] {
            case .accepted(let place):
                // What the book made of an order mostly follows at once: one copy less.
                if index + 1 < places.upperBound, case .updated(let later) = events.entries[index + 1],
                    orders[later].id.number == orders[place].id.number
                {
                    record(orders[later], sequence, isNew: true)
                    index += 1
                } else {
                    record(orders[place], sequence, isNew: true)
                }
            case .updated(let place): record(orders[place], sequence, isNew: false)
            case .traded(let place): record(trades[place], sequence)
            case .other(let place): record(events.others[place], sequence)
            }
            index += 1
        }
    }

    private mutating func record(_ event: Event, _ sequence: Int64) {
        switch event {
        case .accountOpened(let account):
            append(.account(accounts.count), sequence)
            accounts.append(account)
        case .candleChanged(let market, let kind, let candle): record(candle, kind, of: market, sequence)
        case .fundingRecorded(let record): append(.funding(record), sequence)
        case .accountChanged, .algoUpdated, .marketChanged, .orderAccepted, .orderUpdated, .statusChanged,
            .traded:
            break
        }
    }

    private mutating func record(_ trade: consuming Trade, _ sequence: Int64) {
        record(trade.maker, in: trade.market, sequence)
        record(trade.taker, in: trade.market, sequence)
        trades.append(QueuedTrade(trade: trade, sequence: sequence))
    }

    private mutating func record(_ order: consuming Order, _ sequence: Int64, isNew: Bool) {
        let number = order.id.number
        if let place = orderPlaces.place(of: number), orders.contains(place) {
            orders[place].order = order
        } else {
            let place = orders.append(QueuedOrder(order: order, sequence: sequence, isNew: isNew))
            orderPlaces.set(place, of: number, oldest: orders.first)
        }
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
        if let place = candles[price], rows.contains(place),
            case .candle(_, _, let earlier) = rows[place].row,
            earlier.minute == candle.minute
        {
            rows[place].row = row
        } else {
            candles[price] = append(row, sequence)
        }
    }

    /// Puts a row's later state in its place; false if it does not wait there any more, or never did.
    private mutating func replace(_ place: Int?, with row: Row) -> Bool {
        guard let place, rows.contains(place) else { return false }
        rows[place].row = row
        return true
    }

    /// Queues a row; returns its place.
    @discardableResult
    private mutating func append(_ row: Row, _ sequence: Int64) -> Int {
        rows.append(QueuedRow(row: row, sequence: sequence))
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

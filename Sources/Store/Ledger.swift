internal import Exchange

/// The ledger's prepared statements. Every write may be repeated without harm.
struct Ledger: ~Copyable {
    private let plainOrders: RowInserter
    private let tradedOrders: RowInserter
    private let orders: RowInserter
    private let trades: RowInserter
    private let accountOrders: Statement
    private let accountTrades: Statement
    private let marketTrades: Statement
    private let insertAccount: Statement
    private let updateBalance: Statement
    private let upsertPosition: Statement
    private let upsertCandle: Statement
    private let insertFunding: Statement
    private let updateMark: Statement
    private let selectOrder: Statement
    private let selectLatestOrder: Statement
    private var sorted = SortedBatch()

    /// Compiles the statements. (An initialiser that throws could not fill in one statement after another.)
    static func prepared(in database: borrowing Database) throws(DatabaseError) -> Ledger {
        Ledger(
            plainOrders: try .prepared(into: "order_row", OrderRow.plainColumns, in: database),
            tradedOrders: try .prepared(into: "order_row", OrderRow.tradedColumns, in: database),
            orders: try .prepared(into: "order_row", OrderRow.columns, in: database),
            trades: try .prepared(into: "trade_row", TradeRow.columns, in: database),
            accountOrders: try database.prepare(NumberList.accountOrders.insert),
            accountTrades: try database.prepare(NumberList.accountTrades.insert),
            marketTrades: try database.prepare(NumberList.marketTrades.insert),
            insertAccount: try database.prepare(AccountRow.insert),
            updateBalance: try database.prepare(AccountRow.updateBalance),
            upsertPosition: try database.prepare("INSERT OR REPLACE INTO position_row VALUES (?,?,?)"),
            upsertCandle: try database.prepare(CandleRow.upsert),
            insertFunding: try database.prepare(FundingRow.insert),
            updateMark: try database.prepare("UPDATE ledger_mark SET sequence = ?"),
            selectOrder: try database.prepare(
                "SELECT \(OrderRow.columns) FROM order_row WHERE number = ?"),
            selectLatestOrder: try database.prepare(
                """
                SELECT \(OrderRow.columns) FROM \(OrderQuery.byClientID)
                WHERE client_id = ? AND terms >> 32 = ? ORDER BY number DESC LIMIT 1
                """))
    }

    /// Everything up to this entry of the journal is written.
    func mark(_ sequence: Int64) throws(DatabaseError) { try updateMark.run(sequence) }

    func order(_ id: OrderID, of account: AccountID) throws(DatabaseError) -> Order? {
        defer { selectOrder.reset() }
        try selectOrder.bindAll(id.number)
        guard try selectOrder.step() else { return nil }
        let order = try OrderRow.read(selectOrder)
        return order.account == account ? order : nil
    }

    /// The account's newest order with this client id; "" is none.
    func latestOrder(clientID: String, of account: AccountID) throws(DatabaseError) -> Order? {
        defer { selectLatestOrder.reset() }
        try selectLatestOrder.bindAll(clientID, account.index)
        return try selectLatestOrder.step() ? OrderRow.read(selectLatestOrder) : nil
    }
}

// MARK: Writing

/// The places of a batch's rows by the statement that writes them. Kept from batch to batch for its memory.
private struct SortedBatch {
    var plainOrders: [Int] = []
    var tradedOrders: [Int] = []
    var orders: [Int] = []
    var accountOrders = NumberLists()
    var accountTrades = NumberLists()
    var marketTrades = NumberLists()

    mutating func removeAll() {
        plainOrders.removeAll(keepingCapacity: true)
        tradedOrders.removeAll(keepingCapacity: true)
        orders.removeAll(keepingCapacity: true)
        accountOrders.removeAll()
        accountTrades.removeAll()
        marketTrades.removeAll()
    }
}

extension Ledger {
    /// Writes a part of the queue.
    mutating func write(
        _ batch: LedgerQueue.Batch, of queue: borrowing LedgerQueue
    ) throws(DatabaseError) {
        sorted.removeAll()
        try sortOrders(batch, queue)
        try plainOrders.insert(sorted.plainOrders) { place, parameters in
            queue.orders[place].bindPlain(to: &parameters)
        }
        try tradedOrders.insert(sorted.tradedOrders) { place, parameters in
            queue.orders[place].bindTraded(to: &parameters)
        }
        try orders.insert(sorted.orders) { place, parameters in queue.orders[place].bind(to: &parameters) }
        try sorted.accountOrders.write(with: accountOrders)
        for place in batch.rows { try write(queue.rows[place].row) }
        try trades.insert(batch.trades) { place, parameters in
            queue.trades[place].bind(to: &parameters)
        }
        for place in batch.trades { try sort(queue.trades[place]) }
        try sorted.accountTrades.write(with: accountTrades)
        try sorted.marketTrades.write(with: marketTrades)
    }

    private mutating func sortOrders(
        _ batch: LedgerQueue.Batch, _ queue: borrowing LedgerQueue
    ) throws(DatabaseError) {
        for place in batch.orders {
            switch queue.orders[place].extent {
            case .plain: sorted.plainOrders.append(place)
            case .traded: sorted.tradedOrders.append(place)
            case .all: sorted.orders.append(place)
            }
            guard queue.orders[place].isNew else { continue }
            try sorted.accountOrders.add(
                queue.orders[place].order.id.number, to: queue.orders[place].order.account.index,
                with: accountOrders)
        }
    }

    private mutating func sort(
        _ queued: borrowing LedgerQueue.QueuedTrade
    ) throws(DatabaseError) {
        let (number, market) = (queued.trade.number, queued.trade.market)
        let (maker, taker) = (queued.trade.maker.account, queued.trade.taker.account)
        try sorted.marketTrades.add(number, to: market.index, with: marketTrades)
        try sorted.accountTrades.add(number, to: maker.index, with: accountTrades)
        try sorted.accountTrades.add(number, to: taker.index, with: accountTrades)
    }

    private func write(_ row: LedgerQueue.Row) throws(DatabaseError) {
        switch row {
        case .account(let account): try AccountRow.write(account, with: insertAccount)
        case .balance(let account, let balance): try updateBalance.run(balance.units, account.index)
        case .position(let account, let market, let size):
            try upsertPosition.run(account.index, market.index, size.units)
        case .candle(let market, let kind, let candle):
            try CandleRow.write(candle, kind, of: market, with: upsertCandle)
        case .funding(let record): try FundingRow.write(record, with: insertFunding)
        }
    }
}

extension LedgerQueue.QueuedOrder {
    fileprivate var extent: OrderRow.Extent { OrderRow.extent(order) }

    fileprivate borrowing func bindPlain(to parameters: inout Parameters) {
        OrderRow.bindPlain(order, to: &parameters)
    }

    fileprivate borrowing func bindTraded(to parameters: inout Parameters) {
        OrderRow.bindTraded(order, to: &parameters)
    }

    fileprivate borrowing func bind(to parameters: inout Parameters) {
        OrderRow.bind(order, to: &parameters)
    }
}

extension LedgerQueue.QueuedTrade {
    fileprivate borrowing func bind(to parameters: inout Parameters) {
        TradeRow.bind(trade, to: &parameters)
    }
}

internal import Exchange

/// The ledger's prepared statements. Every write may be repeated without harm.
struct Ledger: ~Copyable {
    private var orders: TableWriter<OrderRow.Extent, 4>
    private var trades: TableWriter<TradeRow.Extent, 3>
    private let accountOrders: Statement
    private let accountTrades: Statement
    private let marketTrades: Statement
    private let liquidations: Statement
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
            orders: try .prepared("order_row", in: database),
            trades: try .prepared("trade_row", in: database),
            accountOrders: try database.prepare(NumberList.accountOrders.insert),
            accountTrades: try database.prepare(NumberList.accountTrades.insert),
            marketTrades: try database.prepare(NumberList.marketTrades.insert),
            liquidations: try database.prepare(NumberList.liquidations.insert),
            insertAccount: try database.prepare(AccountRow.insert),
            updateBalance: try database.prepare(AccountRow.updateBalance),
            upsertPosition: try database.prepare("INSERT OR REPLACE INTO position_row VALUES (?,?,?)"),
            upsertCandle: try database.prepare(CandleRow.upsert),
            insertFunding: try database.prepare(FundingRow.insert),
            updateMark: try database.prepare("UPDATE ledger_mark SET sequence = ?"),
            selectOrder: try database.prepare(
                "SELECT \(OrderRow.columnList) FROM order_row WHERE number = ?"),
            selectLatestOrder: try database.prepare(
                """
                SELECT \(OrderRow.columnList) FROM \(OrderQuery.byClientID)
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

/// The numbers of a batch's orders and trades by the list that they are put on. Kept from batch to batch for its
/// memory.
private struct SortedBatch {
    var accountOrders = NumberLists()
    var accountTrades = NumberLists()
    var marketTrades = NumberLists()
    var liquidations = NumberLists()

    mutating func removeAll() {
        accountOrders.removeAll()
        accountTrades.removeAll()
        marketTrades.removeAll()
        liquidations.removeAll()
    }
}

extension Ledger {
    /// Writes a part of the queue.
    mutating func write(
        _ batch: LedgerQueue.Batch, of queue: borrowing LedgerQueue, to database: borrowing Database
    ) throws(DatabaseError) {
        sorted.removeAll()
        orders.removeAll()
        trades.removeAll()
        for place in batch.orders { try sort(queue.orders[place], at: place) }
        try orders.write(to: database) { place, extent, parameters in
            queue.orders[place].bind(extent, to: &parameters)
        }
        try sorted.accountOrders.write(with: accountOrders)
        for place in batch.rows { try write(queue.rows[place].row, of: queue) }
        for place in batch.trades { try sort(queue.trades[place], at: place) }
        try trades.write(to: database) { place, extent, parameters in
            queue.trades[place].bind(extent, to: &parameters)
        }
        try sorted.accountTrades.write(with: accountTrades)
        try sorted.marketTrades.write(with: marketTrades)
        try sorted.liquidations.write(with: liquidations)
    }

    private mutating func sort(
        _ queued: borrowing LedgerQueue.QueuedOrder, at place: Int
    ) throws(DatabaseError) {
        orders.add(place, queued.extent)
        guard queued.isNew else { return }
        try sorted.accountOrders.add(
            queued.order.id.number, to: queued.order.account.index, with: accountOrders)
    }

    private mutating func sort(
        _ queued: borrowing LedgerQueue.QueuedTrade, at place: Int
    ) throws(DatabaseError) {
        let (number, market) = (queued.trade.number, queued.trade.market)
        let (maker, taker) = (queued.trade.maker.account, queued.trade.taker.account)
        trades.add(place, queued.extent)
        try sorted.marketTrades.add(number, to: market.index, with: marketTrades)
        try sorted.accountTrades.add(number, to: maker.index, with: accountTrades)
        try sorted.accountTrades.add(number, to: taker.index, with: accountTrades)
        guard queued.trade.kind == .liquidation else { return }
        try sorted.liquidations.add(number, to: 0, with: liquidations)
    }

    private func write(
        _ row: LedgerQueue.Row, of queue: borrowing LedgerQueue
    ) throws(DatabaseError) {
        switch row {
        case .account(let place): try AccountRow.write(queue.accounts[place], with: insertAccount)
        case .balance(let account, let balance): try updateBalance.run(balance.units, account.index)
        case .position(let account, let market, let size):
            try upsertPosition.run(account.index, market.index, size.units)
        case .candle(let market, let kind, let candle):
            try CandleRow.write(candle, kind, of: market, with: upsertCandle)
        case .funding(let record): try FundingRow.write(record, with: insertFunding)
        }
    }
}

// Methods, so that what is queued is read where it is and not copied.

extension LedgerQueue.QueuedOrder {
    fileprivate var extent: OrderRow.Extent { OrderRow.extent(order) }

    fileprivate borrowing func bind(_ extent: OrderRow.Extent, to parameters: inout Parameters) {
        OrderRow.bind(order, extent, to: &parameters)
    }
}

extension LedgerQueue.QueuedTrade {
    fileprivate var extent: TradeRow.Extent { TradeRow.extent(trade) }

    fileprivate borrowing func bind(_ extent: TradeRow.Extent, to parameters: inout Parameters) {
        TradeRow.bind(trade, extent, to: &parameters)
    }
}

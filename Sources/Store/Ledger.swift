internal import Exchange

/// The ledger's prepared statements. Every write may be repeated without harm.
struct Ledger: ~Copyable {
    /// By `OrderRow.Extent` and `TradeRow.Extent`.
    private var orders: InlineArray<4, RowInserter>
    private var trades: InlineArray<3, RowInserter>
    private let insertOrder: Statement
    private let insertTrade: Statement
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
            orders: InlineArray {
                RowInserter(into: "order_row", OrderRow.Extent.allCases[$0].columns)
            },
            trades: InlineArray {
                RowInserter(into: "trade_row", TradeRow.Extent.allCases[$0].columns)
            },
            insertOrder: try database.prepare(RowInserter.sql("order_row", OrderRow.columns[...], rows: 1)),
            insertTrade: try database.prepare(RowInserter.sql("trade_row", TradeRow.columns[...], rows: 1)),
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

/// The places of a batch's rows by the statement that writes them. Kept from batch to batch for its memory.
private struct SortedBatch {
    /// By extent.
    var orders = InlineArray<4, [Int]>(repeating: [])
    var trades = InlineArray<3, [Int]>(repeating: [])
    var accountOrders = NumberLists()
    var accountTrades = NumberLists()
    var marketTrades = NumberLists()
    var liquidations = NumberLists()

    mutating func removeAll() {
        for index in orders.indices { orders[index].removeAll(keepingCapacity: true) }
        for index in trades.indices { trades[index].removeAll(keepingCapacity: true) }
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
        try sortOrders(batch, queue)
        try writeOrders(of: queue, to: database)
        try sorted.accountOrders.write(with: accountOrders)
        for place in batch.rows { try write(queue.rows[place].row, of: queue) }
        for place in batch.trades { try sort(queue.trades[place], at: place) }
        try writeTrades(of: queue, to: database)
        try sorted.accountTrades.write(with: accountTrades)
        try sorted.marketTrades.write(with: marketTrades)
        try sorted.liquidations.write(with: liquidations)
    }

    // Rows that do not fill a statement go on to one with more columns, so that few are written one by one.

    private mutating func writeOrders(
        of queue: borrowing LedgerQueue, to database: borrowing Database
    ) throws(DatabaseError) {
        for extent in OrderRow.Extent.allCases {
            let index = extent.rawValue
            let rest = try orders[index].insert(sorted.orders[index], in: database) { place, parameters in
                queue.orders[place].bind(extent, to: &parameters)
            }
            if index + 1 < sorted.orders.count {
                sorted.orders[index + 1] += rest
            } else {
                for place in rest {
                    var parameters = insertOrder.parameters
                    queue.orders[place].bind(extent, to: &parameters)
                    try insertOrder.run(parameters)
                }
            }
        }
    }

    private mutating func writeTrades(
        of queue: borrowing LedgerQueue, to database: borrowing Database
    ) throws(DatabaseError) {
        for extent in TradeRow.Extent.allCases {
            let index = extent.rawValue
            let rest = try trades[index].insert(sorted.trades[index], in: database) { place, parameters in
                queue.trades[place].bind(extent, to: &parameters)
            }
            if index + 1 < sorted.trades.count {
                sorted.trades[index + 1] += rest
            } else {
                for place in rest {
                    var parameters = insertTrade.parameters
                    queue.trades[place].bind(extent, to: &parameters)
                    try insertTrade.run(parameters)
                }
            }
        }
    }

    private mutating func sortOrders(
        _ batch: LedgerQueue.Batch, _ queue: borrowing LedgerQueue
    ) throws(DatabaseError) {
        for place in batch.orders {
            sorted.orders[queue.orders[place].extent.rawValue].append(place)
            guard queue.orders[place].isNew else { continue }
            try sorted.accountOrders.add(
                queue.orders[place].order.id.number, to: queue.orders[place].order.account.index,
                with: accountOrders)
        }
    }

    private mutating func sort(
        _ queued: borrowing LedgerQueue.QueuedTrade, at place: Int
    ) throws(DatabaseError) {
        let (number, market) = (queued.trade.number, queued.trade.market)
        let (maker, taker) = (queued.trade.maker.account, queued.trade.taker.account)
        sorted.trades[queued.extent.rawValue].append(place)
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

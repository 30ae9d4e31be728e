internal import Exchange

/// The ledger's prepared statements. Every write may be repeated without harm.
struct Ledger: ~Copyable {
    private let upsertOrder: Statement
    private let insertTrade: Statement
    private let insertFill: Statement
    private let insertAccount: Statement
    private let updateBalance: Statement
    private let upsertPosition: Statement
    private let upsertCandle: Statement
    private let insertFunding: Statement
    private let updateMark: Statement
    private let selectOrder: Statement
    private let selectLatestOrder: Statement

    /// Compiles the statements. (An initialiser that throws could not fill in one statement after another.)
    static func prepared(in database: borrowing Database) throws(DatabaseError) -> Ledger {
        Ledger(
            upsertOrder: try database.prepare(OrderRow.upsert),
            insertTrade: try database.prepare(TradeRow.insert),
            insertFill: try database.prepare(TradeRow.insertFill),
            insertAccount: try database.prepare(AccountRow.insert),
            updateBalance: try database.prepare(AccountRow.updateBalance),
            upsertPosition: try database.prepare("INSERT OR REPLACE INTO position_row VALUES (?,?,?)"),
            upsertCandle: try database.prepare(CandleRow.upsert),
            insertFunding: try database.prepare(FundingRow.insert),
            updateMark: try database.prepare("UPDATE ledger_mark SET sequence = ?"),
            selectOrder: try database.prepare(
                "SELECT \(OrderRow.columns) FROM order_row WHERE account = ? AND number = ?"),
            selectLatestOrder: try database.prepare(
                """
                SELECT \(OrderRow.columns) FROM \(OrderQuery.byClientID)
                WHERE account = ? AND client_id = ? AND client_id <> '' ORDER BY number DESC LIMIT 1
                """))
    }

    func write(_ row: LedgerQueue.Row) throws(DatabaseError) {
        switch row {
        case .order(let order): try OrderRow.write(order, with: upsertOrder)
        case .trade(let trade): try TradeRow.write(trade, with: insertTrade, fills: insertFill)
        case .account(let account): try AccountRow.write(account, with: insertAccount)
        case .balance(let account, let balance): try updateBalance.run(balance.units, account.index)
        case .position(let account, let market, let size):
            try upsertPosition.run(account.index, market.index, size.units)
        case .candle(let market, let kind, let candle):
            try CandleRow.write(candle, kind, of: market, with: upsertCandle)
        case .funding(let record): try FundingRow.write(record, with: insertFunding)
        }
    }

    /// Everything up to this entry of the journal is written.
    func mark(_ sequence: Int64) throws(DatabaseError) { try updateMark.run(sequence) }

    func order(_ id: OrderID, of account: AccountID) throws(DatabaseError) -> Order? {
        defer { selectOrder.reset() }
        try selectOrder.bindAll(account.index, id.number)
        return try selectOrder.step() ? OrderRow.read(selectOrder) : nil
    }

    func latestOrder(clientID: String, of account: AccountID) throws(DatabaseError) -> Order? {
        defer { selectLatestOrder.reset() }
        try selectLatestOrder.bindAll(account.index, clientID)
        return try selectLatestOrder.step() ? OrderRow.read(selectLatestOrder) : nil
    }
}

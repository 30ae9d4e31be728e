internal import Exchange

/// Whose side of a trade a fill is.
enum Role: UInt8, CaseIterable {
    /// The resting order's.
    case maker = 1
    /// The incoming order's.
    case taker
}

/// A trade as one row of `trade_row` and two of `fill_row`.
///
/// Trades never change; `OR REPLACE` because what was written before a crash is written again after it.
enum TradeRow {
    static let insert = """
        INSERT OR REPLACE INTO trade_row (number, market, price, size, taker_side, at, maker, taker)
        VALUES (?,?,?,?,?,?,?,?)
        """

    static let insertFill = """
        INSERT OR REPLACE INTO fill_row (account, trade, role, order_number, client_id, fee, remaining,
            position, balance)
        VALUES (?,?,?,?,?,?,?,?,?)
        """

    /// One trade by its number, with both fills in the same row.
    static let select = """
        SELECT number, market, price, size, taker_side, at,
            maker, m.order_number, m.client_id, m.fee, m.remaining, m.position, m.balance,
            taker, t.order_number, t.client_id, t.fee, t.remaining, t.position, t.balance
        FROM trade_row
            JOIN fill_row AS m ON m.account = maker AND m.trade = number AND m.role = \(Role.maker.rawValue)
            JOIN fill_row AS t ON t.account = taker AND t.trade = number AND t.role = \(Role.taker.rawValue)
        WHERE number = ?
        """

    static func write(
        _ trade: Trade, with statement: borrowing Statement, fills: borrowing Statement
    ) throws(DatabaseError) {
        try statement.run(
            trade.number, trade.market.index, trade.price.units, trade.size.units, trade.takerSide.rawValue,
            trade.at.milliseconds, trade.maker.account.index, trade.taker.account.index)
        try write(trade.maker, .maker, of: trade.number, with: fills)
        try write(trade.taker, .taker, of: trade.number, with: fills)
    }

    private static func write(
        _ fill: Fill, _ role: Role, of trade: Int64, with statement: borrowing Statement
    ) throws(DatabaseError) {
        try statement.run(
            fill.account.index, trade, role.rawValue, fill.order.number, fill.clientID, fill.fee.units,
            fill.remaining.units, fill.position.units, fill.balance.units)
    }

    /// The trade in the present row of `select`.
    static func read(_ row: borrowing Statement) throws(DatabaseError) -> Trade {
        Trade(
            number: row.int64(0),
            market: MarketID(index: row.int(1)),
            price: Price(units: row.int64(2)),
            size: Size(units: row.int64(3)),
            takerSide: try row.choice(4),
            at: Timestamp(milliseconds: row.int64(5)),
            maker: try fill(row, from: 6),
            taker: try fill(row, from: 13))
    }

    private static func fill(
        _ row: borrowing Statement, from column: Int32
    ) throws(DatabaseError) -> Fill {
        Fill(
            order: OrderID(number: row.int64(column + 1)),
            account: AccountID(index: row.int(column)),
            clientID: row.text(column + 2),
            fee: Quote(units: try row.int128(column + 3)),
            remaining: Size(units: row.int64(column + 4)),
            position: SignedSize(units: try row.int128(column + 5)),
            balance: Quote(units: try row.int128(column + 6)))
    }
}

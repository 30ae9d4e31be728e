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
    /// In the order in which `write` binds and `read` reads them.
    private static let columns = """
        number, kind, market, price, size, taker_side, at, index_price, book_sequence, maker, taker
        """

    /// The part of a fill's columns that `read` reads, in its order.
    private static let fillColumns = [
        "order_number", "ordered_at", "client_id", "interactive", "fee", "realized_pnl", "realized_funding",
        "funding_index", "remaining", "position", "balance",
    ]

    static let insert = "INSERT OR REPLACE INTO trade_row (\(columns)) VALUES (?,?,?,?,?,?,?,?,?,?,?)"

    static let insertFill = """
        INSERT OR REPLACE INTO fill_row (account, trade, role, market, kind,
            \(fillColumns.joined(separator: ", ")))
        VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
        """

    /// The trades with the numbers that `page` gives, each with both its fills in the same row.
    static func select(page: String, order: String) -> String {
        let fills = ["m", "t"].flatMap { fill in fillColumns.map { "\(fill).\($0)" } }
        let columns = columns.split(separator: ", ").map { "trade_row.\($0)" } + fills
        return """
            WITH page (number) AS (\(page))
            SELECT \(columns.joined(separator: ", "))
            FROM page CROSS JOIN trade_row USING (number)
                CROSS JOIN fill_row AS m ON m.account = trade_row.maker AND m.trade = trade_row.number
                    AND m.role = \(Role.maker.rawValue)
                CROSS JOIN fill_row AS t ON t.account = trade_row.taker AND t.trade = trade_row.number
                    AND t.role = \(Role.taker.rawValue)
            ORDER BY trade_row.number \(order)
            """
    }

    static func write(
        _ trade: Trade, with statement: borrowing Statement, fills: borrowing Statement
    ) throws(DatabaseError) {
        try statement.run(
            trade.number, trade.kind.rawValue, trade.market.index, trade.price.units, trade.size.units,
            trade.takerSide.rawValue, trade.at.milliseconds, trade.indexPrice.units, trade.bookSequence,
            trade.maker.account.index, trade.taker.account.index)
        try write(trade.maker, .maker, of: trade, with: fills)
        try write(trade.taker, .taker, of: trade, with: fills)
    }

    private static func write(
        _ fill: Fill, _ role: Role, of trade: Trade, with statement: borrowing Statement
    ) throws(DatabaseError) {
        try statement.run(
            fill.account.index, trade.number, role.rawValue, trade.market.index, trade.kind.rawValue,
            fill.order.number, fill.orderedAt.milliseconds, fill.clientID, fill.isInteractive,
            fill.fee.units, fill.realizedPnL.units, fill.realizedFunding.units, fill.fundingIndex.units,
            fill.remaining.units, fill.position.units, fill.balance.units)
    }

    /// The trade in the present row of `select`.
    static func read(_ row: borrowing Statement) throws(DatabaseError) -> Trade {
        Trade(
            number: row.int64(0),
            kind: try row.choice(1),
            market: MarketID(index: row.int(2)),
            price: Price(units: row.int64(3)),
            size: Size(units: row.int64(4)),
            takerSide: try row.choice(5),
            at: Timestamp(milliseconds: row.int64(6)),
            indexPrice: Price(units: row.int64(7)),
            bookSequence: row.int64(8),
            maker: try fill(row, of: AccountID(index: row.int(9)), from: 11),
            taker: try fill(row, of: AccountID(index: row.int(10)), from: 22))
    }

    private static func fill(
        _ row: borrowing Statement, of account: AccountID, from column: Int32
    ) throws(DatabaseError) -> Fill {
        Fill(
            order: OrderID(number: row.int64(column)),
            orderedAt: Timestamp(milliseconds: row.int64(column + 1)),
            account: account,
            clientID: row.text(column + 2),
            isInteractive: row.flag(column + 3),
            fee: Quote(units: try row.int128(column + 4)),
            realizedPnL: Quote(units: try row.int128(column + 5)),
            realizedFunding: Quote(units: try row.int128(column + 6)),
            fundingIndex: FundingIndex(units: try row.int128(column + 7)),
            remaining: Size(units: row.int64(column + 8)),
            position: SignedSize(units: try row.int128(column + 9)),
            balance: Quote(units: try row.int128(column + 10)))
    }
}

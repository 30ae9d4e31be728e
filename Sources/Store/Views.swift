internal import Exchange

/// Views for people: `sqlite3 FILE 'select * from orders'` answers in the imitated API's words.
///
/// All arithmetic is on integers and digits, so what a view shows is exact.
enum Views {
    static let all = [
        ("accounts", accounts), ("positions", positions), ("orders", orders), ("trades", trades),
        ("fills", fills), ("klines", klines), ("funding", funding),
    ]

    /// Puts the views into the schema as `CREATE VIEW` would, which parses each and so made up much of a new
    /// database's start. This connection, which asks no view, goes on without them; others find them there.
    static func write(to database: borrowing Database) throws(DatabaseError) {
        try database.execute("PRAGMA writable_schema = ON")
        let insert = try database.prepare("INSERT INTO sqlite_schema VALUES ('view', ?1, ?1, 0, ?2)")
        for (name, query) in all { try insert.run(name, "CREATE VIEW \(name) AS \(query)") }
        try database.execute("PRAGMA writable_schema = OFF")
    }

    private static let accounts = """
        SELECT a.address AS account, \(decimal("a.balance")) AS balance,
            \(decimal("a.deposit")) AS deposit, a.public_key AS public_key, a.l1_address AS l1_address,
            p.address AS parent_account, \(time("a.created_at")) AS created_at
        FROM account_row AS a LEFT JOIN account_row AS p ON p.account = a.parent
        """

    /// Only positions that are not zero.
    private static let positions = """
        SELECT address AS account, symbol AS market,
            iif(substr(size, 1, 1) = '-', 'SHORT', 'LONG') AS side, \(decimal("size")) AS size
        FROM position_row LEFT JOIN account_row USING (account) LEFT JOIN market_row USING (market)
        WHERE size <> 0
        """

    /// Oldest first.
    private static let orders = """
        SELECT \(publicID(OrderRow.createdAt, "number", "'0000'")) AS id,
            address AS account, symbol AS market, \(word(OrderRow.Terms.side, Side.self, \.word)) AS side,
            \(word(OrderRow.Terms.type, OrderType.self, \.word)) AS type,
            \(word(OrderRow.Terms.timeInForce, TimeInForce.self, \.word)) AS instruction,
            \(decimal("size")) AS size, \(decimal("price")) AS price,
            \(decimal("ifnull(trigger_price, 0)")) AS trigger_price,
            \(decimal(OrderRow.remaining)) AS remaining_size,
            \(decimal(OrderRow.averageFillPrice)) AS avg_fill_price,
            \(word(OrderRow.State.status, of: "state", StoredStatus.self, \.word)) AS status,
            \(word(OrderRow.State.cancelReason, of: "state", CancelReason.self, \.word)) AS cancel_reason,
            ifnull(client_id, '') AS client_id, \(flags) AS flags,
            \(word(OrderRow.Terms.selfTradePrevention, SelfTradePrevention.self, \.word)) AS stp,
            \(time(OrderRow.createdAt)) AS created_at, \(time(OrderRow.updatedAt)) AS last_updated_at,
            sequence AS seq_no
        FROM order_row LEFT JOIN account_row AS a ON a.account = \(OrderRow.Terms.account.sql("terms"))
            LEFT JOIN market_row AS m ON m.market = \(OrderRow.Terms.market.sql("terms"))
        """

    /// Oldest first; `side` is the taker's.
    private static let trades = """
        SELECT \(publicID("at", "number", "'0001'")) AS id, symbol AS market,
            \(word(TradeRow.Terms.takerSide, Side.self, \.word)) AS side, \(decimal("size")) AS size,
            \(decimal("price")) AS price, \(word(TradeRow.Terms.kind, TradeKind.self, \.word)) AS trade_type,
            m.address AS maker, t.address AS taker, \(time("at")) AS created_at
        FROM trade_row LEFT JOIN market_row AS market ON market.market = \(TradeRow.Terms.market.sql("terms"))
            LEFT JOIN account_row AS m ON m.account = \(TradeRow.Accounts.maker.sql("accounts"))
            LEFT JOIN account_row AS t ON t.account = \(TradeRow.Accounts.taker.sql("accounts"))
        """

    /// Makers' first, oldest first; `side` is the account's own.
    private static let fills = """
        \(fills(of: .maker)) UNION ALL \(fills(of: .taker))
        """

    private static func fills(of role: Role) -> String {
        let prefix = role == .maker ? "maker" : "taker"
        let (account, isInteractive) =
            role == .maker
            ? (TradeRow.Accounts.maker, TradeRow.Terms.makerIsInteractive)
            : (TradeRow.Accounts.taker, TradeRow.Terms.takerIsInteractive)
        let buys = "(\(TradeRow.Terms.takerSide.sql("terms")) = \(Side.buy.rawValue)) = \(role == .taker)"
        let orderedAt = role == .maker ? "maker_ordered_at" : TradeRow.takerOrderedAt
        let order = publicID(orderedAt, "\(prefix)_order", "'0000'")
        return """
            SELECT \(publicID("at", "number", role == .maker ? "'0001'" : "'0002'")) AS id,
                address AS account, symbol AS market, iif(\(buys), 'BUY', 'SELL') AS side,
                '\(role.word)' AS liquidity,
                \(word(TradeRow.Terms.kind, TradeKind.self, \.word)) AS fill_type,
                \(decimal("size")) AS size, \(decimal("price")) AS price,
                \(decimal("\(prefix)_fee")) AS fee,
                \(decimal("ifnull(\(prefix)_realized_pnl, 0)")) AS realized_pnl,
                \(decimal("ifnull(\(prefix)_realized_funding, 0)")) AS realized_funding,
                iif(\(prefix)_order = 0, '', \(order)) AS order_id,
                ifnull(\(prefix)_client_id, '') AS client_id,
                iif(\(isInteractive.sql("terms")), 'interactive', '') AS flags,
                \(decimal("ifnull(\(prefix)_remaining, 0)")) AS remaining_size,
                \(decimal("\(prefix)_position")) AS position, \(decimal("\(prefix)_balance")) AS balance,
                \(decimal("index_price")) AS underlying_price, book_sequence AS orderbook_seq_no,
                \(time("at")) AS created_at
            FROM trade_row AS t LEFT JOIN account_row AS a ON a.account = \(account.sql("accounts"))
                LEFT JOIN market_row AS m ON m.market = \(TradeRow.Terms.market.sql("terms"))
            """
    }

    /// By market and price, oldest first: one row for each minute in which the price moved.
    private static let klines = """
        SELECT symbol, \(word("kind", PriceKind.self, \.word)) AS price_kind,
            \(time("(minute * 60000)")) AS time, \(decimal("open")) AS open, \(decimal("high")) AS high,
            \(decimal("low")) AS low, \(decimal("close")) AS close, \(decimal("volume")) AS volume
        FROM candle_row LEFT JOIN market_row USING (market)
        """

    /// By market, oldest first: how funding stood from minute to minute.
    private static let funding = """
        SELECT symbol AS market, \(decimal("rate")) AS funding_rate,
            \(decimal("premium")) AS funding_premium, \(decimal("funding_index", places: 16)) AS funding_index,
            \(time("at")) AS created_at
        FROM funding_row LEFT JOIN market_row USING (market)
        """

    /// An order's flags with commas between them.
    private static let flags = """
        ltrim(iif(\(OrderRow.Terms.isReduceOnly.sql("terms")), ',REDUCE_ONLY', '')
            || iif(\(OrderRow.Terms.isInteractive.sql("terms")), ',INTERACTIVE', '')
            || ifnull(',' || \(word(OrderRow.Terms.triggerDirection, TriggerDirection.self, \.word)), ''), ',')
        """

    /// The number that the imitated API's clients see: 13 digits of creation time in milliseconds, 11 of the
    /// exchange's own number, and a 4-digit index.
    private static func publicID(_ time: String, _ number: String, _ index: String) -> String {
        "printf('%013d%011d%s', \(time), 20170000000 + \(number), \(index))"
    }

    /// An integer count of 10⁻⁸, or of another power, stored as INTEGER or TEXT, as decimal text without
    /// trailing zeros.
    private static func decimal(_ column: String, places: Int = 8) -> String {
        let digits = "ltrim(\(column), '-')"
        let cut = "length(\(digits)) - \(places)"
        let whole = "iif(\(cut) > 0, substr(\(digits), 1, \(cut)), '0')"
        let sign = "iif(substr(\(column), 1, 1) = '-', '-', '')"
        let fraction = "substr('\(String(repeating: "0", count: places))' || \(digits), -\(places))"
        return "rtrim(rtrim(\(sign) || \(whole) || '.' || \(fraction), '0'), '.')"
    }

    /// Unix milliseconds as readable UTC.
    private static func time(_ column: String) -> String {
        "strftime('%Y-%m-%d %H:%M:%S', \(column) / 1000, 'unixepoch') || printf('.%03d', \(column) % 1000)"
    }

    /// A stored raw value as the API's word; NULL for 0.
    private static func word<Choice: RawRepresentable<UInt8> & CaseIterable>(
        _ field: BitField, of column: String = "terms", _ choice: Choice.Type, _ word: (Choice) -> String
    ) -> String {
        self.word(field.sql(column), choice, word)
    }

    /// A stored raw value as the API's word.
    private static func word<Choice: RawRepresentable<UInt8> & CaseIterable>(
        _ column: String, _: Choice.Type, _ word: (Choice) -> String
    ) -> String {
        let cases = Choice.allCases.map { "WHEN \($0.rawValue) THEN '\(word($0))'" }
        return "CASE \(column) \(cases.joined(separator: " ")) END"
    }
}

internal import Exchange

/// Views for people: `sqlite3 FILE 'select * from orders'` answers in the imitated API's words.
///
/// All arithmetic is on integers and digits, so what a view shows is exact.
enum Views {
    static let all = [accounts, positions, orders, trades, fills, klines, funding].joined(separator: "\n")

    private static let accounts = """
        CREATE VIEW accounts AS SELECT a.address AS account, \(decimal("a.balance")) AS balance,
            \(decimal("a.deposit")) AS deposit, a.public_key AS public_key, a.l1_address AS l1_address,
            p.address AS parent_account, \(time("a.created_at")) AS created_at
        FROM account_row AS a LEFT JOIN account_row AS p ON p.account = a.parent;
        """

    /// Only positions that are not zero.
    private static let positions = """
        CREATE VIEW positions AS SELECT address AS account, symbol AS market,
            iif(substr(size, 1, 1) = '-', 'SHORT', 'LONG') AS side, \(decimal("size")) AS size
        FROM position_row LEFT JOIN account_row USING (account) LEFT JOIN market_row USING (market)
        WHERE size <> '0';
        """

    /// By account, oldest first.
    private static let orders = """
        CREATE VIEW orders AS SELECT \(publicID("o.created_at", "number", "'0000'")) AS id,
            address AS account, symbol AS market, \(word("side", Side.self, \.word)) AS side,
            \(word("type", OrderType.self, \.word)) AS type,
            \(word("time_in_force", TimeInForce.self, \.word)) AS instruction,
            \(decimal("size")) AS size, \(decimal("price")) AS price,
            \(decimal("trigger_price")) AS trigger_price, \(decimal("remaining")) AS remaining_size,
            \(decimal("average_fill_price")) AS avg_fill_price,
            \(word("status", StoredStatus.self, \.word)) AS status,
            \(word("cancel_reason", CancelReason.self, \.word)) AS cancel_reason, client_id,
            \(flags) AS flags,
            \(word("self_trade_prevention", SelfTradePrevention.self, \.word)) AS stp,
            \(time("o.created_at")) AS created_at, \(time("updated_at")) AS last_updated_at,
            sequence AS seq_no
        FROM order_row AS o LEFT JOIN account_row USING (account) LEFT JOIN market_row USING (market);
        """

    /// Oldest first; `side` is the taker's.
    private static let trades = """
        CREATE VIEW trades AS SELECT \(publicID("at", "number", "'0001'")) AS id, symbol AS market,
            \(word("taker_side", Side.self, \.word)) AS side, \(decimal("size")) AS size,
            \(decimal("price")) AS price, \(word("kind", TradeKind.self, \.word)) AS trade_type,
            m.address AS maker, t.address AS taker, \(time("at")) AS created_at
        FROM trade_row LEFT JOIN market_row USING (market)
            LEFT JOIN account_row AS m ON m.account = maker
            LEFT JOIN account_row AS t ON t.account = taker;
        """

    /// By account, oldest first; `side` is the account's own.
    private static let fills = """
        CREATE VIEW fills AS SELECT
            \(publicID("at", "trade", "iif(role = \(Role.maker.rawValue), '0001', '0002')")) AS id,
            address AS account, symbol AS market,
            iif((role = \(Role.taker.rawValue)) = (taker_side = \(Side.buy.rawValue)), 'BUY', 'SELL') AS side,
            \(word("role", Role.self, \.word)) AS liquidity,
            \(word("t.kind", TradeKind.self, \.word)) AS fill_type,
            \(decimal("t.size")) AS size, \(decimal("t.price")) AS price, \(decimal("fee")) AS fee,
            \(decimal("realized_pnl")) AS realized_pnl, \(decimal("realized_funding")) AS realized_funding,
            iif(order_number = 0, '', \(publicID("ordered_at", "order_number", "'0000'"))) AS order_id,
            f.client_id AS client_id, iif(f.interactive, 'interactive', '') AS flags,
            \(decimal("f.remaining")) AS remaining_size, \(decimal("position")) AS position,
            \(decimal("f.balance")) AS balance, \(decimal("index_price")) AS underlying_price,
            book_sequence AS orderbook_seq_no, \(time("at")) AS created_at
        FROM fill_row AS f JOIN trade_row AS t ON t.number = trade
            LEFT JOIN account_row AS a ON a.account = f.account
            LEFT JOIN market_row AS m ON m.market = t.market;
        """

    /// By market and price, oldest first: one row for each minute in which the price moved.
    private static let klines = """
        CREATE VIEW klines AS SELECT symbol, \(word("kind", PriceKind.self, \.word)) AS price_kind,
            \(time("(minute * 60000)")) AS time, \(decimal("open")) AS open, \(decimal("high")) AS high,
            \(decimal("low")) AS low, \(decimal("close")) AS close, \(decimal("volume")) AS volume
        FROM candle_row LEFT JOIN market_row USING (market);
        """

    /// By market, oldest first: how funding stood from minute to minute.
    private static let funding = """
        CREATE VIEW funding AS SELECT symbol AS market, \(decimal("rate")) AS funding_rate,
            \(decimal("premium")) AS funding_premium, \(decimal("funding_index", places: 16)) AS funding_index,
            \(time("at")) AS created_at
        FROM funding_row LEFT JOIN market_row USING (market);
        """

    /// An order's flags with commas between them.
    private static let flags = """
        ltrim(iif(reduce_only, ',REDUCE_ONLY', '') || iif(interactive, ',INTERACTIVE', '')
            || ifnull(',' || \(word("trigger_direction", TriggerDirection.self, \.word)), ''), ',')
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

    /// A stored raw value as the API's word.
    private static func word<Choice: RawRepresentable<UInt8> & CaseIterable>(
        _ column: String, _: Choice.Type, _ word: (Choice) -> String
    ) -> String {
        let cases = Choice.allCases.map { "WHEN \($0.rawValue) THEN '\(word($0))'" }
        return "CASE \(column) \(cases.joined(separator: " ")) END"
    }
}

internal import Exchange

/// Views for people: `sqlite3 FILE 'select * from orders'` answers in the imitated API's words.
///
/// All arithmetic is on integers and digits, so what a view shows is exact.
enum Views {
    static let all = [accounts, positions, orders, trades, fills].joined(separator: "\n")

    private static let accounts = """
        CREATE VIEW accounts AS SELECT address AS account, \(decimal("balance")) AS balance, public_key,
            l1_address, \(time("created_at")) AS created_at
        FROM account_row;
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
            \(decimal("remaining")) AS remaining_size, \(decimal("average_fill_price")) AS avg_fill_price,
            \(word("status", StoredStatus.self, \.word)) AS status,
            \(word("cancel_reason", CancelReason.self, \.word)) AS cancel_reason, client_id,
            iif(reduce_only, 'REDUCE_ONLY', '') AS flags,
            \(word("self_trade_prevention", SelfTradePrevention.self, \.word)) AS stp,
            \(time("o.created_at")) AS created_at, \(time("updated_at")) AS last_updated_at,
            sequence AS seq_no
        FROM order_row AS o LEFT JOIN account_row USING (account) LEFT JOIN market_row USING (market);
        """

    /// Oldest first; `side` is the taker's.
    private static let trades = """
        CREATE VIEW trades AS SELECT \(publicID("at", "number", "'0001'")) AS id, symbol AS market,
            \(word("taker_side", Side.self, \.word)) AS side, \(decimal("size")) AS size,
            \(decimal("price")) AS price, m.address AS maker, t.address AS taker, \(time("at")) AS created_at
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
            \(word("role", Role.self, \.word)) AS liquidity, \(decimal("t.size")) AS size,
            \(decimal("t.price")) AS price, \(decimal("fee")) AS fee,
            \(publicID("o.created_at", "order_number", "'0000'")) AS order_id, f.client_id AS client_id,
            \(decimal("f.remaining")) AS remaining_size, \(decimal("position")) AS position,
            \(decimal("f.balance")) AS balance, \(time("at")) AS created_at
        FROM fill_row AS f JOIN trade_row AS t ON t.number = trade
            LEFT JOIN order_row AS o ON o.account = f.account AND o.number = order_number
            LEFT JOIN account_row AS a ON a.account = f.account
            LEFT JOIN market_row AS m ON m.market = t.market;
        """

    /// The number that the imitated API's clients see: 13 digits of creation time in milliseconds, 11 of the
    /// exchange's own number, and a 4-digit index.
    private static func publicID(_ time: String, _ number: String, _ index: String) -> String {
        "printf('%013d%011d%s', \(time), 20170000000 + \(number), \(index))"
    }

    /// An integer count of 10⁻⁸, stored as INTEGER or TEXT, as decimal text without trailing zeros.
    private static func decimal(_ column: String) -> String {
        let digits = "ltrim(\(column), '-')"
        let whole = "iif(length(\(digits)) > 8, substr(\(digits), 1, length(\(digits)) - 8), '0')"
        let sign = "iif(substr(\(column), 1, 1) = '-', '-', '')"
        let fraction = "substr('00000000' || \(digits), -8)"
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

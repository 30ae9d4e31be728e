internal import Exchange

/// What the database file looks like, and how a new one is made.
///
/// Two kinds of tables: the **journal** (with `genesis`) is the truth; the **ledger** follows from it and may
/// lag behind. The ledger's tables are for the machine: small integers, amounts in 10⁻⁸. The views of
/// `Views.swift` say the same in words.
enum Schema {
    /// In the file's header, so that no other program's file is mistaken for one of ours: "PxMk" in ASCII.
    static let applicationID: Int64 = 0x5078_4D6B
    /// Counts the incompatible changes of this file, of `Views.swift` and of `CommandCoding`.
    static let version: Int64 = 2

    static let tables = """
        -- Settings of the exchange, written once. A replay starts from them.
        CREATE TABLE genesis (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

        -- Every command that was carried out, in order, without gaps. `at` is in Unix milliseconds, `digest`
        -- the exchange's state digest, `command` the coding of CommandCoding.swift.
        CREATE TABLE journal (sequence INTEGER PRIMARY KEY, at INTEGER NOT NULL, digest INTEGER NOT NULL,
            command BLOB NOT NULL);

        -- One row: the ledger holds everything that follows from the journal up to this entry.
        CREATE TABLE ledger_mark (one INTEGER PRIMARY KEY CHECK (one = 1), sequence INTEGER NOT NULL);
        INSERT INTO ledger_mark VALUES (1, 0);

        -- The symbols of the markets, by their place in the exchange's list.
        CREATE TABLE market_row (market INTEGER PRIMARY KEY, symbol TEXT NOT NULL);

        -- Accounts by their place in the exchange's list, with what they began with and their present cash.
        -- parent is the account whose sub-account it is.
        CREATE TABLE account_row (account INTEGER PRIMARY KEY, address TEXT NOT NULL,
            public_key TEXT NOT NULL, l1_address TEXT NOT NULL, parent INTEGER, created_at INTEGER NOT NULL,
            deposit TEXT NOT NULL, balance TEXT NOT NULL);

        -- Present positions; negative is short.
        CREATE TABLE position_row (account INTEGER, market INTEGER, size TEXT NOT NULL,
            PRIMARY KEY (account, market)) WITHOUT ROWID;

        -- Orders in their latest state. Keyed so that one account's orders lie together in time order.
        -- filled_value is in 1e-16. average_fill_price follows from it and is kept for people and views.
        -- modification is the number of the last modify request, modification_refusal why it was refused.
        CREATE TABLE order_row (account INTEGER, number INTEGER, market INTEGER NOT NULL,
            side INTEGER NOT NULL, type INTEGER NOT NULL, time_in_force INTEGER NOT NULL,
            self_trade_prevention INTEGER NOT NULL, reduce_only INTEGER NOT NULL,
            interactive INTEGER NOT NULL, client_id TEXT NOT NULL, signed_at INTEGER NOT NULL,
            created_at INTEGER NOT NULL, average_price_limit INTEGER NOT NULL, trigger_direction INTEGER,
            updated_at INTEGER NOT NULL, sequence INTEGER NOT NULL, price INTEGER NOT NULL,
            trigger_price INTEGER NOT NULL, size INTEGER NOT NULL, remaining INTEGER NOT NULL,
            filled_value TEXT NOT NULL, average_fill_price INTEGER, status INTEGER NOT NULL,
            cancel_reason INTEGER, modification INTEGER, modification_refusal INTEGER,
            PRIMARY KEY (account, number)) WITHOUT ROWID;
        CREATE INDEX order_client_id ON order_row (account, client_id) WHERE client_id <> '';

        -- Trades, and liquidations, which have no orders. What each side paid and was left with is in
        -- fill_row. Numbers and times increase together, so the index grows at one place for each market.
        CREATE TABLE trade_row (number INTEGER PRIMARY KEY, kind INTEGER NOT NULL, market INTEGER NOT NULL,
            price INTEGER NOT NULL, size INTEGER NOT NULL, taker_side INTEGER NOT NULL, at INTEGER NOT NULL,
            index_price INTEGER NOT NULL, book_sequence INTEGER NOT NULL, maker INTEGER NOT NULL,
            taker INTEGER NOT NULL);
        CREATE INDEX trade_market ON trade_row (market);

        -- Two rows a trade, role 1 the maker's and role 2 the taker's; one account's fills lie together.
        -- market and kind are the trade's, so that fills are chosen without a look at each trade.
        -- ordered_at is when the order was created; it and order_number are 0 in a liquidation.
        -- funding_index is in 1e-16.
        CREATE TABLE fill_row (account INTEGER, trade INTEGER, role INTEGER, market INTEGER NOT NULL,
            kind INTEGER NOT NULL, order_number INTEGER NOT NULL, ordered_at INTEGER NOT NULL,
            client_id TEXT NOT NULL, interactive INTEGER NOT NULL, fee TEXT NOT NULL, realized_pnl TEXT NOT NULL,
            realized_funding TEXT NOT NULL, funding_index TEXT NOT NULL, remaining INTEGER NOT NULL,
            position TEXT NOT NULL, balance TEXT NOT NULL,
            PRIMARY KEY (account, trade, role)) WITHOUT ROWID;
        CREATE INDEX fill_liquidation ON fill_row (account, trade)
            WHERE kind = \(TradeKind.liquidation.rawValue);

        -- What a market's prices did in each minute since 1970 in which they moved. kind is whose price.
        CREATE TABLE candle_row (market INTEGER, kind INTEGER, minute INTEGER, open INTEGER NOT NULL,
            high INTEGER NOT NULL, low INTEGER NOT NULL, close INTEGER NOT NULL, volume TEXT NOT NULL,
            value TEXT NOT NULL, PRIMARY KEY (market, kind, minute)) WITHOUT ROWID;

        -- How each market's funding stood from minute to minute. funding_index is in 1e-16.
        CREATE TABLE funding_row (market INTEGER, at INTEGER, funding_index TEXT NOT NULL,
            premium TEXT NOT NULL, rate INTEGER NOT NULL, PRIMARY KEY (market, at)) WITHOUT ROWID;
        """

    /// Makes a new database ours; throws `.notOurs` for a file that is something else.
    static func prepare(_ database: borrowing Database) throws(DatabaseError) {
        let application = try database.integer("PRAGMA application_id")
        let isEmpty = try database.integer("SELECT count(*) FROM sqlite_schema") == 0
        guard !isEmpty else { return try create(in: database) }
        guard application == applicationID else {
            throw notOurs("\(database.file) is a database of another program")
        }
        let found = try database.integer("PRAGMA user_version")
        guard found == version else {
            throw notOurs(
                "\(database.file) was written by another version of this program"
                    + " (schema \(found), this one reads schema \(version))")
        }
    }

    private static func create(in database: borrowing Database) throws(DatabaseError) {
        do {
            try database.execute(
                """
                BEGIN IMMEDIATE;
                PRAGMA application_id = \(applicationID);
                PRAGMA user_version = \(version);
                \(tables)
                \(Views.all)
                COMMIT;
                """)
        } catch {
            database.rollBack()
            throw error
        }
    }

    private static func notOurs(_ message: String) -> DatabaseError {
        DatabaseError(.notOurs, code: 0, message: message)
    }
}

internal import Exchange

/// What the database file looks like, and how a new one is made.
///
/// Two kinds of tables: the **journal** (with `genesis`) is the truth; the **ledger** follows from it and may
/// lag behind. The ledger's tables are for the machine: small integers, several of them in one column, amounts in
/// 10⁻⁸. The views of `Views.swift` say the same in words.
enum Schema {
    /// In the file's header, so that no other program's file is mistaken for one of ours: "PxMk" in ASCII.
    static let applicationID: Int64 = 0x5078_4D6B
    /// Counts the incompatible changes of this file, of `Views.swift` and of `CommandCoding`.
    static let version: Int64 = 4

    static let tables = """
        -- Settings of the exchange, written once. A replay starts from them.
        CREATE TABLE genesis (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

        -- Every command that was carried out, in order, without gaps: one row for each turn of the server, with
        -- the number of its last command. `count` is how many it has, `ticks` how many of them nobody asked for,
        -- `digest` the exchange's state digest after the last, `commands` the coding of CommandCoding.swift.
        CREATE TABLE journal (sequence INTEGER PRIMARY KEY, count INTEGER NOT NULL, ticks INTEGER NOT NULL,
            digest INTEGER NOT NULL, commands BLOB NOT NULL);

        -- One row: the ledger holds everything that follows from the journal up to this entry.
        CREATE TABLE ledger_mark (one INTEGER PRIMARY KEY CHECK (one = 1), sequence INTEGER NOT NULL);
        INSERT INTO ledger_mark VALUES (1, 0);

        -- The symbols of the markets, by their place in the exchange's list.
        CREATE TABLE market_row (market INTEGER PRIMARY KEY, symbol TEXT NOT NULL);

        -- Accounts by their place in the exchange's list, with what they began with and their present cash.
        -- parent is the account whose sub-account it is.
        CREATE TABLE account_row (account INTEGER PRIMARY KEY, address TEXT NOT NULL,
            public_key TEXT NOT NULL, l1_address TEXT NOT NULL, parent INTEGER, created_at INTEGER NOT NULL,
            deposit NOT NULL, balance NOT NULL);

        -- Present positions; negative is short.
        CREATE TABLE position_row (account INTEGER, market INTEGER, size NOT NULL,
            PRIMARY KEY (account, market)) WITHOUT ROWID;

        -- Orders in their latest state. Columns have no types, as that spares SQLite a look at each. terms and
        -- state are bits, see OrderRow.swift. Empty are: created_at and updated_at where they are the millisecond
        -- of sequence, which counts nanoseconds; remaining where it is size, or 0 and the order filled;
        -- average_fill_price where it is price; filled_value (in 1e-16) where it is that times what is filled;
        -- signed_at where state has it; and what an order does not have. modification is the number of the last
        -- modify request.
        CREATE TABLE order_row (\(keyed(OrderRow.columns)));
        CREATE INDEX order_client_id ON order_row (client_id, terms >> 32) WHERE client_id IS NOT NULL;

        -- Trades, and liquidations, which have no orders: their order and ordered_at, when the order was created,
        -- are 0. terms and accounts are bits, see TradeRow.swift. funding_index is in 1e-16. Empty are amounts that
        -- are 0 and taker_ordered_at where it is at. Numbers and times increase together.
        CREATE TABLE trade_row (\(keyed(TradeRow.columns)));

        -- Which orders and trades belong to an account or a market, and which trades are liquidations: lists of
        -- their numbers, see NumberList.swift.
        -- first is the owner times 2^40 plus the list's first number, others how much higher each next one is.
        \(NumberList.allCases.map { "CREATE TABLE \($0.rawValue) (first INTEGER PRIMARY KEY, others);" }
            .joined(separator: "\n"))

        -- What a market's prices did in each minute since 1970 in which they moved. kind is whose price.
        CREATE TABLE candle_row (market INTEGER, kind INTEGER, minute INTEGER, open INTEGER NOT NULL,
            high INTEGER NOT NULL, low INTEGER NOT NULL, close INTEGER NOT NULL, volume NOT NULL,
            value NOT NULL, PRIMARY KEY (market, kind, minute)) WITHOUT ROWID;

        -- How each market's funding stood from minute to minute. funding_index is in 1e-16.
        CREATE TABLE funding_row (market INTEGER, at INTEGER, funding_index NOT NULL,
            premium NOT NULL, rate INTEGER NOT NULL, PRIMARY KEY (market, at)) WITHOUT ROWID;
        """

    /// The first column is the key.
    private static func keyed(_ columns: [String]) -> String {
        (["\(columns[0]) INTEGER PRIMARY KEY"] + columns.dropFirst()).joined(separator: ", ")
    }

    /// Whether there is nothing in the file yet; throws `.notOurs` for a file that is something else.
    static func isMissing(in database: borrowing Database) throws(DatabaseError) -> Bool {
        guard try database.integer("SELECT count(*) FROM sqlite_schema") > 0 else { return true }
        guard try database.integer("PRAGMA application_id") == applicationID else {
            throw notOurs("\(database.file) is a database of another program")
        }
        let found = try database.integer("PRAGMA user_version")
        guard found == version else {
            throw notOurs(
                "\(database.file) was written by another version of this program"
                    + " (schema \(found), this one reads schema \(version))")
        }
        return false
    }

    /// Makes a new database ours.
    static func create(in database: borrowing Database) throws(DatabaseError) {
        do throws(DatabaseError) {
            try database.execute(
                """
                BEGIN IMMEDIATE;
                PRAGMA application_id = \(applicationID);
                PRAGMA user_version = \(version);
                \(tables)
                """)
            try Views.write(to: database)
            try database.execute("COMMIT")
        } catch {
            database.rollBack()
            throw error
        }
    }

    private static func notOurs(_ message: String) -> DatabaseError {
        DatabaseError(.notOurs, code: 0, message: message)
    }
}

/// An open database of ours with its prepared statements. A class so that the store can let go of it.
final class Connection {
    let journal: Journal
    var ledger: Ledger
    /// Reads one row; while it has not ended, neither has reading.
    private let reader: Statement
    private var isReading = false
    /// A database in memory has no readers and no log.
    private let staysReading: Bool
    private let begin: Statement
    private let commit: Statement
    /// Last, so that it outlives the statements.
    let database: Database

    /// Opens the database, makes it if it is new, and refuses it if it is not ours.
    convenience init(_ location: Location) throws(DatabaseError) {
        let database = try Database(location)
        if try Schema.isMissing(in: database) {
            try Self.beginLog(of: database)
            try Schema.create(in: database)
        }
        try Self.configure(database)
        self.init(
            journal: try .prepared(in: database),
            ledger: try .prepared(in: database),
            reader: try database.prepare("SELECT one FROM ledger_mark"),
            staysReading: location != .memory,
            begin: try database.prepare("BEGIN IMMEDIATE"),
            commit: try database.prepare("COMMIT"),
            database: database)
    }

    private init(
        journal: consuming Journal, ledger: consuming Ledger, reader: consuming Statement,
        staysReading: Bool, begin: consuming Statement, commit: consuming Statement,
        database: consuming Database
    ) {
        self.journal = journal
        self.ledger = ledger
        self.reader = reader
        self.staysReading = staysReading
        self.begin = begin
        self.commit = commit
        self.database = database
    }

    /// Has the schema of a new file written to the log already, not by way of a rollback journal in a file, which
    /// would wait for the disk eleven times: until it is there nothing can be lost.
    private static func beginLog(of database: borrowing Database) throws(DatabaseError) {
        try database.execute(
            """
            PRAGMA synchronous = NORMAL;
            PRAGMA journal_mode = MEMORY;
            PRAGMA journal_mode = WAL;
            """)
    }

    /// After the file is known to be ours, because the journal mode is written into it.
    ///
    /// `wal_autocheckpoint` is not mentioned: it is the same hook as the one that `Database` has taken, which
    /// turned it off, and setting it would take the hook away. No commit waits for the disk; `LogSync` does, for
    /// those who want to.
    private static func configure(_ database: borrowing Database) throws(DatabaseError) {
        try database.execute(
            """
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = NORMAL;
            PRAGMA journal_size_limit = 67108864;
            PRAGMA foreign_keys = OFF;
            PRAGMA secure_delete = OFF;
            PRAGMA temp_store = MEMORY;
            PRAGMA cache_size = -2048;
            PRAGMA mmap_size = 0;
            """)
    }

    /// Does a write, and keeps reading the state that it left, so that the next one need not begin to read: of
    /// the eight system calls of a commit that spares four, and 2,000 instructions.
    ///
    /// A write that finds the file changed or locked by someone else begins to read again and, unlike one that
    /// reads already, waits as long as `Database` says.
    func write(_ body: () throws(DatabaseError) -> Void) throws(DatabaseError) {
        do throws(DatabaseError) {
            try body()
        } catch {
            let wasReading = isReading
            stopReading()
            guard wasReading, error.kind == .locked else { throw error }
            try body()
        }
        guard !isReading, staysReading else { return }
        // What was written is written, whatever happens here.
        isReading = (try? reader.step()) ?? false
    }

    /// Lets checkpoints go on to the end of the log.
    func stopReading() {
        reader.reset()
        isReading = false
    }

    /// All of `body`'s writes, or none.
    func transaction(_ body: () throws(DatabaseError) -> Void) throws(DatabaseError) {
        try write { () throws(DatabaseError) in try runTransaction(body) }
    }

    private func runTransaction(_ body: () throws(DatabaseError) -> Void) throws(DatabaseError) {
        try begin.run()
        do throws(DatabaseError) {
            try body()
            try commit.run()
        } catch {
            database.rollBack()
            throw error
        }
    }
}

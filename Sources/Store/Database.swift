internal import CSQLite

/// One connection to one SQLite database, closed when the value ends.
package struct Database: ~Copyable {
    /// How long a statement waits for another process, such as a `sqlite3` shell that writes.
    static let busyTimeoutMilliseconds: Int32 = 5000

    private let handle: OpaquePointer
    /// Destroyed after `deinit` has closed the connection, never before.
    private let lock: FileLock?
    /// Filled in by SQLite's hook after each commit.
    private let pagesInLog: UnsafeMutablePointer<Int32>

    /// Opens the database, making an empty file if there is none.
    ///
    /// Throws `.locked` while another `Database`, in this process or another, has the file open.
    package init(_ location: Location) throws(DatabaseError) {
        try self.init(location, lock: try Self.lock(location))
    }

    /// One more connection to a database that this process has open.
    init(unlocked location: Location) throws(DatabaseError) { try self.init(location, lock: nil) }

    private init(_ location: Location, lock: consuming FileLock?) throws(DatabaseError) {
        let handle = try Self.open(location)
        let pagesInLog = UnsafeMutablePointer<Int32>.allocate(capacity: 1)
        pagesInLog.initialize(to: 0)
        sqlite3_busy_timeout(handle, Self.busyTimeoutMilliseconds)
        _ = sqlite3_wal_hook(
            handle,
            { context, _, _, pages in
                context?.assumingMemoryBound(to: Int32.self).pointee = pages
                return SQLITE_OK
            }, pagesInLog)
        self.handle = handle
        self.lock = lock
        self.pagesInLog = pagesInLog
    }

    private static func lock(_ location: Location) throws(DatabaseError) -> FileLock? {
        switch location {
        case .memory: nil
        case .file(let path): try FileLock(path: path)
        }
    }

    /// Done once, before SQLite is first used. It refuses afterwards, which does no harm.
    private static let isConfigured = csqlite_configure() == SQLITE_OK

    private static func open(_ location: Location) throws(DatabaseError) -> OpaquePointer {
        _ = isConfigured
        var opened: OpaquePointer?
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        let code = sqlite3_open_v2(location.name, &opened, flags, nil)
        guard code == SQLITE_OK, let opened else {
            let reason = String(cString: sqlite3_errstr(code))
            sqlite3_close_v2(opened)
            throw DatabaseError(code: code, message: "\(location.name): \(reason)")
        }
        return opened
    }

    deinit {
        sqlite3_close_v2(handle)
        pagesInLog.deallocate()
    }

    /// What to call the database in a message.
    package var file: String { DatabaseError.file(of: handle) }

    /// Pages in the write-ahead log after the last commit; 0 once a checkpoint has emptied it.
    var logPages: Int { Int(pagesInLog.pointee) }

    /// Runs one or several statements that have no parameters; rows are ignored.
    package func execute(_ sql: String) throws(DatabaseError) {
        let code = sqlite3_exec(handle, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw DatabaseError(handle, code: code, sql: sql) }
    }

    /// Compiles one statement. It must end before the database does.
    package func prepare(_ sql: String) throws(DatabaseError) -> Statement {
        var compiled: OpaquePointer?
        let code = sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &compiled, nil)
        guard code == SQLITE_OK, let compiled else { throw DatabaseError(handle, code: code, sql: sql) }
        return Statement(compiled)
    }

    /// The first column of the only row that `sql` gives.
    func integer(_ sql: String) throws(DatabaseError) -> Int64 {
        let statement = try prepare(sql)
        guard try statement.step() else { throw .corrupt(file, "no answer to \(sql)") }
        return statement.int64(0)
    }

    /// Undoes the open transaction. SQLite has often done so itself by then, which is no error.
    func rollBack() {
        guard sqlite3_get_autocommit(handle) == 0 else { return }
        sqlite3_exec(handle, "ROLLBACK", nil, nil, nil)
    }

    /// Copies what it can of the write-ahead log into the file, without waiting for anyone.
    ///
    /// `truncating` also waits for readers and empties the log file. Returns how many of the log's pages the file
    /// holds.
    @discardableResult
    func checkpoint(truncating: Bool) throws(DatabaseError) -> Int {
        var pages: Int32 = 0
        var copied: Int32 = 0
        let mode = truncating ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE
        let code = sqlite3_wal_checkpoint_v2(handle, nil, mode, &pages, &copied)
        // A reader that is in the way is no failure: the log just stays.
        guard code == SQLITE_OK || code & 0xFF == SQLITE_BUSY else {
            throw DatabaseError(handle, code: code, sql: nil)
        }
        pagesInLog.pointee = max(0, pages - copied)
        return max(0, Int(copied))
    }

    /// Waits until what was written to the database's file, its log not counted, is on the disk.
    func sync() throws(DatabaseError) {
        let code = csqlite_sync_database(handle)
        guard code == SQLITE_OK else { throw DatabaseError(handle, code: code, sql: nil) }
    }
}

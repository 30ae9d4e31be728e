internal import CSQLite

/// Brings the write-ahead log to the disk, so that another thread can wait for it while the store goes on
/// writing. What was committed before it began outlives a power failure once it is done.
///
/// SQLite itself would do so in each commit with `PRAGMA synchronous = FULL`, while everybody waits.
package struct LogSync: Sendable {
    /// Bytes of a page in the log, and of what stands before each.
    private static let pageSize = 4096
    private static let frameHeaderSize = 24

    private let path: String

    /// nil for a database that is on no disk.
    init?(location: Location) {
        guard case .file = location else { return nil }
        path = location.name + "-wal"
    }

    /// Fills a log with zeros up to the length of this many pages and waits for the disk: bringing there what was
    /// written costs a quarter to a half less when the file need not grow for it. Where there is no room for that the log stays
    /// as it is. The store may not write meanwhile.
    package func lengthen(pages: Int) throws(DatabaseError) {
        csqlite_lengthen(path, Int64(pages * (Self.pageSize + Self.frameHeaderSize)))
        try sync().get()
    }

    /// Waits for the disk. The store may not be closed meanwhile.
    package func sync() -> Result<Void, DatabaseError> {
        let code = csqlite_sync(path)
        guard code != 0 else { return .success(()) }
        let reason = String(cString: csqlite_error_text(code))
        return .failure(
            DatabaseError(code: SQLITE_IOERR, message: "\(path) cannot be brought to the disk: \(reason)"))
    }
}

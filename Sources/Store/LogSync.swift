internal import CSQLite

/// Brings the write-ahead log to the disk, so that another thread can wait for it while the store goes on
/// writing. What was committed before it began outlives a power failure once it is done.
///
/// SQLite itself would do so in each commit with `PRAGMA synchronous = FULL`, while everybody waits.
package struct LogSync: Sendable {
    private let path: String

    /// nil for a database that is on no disk.
    init?(location: Location) {
        guard case .file = location else { return nil }
        path = location.name + "-wal"
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

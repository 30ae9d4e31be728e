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
    /// written costs a third less when the file need not grow for it. The store may not write meanwhile.
    package func lengthen(pages: Int) throws(DatabaseError) {
        let size = pages * (Self.pageSize + Self.frameHeaderSize)
        try check(csqlite_lengthen(path, Int64(size)), "be lengthened")
        try sync().get()
    }

    /// Waits for the disk. The store may not be closed meanwhile.
    package func sync() -> Result<Void, DatabaseError> {
        do throws(DatabaseError) {
            return .success(try check(csqlite_sync(path), "be brought to the disk"))
        } catch {
            return .failure(error)
        }
    }

    private func check(_ code: CInt, _ action: String) throws(DatabaseError) {
        guard code != 0 else { return }
        let reason = String(cString: csqlite_error_text(code))
        throw DatabaseError(code: SQLITE_IOERR, message: "\(path) cannot \(action): \(reason)")
    }
}

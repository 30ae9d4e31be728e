internal import CSQLite

/// Keeps a second process from serving the same database file.
///
/// SQLite's own locks let several processes take turns, as the `sqlite3` shell should be able to; two
/// servers must not. `flock` is independent of the POSIX locks that SQLite takes, but closing *any*
/// descriptor of a file drops the POSIX locks of the whole process, so this one must outlive the
/// connection. `Database` sees to that.
struct FileLock: ~Copyable {
    private let descriptor: Int32

    /// Opens the file, making an empty one if there is none, and takes the lock without waiting.
    init(path: String) throws(DatabaseError) {
        let opened = csqlite_open(path)
        guard opened >= 0 else {
            let reason = String(cString: csqlite_error_text(-opened))
            throw DatabaseError(code: SQLITE_CANTOPEN, message: "\(path) cannot be opened: \(reason)")
        }
        guard csqlite_lock(opened) == 0 else {
            csqlite_close(opened)
            throw DatabaseError(code: SQLITE_BUSY, message: "\(path) is in use by another process")
        }
        descriptor = opened
    }

    deinit {
        // Closing is not enough while a child process between fork and exec has a copy of the descriptor.
        csqlite_unlock(descriptor)
        csqlite_close(descriptor)
    }
}

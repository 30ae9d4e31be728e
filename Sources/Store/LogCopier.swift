/// Copies the write-ahead log into the database's file on a connection of its own, so that another thread can do
/// it while the store goes on writing.
///
/// It copies what was committed when it started, and waits for nobody. The store may not be closed meanwhile.
package struct LogCopier: Sendable {
    let location: Location

    /// The pages of the log, counted from its beginning, that the file now holds.
    ///
    /// - Parameter syncs: whether to wait until the disk has the file's pages, too.
    package func copy(syncs: Bool) -> Result<Int, DatabaseError> {
        do throws(DatabaseError) {
            let database = try Database(unlocked: location)
            // SQLite learns by reading that there is a log.
            _ = try database.integer("PRAGMA user_version")
            let pages = try database.checkpoint(truncating: false)
            if syncs { try database.sync() }
            return .success(pages)
        } catch {
            return .failure(error)
        }
    }
}

/// Copies the write-ahead log into the database's file on a connection of its own, so that another thread can do
/// it while the store goes on writing.
///
/// It copies what was committed when it started, and waits for nobody. The store may not be closed meanwhile.
package struct LogCopier: Sendable {
    let location: Location

    /// The pages of the log, counted from its beginning, that the file now holds.
    package func copy() -> Result<Int, DatabaseError> {
        do throws(DatabaseError) {
            let database = try Database(unlocked: location)
            // SQLite learns by reading that there is a log.
            _ = try database.integer("PRAGMA user_version")
            return .success(try database.checkpoint(truncating: false))
        } catch {
            return .failure(error)
        }
    }
}

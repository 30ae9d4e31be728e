package import Exchange

/// One exchange's journal and ledger in one SQLite database.
///
/// The journal is on the path of a reply: `append` every command of a turn, `commit` once, then send. The
/// ledger is written behind: `record` queues what happened, `writeLedger` writes it when there is time, and
/// every function that reads orders writes it first. One thread; a class because it is the one owner of a
/// file.
///
/// A function that throws has changed nothing, so after `.full` or `.locked` the same call may be repeated.
package final class Store {
    private let location: Location
    /// nil once closed.
    private var openConnection: Connection?
    /// The commands that wait for `commit`.
    private var pending = JournaledTurn()
    /// Whether all that is committed would outlive a power failure once the last `logSync` is done.
    package private(set) var isSynced = true
    /// Rows that wait for `writeLedger`.
    private(set) var queue = LedgerQueue()
    /// The newest entry whose events are recorded.
    private var recordedSequence: Int64

    /// Nobody has written the settings yet.
    package private(set) var isNew: Bool
    /// The number of the newest journal entry, committed or not; 0 if there is none.
    package private(set) var lastSequence: Int64
    /// The ledger in the database holds all that follows from the journal up to this entry.
    package private(set) var ledgerSequence: Int64

    /// Opens the database, or makes it if the file is missing or empty.
    ///
    /// Throws `.locked` if another process has it open and `.notOurs` if the file is something else.
    package init(location: Location) throws(DatabaseError) {
        self.location = location
        let connection = try Connection(location)
        isNew = try connection.database.integer("SELECT count(*) FROM genesis") == 0
        lastSequence = try connection.database.integer("SELECT ifnull(max(sequence), 0) FROM journal")
        ledgerSequence = try connection.database.integer("SELECT max(sequence) FROM ledger_mark")
        recordedSequence = ledgerSequence
        openConnection = connection
    }

    /// Writes what is waiting, empties the write-ahead log into the file and gives the file free.
    ///
    /// The store cannot be used afterwards; closing it twice does nothing. If it throws, it is still open.
    package func close() throws(DatabaseError) {
        guard openConnection != nil else { return }
        try commit()
        try writeLedger(limit: .max)
        connection.stopReading()
        try connection.database.checkpoint(truncating: true)
        openConnection = nil
    }

    /// What the tests reach through to the database.
    var connection: Connection {
        guard let openConnection else { preconditionFailure("a closed store is not used any more") }
        return openConnection
    }
}

// MARK: The path of a reply

extension Store {
    /// Numbers a command and keeps it for this turn's `commit`. Does not touch the database.
    package func append(_ command: Command, at: Timestamp, digest: UInt64) {
        lastSequence += 1
        pending.append(command, at: at, digest: digest)
    }

    /// Whether commands wait for `commit`.
    package var hasPending: Bool { pending.count > 0 }

    /// Writes the appended commands as one row; no reply may leave before. Does nothing if there are none. If
    /// it throws, they are all still waiting.
    ///
    /// Outside of a transaction the insertion is one of its own, for 1,200 instructions less.
    package func commit() throws(DatabaseError) {
        guard pending.count > 0 else { return }
        try connection.write { () throws(DatabaseError) in try writePending() }
        pending.removeAll()
    }

    private func writePending() throws(DatabaseError) {
        guard pending.count > 0 else { return }
        isSynced = false
        try connection.journal.write(pending, last: lastSequence)
    }

    /// Makes ready for another thread to bring what is committed by now to the disk; nil if there is no disk.
    package func logSync() -> LogSync? {
        isSynced = true
        return LogSync(location: location)
    }

    /// Lends the journal's entries to `body` in order, for example to rebuild the exchange.
    ///
    /// `body` may record events and write the ledger, but not append. Throws `.corrupt` if an entry is
    /// missing or cannot be read.
    package func replay(_ body: (JournalEntry) throws(DatabaseError) -> Void) throws(DatabaseError) {
        try commit()
        try connection.journal.forEach(body)
    }
}

// MARK: Write-behind

extension Store {
    /// Rows of the ledger that are waiting to be written.
    package var backlog: Int { queue.count }

    /// Queues what all events of one journal entry change in the ledger.
    ///
    /// An entry that the ledger already holds is passed over, so a replay can record everything.
    package func record(_ events: [Event], sequence: Int64) {
        record(EventList(events), sequence: sequence)
    }

    package func record(_ events: EventList, sequence: Int64) {
        record(events, events.indices, sequence: sequence)
    }

    /// The same for events that stand at these places of a longer list.
    package func record(_ events: EventList, _ places: Range<Int>, sequence: Int64) {
        precondition(sequence <= lastSequence, "an entry is appended before its events are recorded")
        guard sequence > ledgerSequence else { return }
        recordedSequence = max(recordedSequence, sequence)
        queue.record(events, places, sequence)
    }

    /// Writes some of the waiting rows, the oldest, in one transaction, with the turn's commands if they are not
    /// committed yet: as many entries' rows as it takes to have `rows`, or all. `ledgerSequence` moves up to
    /// the last of these entries, so a replay after a crash need not go back far, however long the exchange was
    /// busy.
    package func writeLedger(limit rows: Int) throws(DatabaseError) {
        precondition(rows > 0, "writing no rows would never end")
        let batch = queue.batch(limit: rows)
        let mark = batch.next.map { $0 - 1 } ?? recordedSequence
        guard batch.count > 0 || mark > ledgerSequence else { return }
        try connection.transaction { () throws(DatabaseError) in
            try writePending()
            try connection.ledger.write(batch, of: queue, to: connection.database)
            if mark > ledgerSequence { try connection.ledger.mark(mark) }
        }
        pending.removeAll()
        queue.remove(batch)
        ledgerSequence = max(ledgerSequence, mark)
    }

    /// Pages of 4096 bytes in the write-ahead log since the last checkpoint. While a checkpoint is put off
    /// the log grows, and reading gets slower.
    package var logPages: Int { connection.database.logPages }

    /// Makes ready for another thread to copy the log as it is now; nil if there is none.
    package func logCopier() -> LogCopier? {
        guard logPages > 0 else { return nil }
        connection.stopReading()
        return LogCopier(location: location)
    }

    /// Copies the write-ahead log into the file, which waits for the disk. If all of it was copied the next
    /// write begins the log again.
    package func checkpoint() throws(DatabaseError) {
        guard logPages > 0 else { return }
        connection.stopReading()
        try connection.database.checkpoint(truncating: false)
    }
}

// MARK: Settings

extension Store {
    /// Writes the settings that the exchange starts from. Only once in a database's life.
    package func writeGenesis(_ values: [(String, String)]) throws(DatabaseError) {
        precondition(isNew, "the settings of an exchange are written once")
        let insert = try connection.database.prepare("INSERT INTO genesis (name, value) VALUES (?,?)")
        try connection.transaction { () throws(DatabaseError) in
            for (name, value) in values { try insert.run(name, value) }
        }
        isNew = values.isEmpty
    }

    package func genesis() throws(DatabaseError) -> [String: String] {
        let select = try connection.database.prepare("SELECT name, value FROM genesis")
        var values: [String: String] = [:]
        while try select.step() { values[select.text(0)] = select.text(1) }
        return values
    }

    /// Tells the views the symbols of the markets, by `MarketID.index`.
    package func writeMarkets(_ symbols: [String]) throws(DatabaseError) {
        let upsert = try connection.database.prepare("INSERT OR REPLACE INTO market_row VALUES (?,?)")
        try connection.transaction { () throws(DatabaseError) in
            for (index, symbol) in symbols.enumerated() { try upsert.run(index, symbol) }
        }
    }
}

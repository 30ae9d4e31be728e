internal import Exchange

/// The journal's prepared statements: all that stands between a request and its reply.
struct Journal: ~Copyable {
    /// A command that waits for its turn's commit.
    struct Pending {
        let sequence: Int64
        let at: Timestamp
        let digest: UInt64
        let command: [UInt8]
    }

    private let insert: Statement
    private let select: Statement

    static func prepared(in database: borrowing Database) throws(DatabaseError) -> Journal {
        Journal(
            insert: try database.prepare(
                "INSERT INTO journal (sequence, at, digest, command) VALUES (?,?,?,?)"),
            select: try database.prepare(
                "SELECT sequence, at, digest, command FROM journal ORDER BY sequence"))
    }

    func write(_ entry: Pending) throws(DatabaseError) {
        try insert.run(
            entry.sequence, entry.at.milliseconds, Int64(bitPattern: entry.digest), entry.command)
    }

    /// Reads all entries in order. One that cannot be read, or is missing, is an error.
    func forEach(_ body: (JournalEntry) throws(DatabaseError) -> Void) throws(DatabaseError) {
        defer { select.reset() }
        var expected: Int64 = 1
        while try select.step() {
            let entry = try entry()
            guard entry.sequence == expected else {
                throw select.corruption("journal entry \(expected) is missing")
            }
            try body(entry)
            expected += 1
        }
    }

    private func entry() throws(DatabaseError) -> JournalEntry {
        let sequence = select.int64(0)
        do {
            return JournalEntry(
                sequence: sequence,
                command: try CommandCoding.decode(select.bytes(3)),
                at: Timestamp(milliseconds: select.int64(1)),
                digest: UInt64(bitPattern: select.int64(2)))
        } catch {
            throw select.corruption("journal entry \(sequence) cannot be read: \(error)")
        }
    }
}

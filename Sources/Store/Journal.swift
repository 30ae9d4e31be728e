internal import Exchange

/// The journal's prepared statements: all that stands between a request and its reply.
struct Journal: ~Copyable {
    private let insert: Statement
    private let select: Statement

    static func prepared(in database: borrowing Database) throws(DatabaseError) -> Journal {
        Journal(
            insert: try database.prepare(
                "INSERT INTO journal (sequence, count, ticks, digest, commands) VALUES (?,?,?,?,?)"),
            select: try database.prepare(
                "SELECT sequence, count, digest, commands FROM journal ORDER BY sequence"))
    }

    /// - Parameter last: the number of the turn's last command.
    func write(_ turn: borrowing JournaledTurn, last: Int64) throws(DatabaseError) {
        var parameters = insert.parameters
        parameters.add(last)
        parameters.add(Int64(turn.count))
        parameters.add(Int64(turn.ticks))
        parameters.add(Int64(bitPattern: turn.digest))
        parameters.add(lent: turn.bytes)
        try insert.run(parameters)
    }

    /// Reads all entries in order. One that cannot be read, or is missing, is an error.
    func forEach(_ body: (JournalEntry) throws(DatabaseError) -> Void) throws(DatabaseError) {
        defer { select.reset() }
        var next: Int64 = 1
        while try select.step() {
            let last = select.int64(0)
            guard last - select.int64(1) == next - 1, last >= next else {
                throw select.corruption("journal entry \(next) is missing")
            }
            try forEach(from: next, through: last, body)
            next = last + 1
        }
    }

    /// Reads the entries of the present row.
    private func forEach(
        from first: Int64, through last: Int64, _ body: (JournalEntry) throws(DatabaseError) -> Void
    ) throws(DatabaseError) {
        let digest = UInt64(bitPattern: select.int64(2))
        try select.withBytes(3) { (bytes) throws(DatabaseError) in
            var reader = TurnReader(bytes)
            for sequence in first...last {
                let (command, at) = try read(sequence, isLast: sequence == last, from: &reader)
                try body(
                    JournalEntry(
                        sequence: sequence, command: command, at: at, firstOfTurn: first,
                        digest: sequence == last ? digest : nil))
            }
        }
    }

    private func read(
        _ sequence: Int64, isLast: Bool, from reader: inout TurnReader
    ) throws(DatabaseError) -> (Command, Timestamp) {
        do throws(CodingError) {
            return try reader.next(isLast: isLast)
        } catch {
            throw select.corruption("journal entry \(sequence) cannot be read: \(error)")
        }
    }
}

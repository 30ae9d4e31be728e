import Exchange
import Randomness
import Support
import Testing

@testable import Store

@Suite struct JournalTests {
    @Test("what is committed is replayed in order, exactly", arguments: UInt64(1)...5)
    func replay(seed: UInt64) throws {
        let folder = try TemporaryFolder()
        let store = try Store.open(folder.path())
        let entries = entries(100, seed: seed, turn: 7)
        for entry in entries { try store.append(entry) }
        try store.close()
        let again = try Store.open(folder.path())
        #expect(again.lastSequence == 100)
        #expect(try again.entries() == entries)
    }

    @Test("numbering goes on after a restart")
    func numbering() throws {
        let folder = try TemporaryFolder()
        for expected in Int64(1)...3 {
            let store = try Store.open(folder.path())
            store.append(.cancelAll(AccountID(index: 0), nil), at: .zero, digest: 0)
            #expect(store.lastSequence == expected)
            try store.close()
        }
        #expect(try Store.open(folder.path()).entries().map(\.sequence) == [1, 2, 3])
    }

    @Test("after a sudden end, what was committed is there and what was not is not")
    func suddenEnd() throws {
        let folder = try TemporaryFolder()
        let store = try Store.open(folder.path())
        let entries = entries(30, seed: 1, turn: 10)
        for entry in entries.dropLast() {
            try store.append(entry)
            if entry.sequence == 10 { try store.checkpoint() }
        }
        try folder.copyAsAfterCrash(to: "copy.db")
        #expect(try Store.open(folder.path("copy.db")).entries() == Array(entries.prefix(20)))
    }

    @Test("a log that was torn in its last transaction loses that transaction only")
    func tornLog() throws {
        let folder = try TemporaryFolder()
        let store = try Store.open(folder.path())
        let entries = entries(20, seed: 2, turn: 10)
        for entry in entries { try store.append(entry) }
        try folder.copyAsAfterCrash(to: "copy.db")
        try folder.write(Array(try folder.bytes(of: "copy.db-wal").dropLast(100)), to: "copy.db-wal")
        #expect(try Store.open(folder.path("copy.db")).entries() == Array(entries.prefix(10)))
    }

    @Test("a commit with nothing to commit leaves the file alone")
    func emptyCommit() throws {
        let folder = try TemporaryFolder()
        let store = try Store.open(folder.path())
        let before = try folder.bytes(of: "test.db-wal")
        try store.commit()
        #expect(try folder.bytes(of: "test.db-wal") == before)
    }

    @Test(
        "an entry that is missing or unreadable is corruption and is named",
        arguments: [
            ("DELETE FROM journal WHERE sequence = 4", "journal entry 3 is missing"),
            ("UPDATE journal SET count = 1 WHERE sequence = 4", "journal entry 3 is missing"),
            ("UPDATE journal SET count = 3 WHERE sequence = 6", "journal entry 5 is missing"),
            // The second command of the turn has a kind that does not exist.
            (
                "UPDATE journal SET commands = x'03000500000063' WHERE sequence = 4",
                "journal entry 4 cannot be read: malformed"
            ),
            (
                "UPDATE journal SET commands = commands || x'00' WHERE sequence = 4",
                "journal entry 4 cannot be read: trailingBytes"
            ),
            (
                "UPDATE journal SET commands = x'0300050000' WHERE sequence = 4",
                "journal entry 4 cannot be read: truncated"
            ),
            ("UPDATE journal SET commands = x'63' WHERE sequence = 6", "unknownVersion(99)"),
        ])
    func corruption(sql: String, message: String) throws {
        let store = try Store.inMemory()
        for _ in 0..<3 {
            for _ in 0..<2 { store.append(.cancelAll(AccountID(index: 0), nil), at: .zero, digest: 0) }
            try store.commit()
        }
        try store.connection.database.execute(sql)
        let error = databaseError { try store.replay { _ in } }
        #expect(error?.kind == .corrupt)
        #expect(error?.message.contains(message) == true, "\(error as Any)")
    }

    @Test("a replay that is given up can be repeated")
    func stoppedReplay() throws {
        let store = try Store.inMemory()
        for _ in 0..<3 { store.append(.cancelAll(AccountID(index: 0), nil), at: .zero, digest: 0) }
        let error = databaseError {
            try store.replay { _ throws(DatabaseError) in throw .corrupt("x", "digest differs") }
        }
        #expect(error?.message == "x: digest differs")
        #expect(try store.entries().count == 3)
    }

    @Test("when the database is full a commit says so, changes nothing, and succeeds when there is room")
    func full() throws {
        let folder = try TemporaryFolder()
        let store = try Store.open(folder.path())
        let pages = try store.rows("PRAGMA page_count")[0]
        #expect(try store.rows("PRAGMA max_page_count = \(pages)") == [pages])
        let entries = entries(300, seed: 3, turn: 300)
        for entry in entries { store.append(entry.command, at: entry.at, digest: entry.digest ?? 1) }
        for _ in 0..<2 {
            let error = databaseError { try store.commit() }
            #expect(error?.kind == .full)
            #expect(error?.message == "\(folder.path()): database or disk is full")
            #expect(try store.rows("SELECT count(*) FROM journal") == ["0"])
        }
        try store.connection.database.execute("PRAGMA max_page_count = 1000000")
        try store.commit()
        #expect(try store.entries() == entries)
    }

    @Test("a commit while a shell holds the write lock is locked, and succeeds afterwards")
    func busy() throws {
        let folder = try TemporaryFolder()
        let store = try Store.open(folder.path())
        try store.connection.database.execute("PRAGMA busy_timeout = 0")
        let shell = try Database.shell(on: folder.path())
        try shell.execute("BEGIN; INSERT INTO file.genesis VALUES ('a', 'b')")
        store.append(.cancelAll(AccountID(index: 0), nil), at: .zero, digest: 0)
        let error = databaseError { try store.commit() }
        #expect(error?.kind == .locked)
        #expect(error?.message.contains("is in use by another process") == true)
        try shell.execute("ROLLBACK")
        try store.commit()
        #expect(try store.entries().count == 1)
    }

    @Test("what a shell changes between two commits does not disturb the second, and is seen by it")
    func shellWrites() throws {
        let folder = try TemporaryFolder()
        let store = try Store.open(folder.path())
        let shell = try Database.shell(on: folder.path())
        for number in Int64(1)...3 {
            store.append(.cancelAll(AccountID(index: 0), nil), at: .zero, digest: 0)
            try store.commit()
            #expect(try shell.rows("SELECT max(sequence) FROM file.journal") == ["\(number)"])
            try shell.execute("INSERT INTO file.genesis VALUES ('\(number)', 'b')")
        }
        try shell.execute(
            "CREATE TRIGGER file.full BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'no more'); END")
        store.append(.cancelAll(AccountID(index: 0), nil), at: .zero, digest: 0)
        #expect(databaseError { try store.commit() }?.message.contains("no more") == true)
        try shell.execute("DROP TRIGGER file.full")
        try store.commit()
        try store.checkpoint()
        #expect(store.logPages == 0)
        #expect(try store.entries().count == 4)
        #expect(try store.genesis().count == 3)
    }

    @Test("the log is used from its beginning again after a checkpoint")
    func restartedLog() throws {
        let folder = try TemporaryFolder()
        let store = try Store.open(folder.path())
        var sizes: [Int] = []
        for _ in 0..<6 {
            for _ in 0..<50 {
                store.append(.cancelAll(AccountID(index: 0), nil), at: .zero, digest: 0)
                try store.commit()
            }
            try store.checkpoint()
            sizes.append(try folder.bytes(of: "test.db-wal").count)
        }
        #expect(sizes.max()! < 2 * sizes[0], "\(sizes)")
    }

    @Test("the log grows with commits and a checkpoint makes it count from zero")
    func checkpoint() throws {
        let folder = try TemporaryFolder()
        let store = try Store.open(folder.path())
        store.append(.cancelAll(AccountID(index: 0), nil), at: .zero, digest: 0)
        try store.commit()
        #expect(store.logPages > 0)
        try store.checkpoint()
        #expect(store.logPages == 0)
    }

    @Test("a turn is one row: its commands, how many nobody asked for, and the digest after the last")
    func turn() throws {
        let store = try Store.inMemory()
        let account = AccountID(index: 0)
        store.append(.tick, at: Timestamp(milliseconds: 5), digest: 1)
        store.append(.cancelAll(account, nil), at: Timestamp(milliseconds: 4), digest: 2)
        store.append(.tick, at: Timestamp(milliseconds: 9), digest: 3)
        try store.commit()
        store.append(.tick, at: Timestamp(milliseconds: 1), digest: 4)
        try store.commit()
        #expect(
            try store.rows("SELECT sequence, count, ticks, digest, hex(commands) FROM journal") == [
                "3|3|2|3|030A0B01050000" + "0A0B", "4|1|1|4|03020B",
            ])
        #expect(try store.entries().map(\.at.milliseconds) == [5, 4, 9, 1])
    }

    /// Random entries, with a digest after each turn of so many.
    private func entries(_ count: Int64, seed: UInt64, turn: Int64) -> [JournalEntry] {
        var random = SeededRandom(seed: seed)
        return (1...count).map { sequence in
            JournalEntry(
                sequence: sequence, command: random.command(), at: Timestamp(milliseconds: random.int64()),
                firstOfTurn: (sequence - 1) / turn * turn + 1,
                digest: sequence.isMultiple(of: turn) || sequence == count ? random.next() : nil)
        }
    }
}

extension Store {
    /// Appends an entry, and commits behind the last of a turn.
    fileprivate func append(_ entry: JournalEntry) throws {
        append(entry.command, at: entry.at, digest: entry.digest ?? 1)
        if entry.digest != nil { try commit() }
    }

    fileprivate func entries() throws -> [JournalEntry] {
        var entries: [JournalEntry] = []
        try replay { entries.append($0) }
        return entries
    }
}

import Exchange
import Randomness
import Support
import Testing

@testable import Store

@Suite struct OpeningTests {
    @Test("a missing and an empty file become a new database", arguments: [true, false])
    func new(isMissing: Bool) throws {
        let folder = try TemporaryFolder()
        if !isMissing { try folder.write([]) }
        let store = try Store.open(folder.path())
        #expect(store.isNew)
        #expect(store.lastSequence == 0)
        #expect(store.ledgerSequence == 0)
    }

    @Test("settings are written once and read back", arguments: [true, false])
    func genesis(isInMemory: Bool) throws {
        let folder = try TemporaryFolder()
        let store = try isInMemory ? Store.inMemory() : Store.open(folder.path())
        try store.writeGenesis([("seed", "7"), ("markets", "{}")])
        #expect(!store.isNew)
        #expect(try store.genesis() == ["seed": "7", "markets": "{}"])
        try store.close()
        guard !isInMemory else { return }
        let again = try Store.open(folder.path())
        #expect(!again.isNew)
        #expect(try again.genesis() == ["seed": "7", "markets": "{}"])
    }

    @Test("a database whose settings were never written is still new when it is opened again")
    func stillNew() throws {
        let folder = try TemporaryFolder()
        try Store.open(folder.path()).close()
        #expect(try Store.open(folder.path()).isNew)
    }

    @Test("settings that are refused half-way are not written at all")
    func atomicGenesis() throws {
        let store = try Store.inMemory()
        #expect(databaseError { try store.writeGenesis([("a", "1"), ("a", "2")]) } != nil)
        #expect(store.isNew)
        #expect(try store.genesis().isEmpty)
    }

    @Test(
        "a file that is not a database is not ours, and is left as it is",
        arguments: [Array("{}".utf8), Array("hello\n".utf8), [UInt8](repeating: 0x55, count: 10_000)])
    func garbage(bytes: [UInt8]) throws {
        let folder = try TemporaryFolder()
        try folder.write(bytes)
        let error = databaseError { _ = try Store.open(folder.path()) }
        #expect(error?.kind == .notOurs)
        #expect(error?.message.contains(folder.path()) == true)
        #expect(try folder.bytes() == bytes)
    }

    @Test(
        "a database of another program is not ours, and is left as it is",
        arguments: ["CREATE TABLE t (x)", "PRAGMA application_id = 5; CREATE TABLE t (x)"])
    func foreign(sql: String) throws {
        let folder = try TemporaryFolder()
        try Database(.file(folder.path())).execute(sql)
        let before = try folder.bytes()
        let error = databaseError { _ = try Store.open(folder.path()) }
        #expect(error?.kind == .notOurs)
        #expect(error?.message == "\(folder.path()) is a database of another program")
        #expect(try folder.bytes() == before)
    }

    @Test("a database of another schema version is refused with both versions", arguments: [2, 99])
    func version(_ version: Int) throws {
        let folder = try TemporaryFolder()
        try Store.open(folder.path()).close()
        try Database(.file(folder.path())).execute("PRAGMA user_version = \(version)")
        let error = databaseError { _ = try Store.open(folder.path()) }
        #expect(error?.kind == .notOurs)
        #expect(error?.message.contains("schema \(version), this one reads schema 4") == true)
    }

    @Test("a torn file gives an error or its entries, never a crash", arguments: [50, 100, 4096, 5000, 9000])
    func torn(size: Int) throws {
        let folder = try TemporaryFolder()
        let store = try Store.open(folder.path())
        var random = SeededRandom(seed: 1)
        for _ in 0..<200 { store.append(random.command(), at: .zero, digest: 0) }
        try store.close()
        try folder.write(Array(try folder.bytes().prefix(size)))
        let error = databaseError { try Store.open(folder.path()).replay { _ in } }
        #expect(error?.kind == .notOurs || error?.kind == .corrupt)
    }

    @Test("a second store on the same file is refused, and the first goes on")
    func locked() throws {
        let folder = try TemporaryFolder()
        let store = try Store.open(folder.path())
        let error = databaseError { _ = try Store.open(folder.path()) }
        #expect(error?.kind == .locked)
        store.append(.cancelAll(.init(index: 0), nil), at: .zero, digest: 0)
        try store.commit()
        try store.close()
        #expect(try Store.open(folder.path()).lastSequence == 1)
    }

    @Test("closing empties the log and twice is once")
    func close() throws {
        let folder = try TemporaryFolder()
        let store = try Store.open(folder.path())
        try store.close()
        try store.close()
        #expect(!folder.exists("test.db-wal"))
    }

    @Test("commits go to a write-ahead log and wait for no disk, and copying it is nobody's automatism")
    func modes() throws {
        let folder = try TemporaryFolder()
        let store = try Store.open(folder.path())
        #expect(try store.rows("PRAGMA journal_mode") == ["wal"])
        #expect(try store.rows("PRAGMA synchronous") == ["1"])
        #expect(try store.rows("PRAGMA wal_autocheckpoint") == ["0"])
    }
}

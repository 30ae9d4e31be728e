import Support
import Testing

@testable import Store

@Suite struct LogSyncTests {
    @Test("what is committed is synced once, and what comes after it again")
    func synced() throws {
        let folder = try TemporaryFolder()
        let store = try Store.open(folder.path())
        #expect(store.isSynced)
        try store.commit(1)
        #expect(!store.isSynced)
        let sync = try #require(store.logSync())
        #expect(store.isSynced)
        try sync.sync().get()
        try store.commit(1)
        #expect(!store.isSynced)
    }

    @Test("a lengthened log is written from its beginning and, after a crash, read as far as it was written")
    func lengthened() throws {
        let folder = try TemporaryFolder()
        let store = try Store.open(folder.path())
        try store.commit(1)
        let sync = try #require(store.logSync())
        let length = 40 * (4096 + 24)
        for _ in 0..<2 {
            try sync.lengthen(pages: 40)
            #expect(try folder.bytes(of: "test.db-wal").count == length)
            try store.commit(5)
        }
        try folder.copyAsAfterCrash(to: "crashed.db")
        let crashed = try Store.open(folder.path("crashed.db"))
        #expect(crashed.lastSequence == 11)
        try crashed.commit(1)
        try crashed.close()
        #expect(!folder.exists("crashed.db-wal"))
        #expect(try Store.open(folder.path("crashed.db")).lastSequence == 12)
    }

    @Test("a log that was never written to may be lengthened")
    func untouched() throws {
        let folder = try TemporaryFolder()
        try Store.open(folder.path()).close()
        let store = try Store.open(folder.path())
        try #require(store.logSync()).lengthen(pages: 40)
        try store.commit(1)
        try folder.copyAsAfterCrash(to: "crashed.db")
        #expect(try Store.open(folder.path("crashed.db")).lastSequence == 1)
    }

    @Test("a database in memory has no disk to wait for")
    func memory() throws {
        let store = try Store.inMemory()
        try store.commit(1)
        #expect(store.logSync() == nil)
    }

    @Test("a log that has gone is an error that names it")
    func gone() throws {
        let folder = try TemporaryFolder()
        let sync = try #require(LogSync(location: .file(folder.path("gone.db"))))
        let error = databaseError { try sync.sync().get() }
        #expect(error?.kind == .io)
        #expect(error?.message.contains("gone.db-wal cannot be brought to the disk: No such file") == true)
    }
}

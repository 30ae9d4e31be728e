import Exchange
import Testing

@testable import Store

@Suite struct LogSyncTests {
    private func commit(to store: Store) throws {
        store.append(.cancelAll(AccountID(index: 0), nil), at: .zero, digest: 0)
        try store.commit()
    }

    @Test("what is committed is synced once, and what comes after it again")
    func synced() throws {
        let folder = try TemporaryFolder()
        let store = try Store.open(folder.path())
        #expect(store.isSynced)
        try commit(to: store)
        #expect(!store.isSynced)
        let sync = try #require(store.logSync())
        #expect(store.isSynced)
        try sync.sync().get()
        try commit(to: store)
        #expect(!store.isSynced)
    }

    @Test("a database in memory has no disk to wait for")
    func memory() throws {
        let store = try Store.inMemory()
        try commit(to: store)
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

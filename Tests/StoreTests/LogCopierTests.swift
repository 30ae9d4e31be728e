import Exchange
import Support
import Testing

@testable import Store

@Suite struct LogCopierTests {
    private func commit(_ count: Int, to store: Store) throws {
        for _ in 0..<count {
            store.append(.cancelAll(AccountID(index: 0), nil), at: .zero, digest: 0)
            try store.commit()
        }
    }

    @Test("all that was committed is copied, although the store keeps reading between commits")
    func all() throws {
        let folder = try TemporaryFolder()
        let store = try Store.open(folder.path())
        try commit(20, to: store)
        let copier = try #require(store.logCopier())
        #expect(try copier.copy().get() == store.logPages)
        try folder.write(try folder.bytes(), to: "copy.db")
        #expect(try Store.open(folder.path("copy.db")).lastSequence == 20)
    }

    @Test("what is committed during a copy stays in the log, and a checkpoint brings only that")
    func meanwhile() throws {
        let folder = try TemporaryFolder()
        let store = try Store.open(folder.path())
        try commit(20, to: store)
        let copier = try #require(store.logCopier())
        try commit(3, to: store)
        let copied = try copier.copy().get()
        #expect(copied > 0 && copied < store.logPages)
        try store.checkpoint()
        #expect(store.logPages == 0)
        let length = try folder.bytes(of: "test.db-wal").count
        try commit(3, to: store)
        #expect(try folder.bytes(of: "test.db-wal").count == length, "the log begins again")
        try store.close()
        #expect(try Store.open(folder.path()).lastSequence == 26)
    }

    @Test("copies on another thread and commits on this one do not disturb each other")
    func threads() async throws {
        let folder = try TemporaryFolder()
        let store = try Store.open(folder.path())
        for round in 1...20 {
            try commit(50, to: store)
            let copier = try #require(store.logCopier())
            let copy = Task.detached { copier.copy() }
            try commit(50, to: store)
            _ = try await copy.value.get()
            if round % 5 == 0 { try store.checkpoint() }
        }
        try folder.copyAsAfterCrash(to: "crashed.db")
        #expect(try Store.open(folder.path("crashed.db")).lastSequence == 2000)
        try store.close()
        #expect(try Store.open(folder.path()).lastSequence == 2000)
    }

    @Test("without a log there is nothing to copy")
    func none() throws {
        let folder = try TemporaryFolder()
        let store = try Store.open(folder.path())
        try commit(1, to: store)
        try store.checkpoint()
        #expect(store.logCopier() == nil)
        let memory = try Store.inMemory()
        try commit(1, to: memory)
        #expect(memory.logCopier() == nil)
    }
}

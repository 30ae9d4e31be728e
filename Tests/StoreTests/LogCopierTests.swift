import Support
import Testing

@testable import Store

@Suite struct LogCopierTests {
    @Test("all that was committed is copied, although the store keeps reading between commits")
    func all() throws {
        let folder = try TemporaryFolder()
        let store = try Store.open(folder.path())
        try store.commit(20)
        let copier = try #require(store.logCopier())
        #expect(try copier.copy(syncs: true).get() == store.logPages)
        try folder.write(try folder.bytes(), to: "copy.db")
        #expect(try Store.open(folder.path("copy.db")).lastSequence == 20)
    }

    @Test("what is committed during a copy stays in the log, and a checkpoint brings only that")
    func meanwhile() throws {
        let folder = try TemporaryFolder()
        let store = try Store.open(folder.path())
        try store.commit(20)
        let copier = try #require(store.logCopier())
        try store.commit(3)
        let copied = try copier.copy(syncs: false).get()
        #expect(copied > 0 && copied < store.logPages)
        try store.checkpoint()
        #expect(store.logPages == 0)
        let length = try folder.bytes(of: "test.db-wal").count
        try store.commit(3)
        #expect(try folder.bytes(of: "test.db-wal").count == length, "the log begins again")
        try store.close()
        #expect(try Store.open(folder.path()).lastSequence == 26)
    }

    @Test("copies on another thread and commits on this one do not disturb each other")
    func threads() async throws {
        let folder = try TemporaryFolder()
        let store = try Store.open(folder.path())
        for round in 1...20 {
            try store.commit(50)
            let copier = try #require(store.logCopier())
            let copy = Task.detached { copier.copy(syncs: round.isMultiple(of: 2)) }
            try store.commit(50)
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
        try store.commit(1)
        try store.checkpoint()
        #expect(store.logCopier() == nil)
        let memory = try Store.inMemory()
        try memory.commit(1)
        #expect(memory.logCopier() == nil)
    }
}

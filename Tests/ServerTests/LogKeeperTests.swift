import EventLoop
import Exchange
import Gateway
import Store
import Support
import Testing

@testable import Server

@Suite struct LogKeeperTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func withStore(_ body: (EventLoop, Store, Sandbox) throws -> Void) throws {
        let loop = try EventLoop()
        defer { loop.close() }
        let store = try Store(location: .file(folder.path()))
        let catalogue = try MarketCatalogue(MarketCatalogue.builtInText)
        let gateway = Gateway(
            exchange: Exchange(markets: catalogue.markets), catalogue: catalogue,
            configuration: Configuration())
        try body(loop, store, Sandbox(gateway: gateway, store: store) { _ in })
        try store.close()
    }

    private func commit(_ count: Int, to store: Store) throws {
        for _ in 0..<count {
            store.append(.cancelAll(AccountID(index: 0), nil), at: .zero, digest: 0)
            try store.commit()
        }
    }

    @Test("the log is copied in the background, and a later turn lets it begin again")
    func copying() throws {
        try withStore { loop, store, sandbox in
            let keeper = LogKeeper(loop: loop, sandbox: sandbox, pagesPerCopy: 50, pagesMaximum: 100)
            try commit(20, to: store)
            let early = store.logPages
            try keeper.tidy()
            loop.run()
            #expect(store.logPages == early, "a short log stays")
            try commit(200, to: store)
            let pages = store.logPages
            try keeper.tidy()
            #expect(store.logPages == pages, "the turn does not wait for the copy")
            try commit(5, to: store)
            loop.run()
            try keeper.tidy()
            #expect(store.logPages == 0)
            try commit(1, to: store)
            #expect(store.logPages < 10)
        }
    }

    @Test("the log is copied piece by piece, and begins again by itself when a copy has met its end")
    func pieces() throws {
        try withStore { loop, store, sandbox in
            let keeper = LogKeeper(loop: loop, sandbox: sandbox, pagesPerCopy: 50)
            var copies = 0
            for _ in 0..<200 {
                try commit(1, to: store)
                try keeper.tidy()
                if keeper.isCopying { copies += 1 }
                loop.run()
            }
            #expect((3...4).contains(copies))
            #expect(store.logPages <= 51)
        }
    }

    @Test("steady writing does not put off the end of the log without end")
    func steady() throws {
        try withStore { loop, store, sandbox in
            let keeper = LogKeeper(loop: loop, sandbox: sandbox, pagesPerCopy: 50, pagesMaximum: 100)
            var longest = 0
            for _ in 0..<30 {
                try commit(LogKeeper.pagesLeftForTurn + 1, to: store)
                try keeper.tidy()
                longest = max(longest, store.logPages)
                loop.run()
            }
            #expect(longest < (LogKeeper.copiesMaximum + 2) * (LogKeeper.pagesLeftForTurn + 20))
        }
    }

    @Test("a reader of another process that keeps the log from beginning again does not cause a copy a turn")
    func foreignReader() throws {
        try withStore { loop, store, sandbox in
            let keeper = LogKeeper(loop: loop, sandbox: sandbox, pagesPerCopy: 50, pagesMaximum: 100)
            try commit(1, to: store)
            let shell = try Database(.memory)
            try shell.execute("ATTACH '\(folder.path())' AS file; BEGIN")
            let select = try shell.prepare("SELECT sequence FROM file.journal")
            _ = try select.step()
            var copies = 0
            for _ in 0..<300 {
                try commit(1, to: store)
                try keeper.tidy()
                let isCopying = keeper.isCopying
                loop.run()
                if isCopying { copies += 1 }
            }
            #expect(copies > 0 && copies < 12)
            #expect(store.logPages > 200)
        }
    }
}

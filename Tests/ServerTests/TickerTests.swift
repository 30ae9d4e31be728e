import EventLoop
import Exchange
import Gateway
import Store
import Support
import Testing
import Wire

@testable import Server

@Suite struct TickerTests {
    @Test("a deadline that has passed is due at once, and only once however often it is named")
    func past() throws {
        let loop = try EventLoop()
        var ticks = 0
        let ticker = Ticker(loop: loop) { _ in ticks += 1 }
        let timer = Timer(loop: loop)
        var turns = 0
        timer.start(after: 0, repeating: 1) {
            turns += 1
            ticker.wait(for: Timestamp(milliseconds: 7))
            guard turns == 10 else { return }
            ticker.close()
            timer.close()
        }
        loop.run()
        loop.close()
        #expect(ticks == 1)
    }

    @Test("a deadline is waited for, and not any more when it is put off")
    func future() throws {
        let loop = try EventLoop()
        let start = WallClock.milliseconds
        var times: [Int64] = []
        var ticker: Ticker?
        ticker = Ticker(loop: loop) { now in
            times.append(now.milliseconds)
            ticker?.close()
        }
        ticker?.wait(for: .zero)
        ticker?.wait(for: Timestamp(milliseconds: start + 20))
        loop.run()
        loop.close()
        #expect(times.count == 1 && times[0] >= start + 20)
    }

    @Test("what fell due while no server ran is done when one starts, and is still done after a restart")
    func startup() throws {
        try withDatabasePath { path in
            let start: Int64 = 1_763_700_000_000
            try makeDatabase(path, at: start)
            for _ in 0..<2 {
                let server = try LiveServer { $0.location = .file(path) }
                #expect(try server.stop() == nil)
                let (exchange, commands, store) = try reopen(path)
                #expect(commands[3] == .tick)
                #expect(exchange.algos.map(\.status) == [.cancelled(.expired)])
                let market = MarketID(index: 0)
                let records = try store.fundingRecords(FundingQuery(market: market, limit: 100))
                #expect(records.count > 1 && records.last?.at == Timestamp(milliseconds: start))
                let slices = try store.orders(OrderQuery(account: AccountID(index: 0), limit: 100))
                #expect(slices.count == 2)
                try store.close()
            }
        }
    }

    @Test("what falls due while a server runs is done without a request")
    func running() throws {
        try withDatabasePath { path in
            // The second slice, 30 seconds later, is due in a moment.
            try makeDatabase(path, at: WallClock.milliseconds - 29_700)
            let server = try LiveServer { $0.location = .file(path) }
            var door = try SocketDoor(port: server.port)
            let login = Trader.alice.loginHeaders(seconds: door.now / 1000)
            let token = try door.ask(Question("POST", "/v1/auth", headers: login)).json["jwt_token"]
            let headers = [("Authorization", token?.stringValue ?? "")]
            var slices = 0
            for _ in 0..<100_000 where slices < 2 {
                let history = try door.ask(Question("GET", "/v1/orders-history", headers: headers))
                slices = history.json["results"]?.arrayValue?.count ?? 0
            }
            #expect(try server.stop() == nil)
            #expect(slices == 2)
            let (_, commands, store) = try reopen(path)
            #expect(Set(commands.dropFirst(3)) == [.tick])
            try store.close()
        }
    }

    /// Makes a database whose exchange was heard of only once, when alice began to work an order in two
    /// slices.
    private func makeDatabase(_ path: String, at time: Int64) throws {
        let store = try Store(location: .file(path))
        var options = ServerOptions()
        (options.accounts, options.seed) = (4, 0)
        let genesis = try Genesis(options, markets: MarketCatalogue.builtInText, file: path)
        try store.writeMarkets(genesis.catalogue.markets.map(\.symbol))
        try store.writeGenesis(genesis.values)
        var exchange = Exchange(markets: genesis.catalogue.markets)
        let algo = NewAlgoOrder(
            account: AccountID(index: 0), market: MarketID(index: 0), side: .buy, size: try Size("0.1"),
            duration: 60)
        let openings = (0..<2).map { SeededAccount(seed: 0, index: $0).opening(balance: genesis.balance) }
        for command in openings + [.placeAlgo(algo)] {
            let events = try exchange.execute(command, at: Timestamp(milliseconds: time))
            store.append(command, at: exchange.now, digest: exchange.digest)
            store.record(events, sequence: store.lastSequence)
        }
        try store.close()
    }

    /// The database's store, its commands, and the exchange that follows from them.
    private func reopen(_ path: String) throws -> (Exchange, [Command], Store) {
        let store = try Store(location: .file(path))
        let genesis = try Genesis(try store.genesis(), file: path)
        var exchange = Exchange(markets: genesis.catalogue.markets)
        var commands: [Command] = []
        try store.replay { entry throws(DatabaseError) in
            commands.append(entry.command)
            _ = try? exchange.execute(entry.command, at: entry.at)
            if let digest = entry.digest { #expect(exchange.digest == digest) }
        }
        return (exchange, commands, store)
    }
}

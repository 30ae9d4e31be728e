import Exchange
import Testing

@Suite("Laws of the exchange", .serialized)
struct LawTests {
    private static let seeds: [UInt64] = [11, 12, 13]
    private static let steps = 10_000
    private static let marketCount = 3

    @Test("replaying the same commands gives the same events, state and digest", arguments: seeds)
    func replay(seed: UInt64) throws {
        var journal: [(command: Command, now: Timestamp)] = []
        var events: [[Event]] = []
        let live = try run(seed) { command, now, _, result in
            guard let result else { return }
            journal.append((command, now))
            events.append(result)
        }
        var replayed = try start()
        for (entry, expected) in zip(journal, events) {
            let result = try replayed.execute(entry.command, at: entry.now)
            try #require(result == expected, "seed \(seed)")
        }
        #expect(replayed.digest == live.digest, "seed \(seed)")
        #expect(replayed == live, "seed \(seed)")
    }

    @Test("a different history has a different digest")
    func digest() throws {
        let digests = try (1...50 as ClosedRange<UInt64>).map { seed in
            try run(seed, steps: 20) { _, _, _, _ in }.digest
        }
        #expect(Set(digests).count == digests.count)
    }

    @Test("a refused command changes nothing, and only refused ones are refused by a check", arguments: seeds)
    func refusal(seed: UInt64) throws {
        var refused = 0
        _ = try run(seed) { command, _, states, result in
            let isChecked = (try? states.before.check(command)) != nil
            try #require(isChecked == (result != nil), "seed \(seed): \(command)")
            guard result == nil else { return }
            refused += 1
            try #require(states.after == states.before, "seed \(seed): \(command)")
        }
        #expect(refused > Self.steps / 20)
    }

    @Test("money only moves: balances and collected fees add up to what was paid in", arguments: seeds)
    func money(seed: UInt64) throws {
        let paidIn = try start().accounts.reduce(Quote.zero) { $0 + $1.balance }
        let last = try run(seed) { _, _, states, _ in
            let sum = states.after.accounts.reduce(states.after.feesCollected) { $0 + $1.balance }
            try #require(sum == paidIn, "seed \(seed)")
        }
        #expect(last.feesCollected > .zero)
    }

    @Test("what one is long another is short", arguments: seeds)
    func positions(seed: UInt64) throws {
        let last = try run(seed) { _, _, states, _ in
            for market in states.after.markets.indices {
                let sum = states.after.accounts.reduce(0) { $0 + $1.positions[market].units }
                try #require(sum == 0, "seed \(seed)")
            }
        }
        #expect(last.accounts.contains { $0.positions[0] != .zero })
    }

    @Test("a book is never crossed and its best is the first of its depth", arguments: seeds)
    func crossing(seed: UInt64) throws {
        _ = try run(seed) { _, _, states, _ in
            for market in states.after.markets.indices.map(MarketID.init) {
                let (bid, ask) = (states.after.bestBid(of: market), states.after.bestAsk(of: market))
                if let bid, let ask { try #require(bid.price < ask.price, "seed \(seed)") }
                let depth = states.after.depth(of: market, levels: 1)
                try #require(depth.bids.first?.price == bid?.price && depth.asks.first?.size == ask?.size)
            }
        }
    }

    @Test("every account's lists, counts and client ids tell of the same open orders", arguments: seeds)
    func openOrders(seed: UInt64) throws {
        var step = 0
        _ = try run(seed) { _, _, states, _ in
            step += 1
            guard step.isMultiple(of: 10) else { return }
            for account in states.after.accounts {
                let orders = states.after.openOrders(of: account.id, in: nil)
                try #require(orders.map(\.id) == account.openOrders.reversed(), "seed \(seed)")
                try #require(orders.allSatisfy { $0.account == account.id && $0.status == .open })
                try #require(account.openOrders == account.openOrders.sorted())
                let counts = states.after.markets.indices.map { index in
                    orders.count { $0.market.index == index }
                }
                try #require(counts == account.openOrderCounts, "seed \(seed)")
                let named = orders.filter { !$0.clientID.isEmpty }.map { ($0.clientID, $0.id) }
                try #require(Dictionary(uniqueKeysWithValues: named) == account.openOrdersByClientID)
            }
            try checkDepth(states.after)
        }
    }

    @Test("update numbers grow with every event", arguments: seeds)
    func sequences(seed: UInt64) throws {
        var last: Int64 = 0
        _ = try run(seed) { _, _, states, result in
            for event in result ?? [] {
                switch event {
                case .accountOpened, .traded: break
                case .orderAccepted(let order), .orderUpdated(let order):
                    try #require(order.sequence > last, "seed \(seed)")
                    try #require(order.updatedAt == states.after.now)
                    last = order.sequence
                }
            }
        }
    }

    @Test("a snapshot does not move with the exchange it was taken from", arguments: seeds)
    func snapshot(seed: UInt64) throws {
        var workload = Workload(seed: seed, marketCount: Self.marketCount)
        var exchange = try start()
        advance(&exchange, by: 500, &workload)
        let snapshot = exchange
        var branch = workload
        advance(&exchange, by: 500, &workload)
        #expect(snapshot != exchange)
        var revived = snapshot
        advance(&revived, by: 500, &branch)
        #expect(revived == exchange, "seed \(seed)")
    }

    // MARK: Runs

    private func start() throws -> Exchange {
        try Exchange(markets: Workload.markets(Self.marketCount), opening: Workload.accounts())
    }

    /// Runs random commands and lets a law look at each: the state before and after, and the events, which
    /// are nil for a refused command. Returns the last state.
    private func run(
        _ seed: UInt64, steps: Int = steps,
        law: (Command, Timestamp, (before: Exchange, after: Exchange), [Event]?) throws -> Void
    ) throws -> Exchange {
        var workload = Workload(seed: seed, marketCount: Self.marketCount)
        var exchange = try start()
        for _ in 0..<steps {
            let (command, now) = workload.next()
            let before = exchange
            let events = try? exchange.execute(command, at: now)
            workload.remember(events ?? [])
            try law(command, now, (before, exchange), events)
        }
        return exchange
    }

    private func advance(_ exchange: inout Exchange, by steps: Int, _ workload: inout Workload) {
        for _ in 0..<steps {
            let (command, now) = workload.next()
            workload.remember((try? exchange.execute(command, at: now)) ?? [])
        }
    }

    /// The depth is the sum of all accounts' open orders.
    private func checkDepth(_ exchange: Exchange) throws {
        let orders = exchange.accounts.flatMap { exchange.openOrders(of: $0.id, in: nil) }
        for market in exchange.markets.indices.map(MarketID.init) {
            let depth = exchange.depth(of: market, levels: .max)
            for (side, levels) in [(Side.buy, depth.bids), (.sell, depth.asks)] {
                var sums: [Price: Int64] = [:]
                for order in orders where order.market == market && order.side == side {
                    sums[order.price, default: 0] += order.remaining.units
                }
                let shown = levels.map { ($0.price, $0.size.units) }
                try #require(Dictionary(uniqueKeysWithValues: shown) == sums)
            }
        }
    }
}

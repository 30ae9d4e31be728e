import Exchange
import Randomness
import Support
import Testing

@testable import Store

/// What the journal holds brings an exchange and its ledger back.
@Suite struct ReplayTests {
    @Test("a journal of all kinds of commands replays to the same exchange", arguments: UInt64(1)...5)
    func replay(seed: UInt64) throws {
        let folder = try TemporaryFolder()
        let store = try Store.open(folder.path())
        var (live, random) = (try Exchange.sample(), SeededRandom(seed: seed))
        var kinds: Set<CommandKind> = []
        var trades: Set<TradeKind> = []
        var now: Int64 = 1_763_700_000_000
        for _ in 0..<8_000 {
            now += Int64.random(in: 0...5_000, using: &random)
            let at = Timestamp(milliseconds: now)
            let isDue = live.nextDeadline.map { $0 <= at } ?? false
            let command = isDue ? .tick : random.sensibleCommand(live)
            guard let events = try? live.execute(command, at: at) else { continue }
            kinds.insert(CommandKind(command))
            for case .traded(let trade) in events { trades.insert(trade.kind) }
            store.append(command, at: at, digest: live.digest)
            store.record(events, sequence: store.lastSequence)
            if store.lastSequence.isMultiple(of: 7) { try store.commit() }
            if store.lastSequence.isMultiple(of: 50) { try store.writeLedger(limit: 20) }
        }
        try store.commit()
        #expect(kinds == Set(CommandKind.allCases))
        #expect(trades == Set(TradeKind.allCases))

        try folder.copyAsAfterCrash(to: "copy.db")
        let copy = try Store.open(folder.path("copy.db"))
        #expect(copy.ledgerSequence < copy.lastSequence)
        #expect(try copy.replayed() == live)
        try store.writeLedger(limit: .max)
        try copy.writeLedger(limit: .max)
        #expect(try copy.contents() == store.contents())
    }
}

/// What an end without a warning leaves.
@Suite struct CrashTests {
    /// Where the process ends, in the turn with this number.
    enum Point: CaseIterable {
        case beforeCommit, afterCommit, afterLedger, afterCheckpoint
    }

    @Test(
        "wherever the process ends, journal and ledger are complete after a replay",
        arguments: Point.allCases,
        [1, 7, 40, 80])
    func crash(_ point: Point, turn: Int) throws {
        let folder = try TemporaryFolder()
        let store = try Store.open(folder.path())
        var (live, random) = (try Exchange.sample(), SeededRandom(seed: UInt64(turn)))
        var acknowledged: Exchange?
        for number in 1...turn {
            if number == turn, point == .beforeCommit { acknowledged = live }
            try store.takeTurn(number, &live, &random)
            if number == turn, point == .beforeCommit { break }
            try store.commit()
            if number == turn, point == .afterCommit { break }
            if number % 4 == 0 || number == turn { try store.writeLedger(limit: 9) }
            if number % 10 == 0 || point == .afterCheckpoint { try store.checkpoint() }
        }
        try folder.copyAsAfterCrash(to: "copy.db")
        let copy = try Store.open(folder.path("copy.db"))
        let exchange = try copy.replayed()
        #expect(exchange == acknowledged ?? live)
        // A ledger that was never interrupted.
        let whole = try Store.inMemory()
        try copy.replay { entry throws(DatabaseError) in
            whole.append(entry.command, at: entry.at, digest: entry.digest ?? 0)
        }
        try whole.record(of: copy)
        try copy.writeLedger(limit: .max)
        try whole.writeLedger(limit: .max)
        #expect(try copy.contents() == whole.contents())
        for index in exchange.accounts.indices {
            let account = AccountID(index: index)
            let orders = OrderQuery(account: account, limit: .max)
            #expect(try copy.orders(orders) == whole.orders(orders))
            let trades = TradeQuery(account: account, limit: .max)
            #expect(try copy.trades(trades) == whole.trades(trades))
        }
        #expect(try copy.trades(TradeQuery(limit: .max)) == whole.trades(TradeQuery(limit: .max)))
    }
}

extension Store {
    /// Some commands, journaled and recorded but not committed.
    fileprivate func takeTurn(
        _ number: Int, _ exchange: inout Exchange, _ random: inout SeededRandom
    ) throws {
        for index in 0..<(number % 9 + 1) {
            let at = Timestamp(milliseconds: 1_763_700_000_000 + Int64(number * 700 + index))
            let isDue = exchange.nextDeadline.map { $0 <= at } ?? false
            let command = isDue ? .tick : random.sensibleCommand(exchange)
            guard let events = try? exchange.execute(command, at: at) else { continue }
            append(command, at: at, digest: exchange.digest)
            record(events, sequence: lastSequence)
        }
    }

    /// Records the events of all that another store's journal holds.
    fileprivate func record(of other: Store) throws {
        var exchange = try Exchange.sample()
        try other.replay { entry throws(DatabaseError) in
            guard let events = try? exchange.execute(entry.command, at: entry.at) else {
                throw .corrupt("entry \(entry.sequence)", "is refused")
            }
            record(events, sequence: entry.sequence)
        }
    }

    /// An exchange that has carried out the journal again, each entry to the digest it had.
    fileprivate func replayed() throws -> Exchange {
        var exchange = try Exchange.sample()
        try replay { entry throws(DatabaseError) in
            guard let events = try? exchange.execute(entry.command, at: entry.at),
                entry.digest == nil || entry.digest == exchange.digest
            else { throw .corrupt("entry \(entry.sequence)", "replays differently") }
            record(events, sequence: entry.sequence)
        }
        return exchange
    }
}

extension Exchange {
    /// Two markets where everything can happen: margin, funding, and a mark price that follows the book.
    fileprivate static func sample() throws -> Exchange {
        Exchange(
            markets: try ["BTC", "ETH"].map { name in
                Market(
                    symbol: "\(name)-USD-PERP", tickSize: try Price("1"), sizeStep: try Size("0.1"),
                    minimumValue: try Quote("10"), maximumSize: try Size("100"), maximumOpenOrders: 50,
                    priceBandWidth: try Rate("0.1"), maximumSlippage: try Rate("0.05"),
                    fees: FeeSchedule(maker: try Rate("-0.00005"), taker: try Rate("0.0003")),
                    margin: MarginRules(initialFraction: try Rate("0.1"), maintenanceFactor: try Rate("0.5")),
                    funding: FundingRules(
                        periodHours: 8, interestRate: try Rate("0.0001"), clamp: try Rate("0.0005"),
                        maximumRate: try Rate("0.05")),
                    markPrice: try Price("100"), followsBook: name == "ETH")
            })
    }
}

extension SeededRandom {
    /// A command that this exchange probably carries out: most are orders, and each kind comes now and then.
    fileprivate mutating func sensibleCommand(_ exchange: Exchange) -> Command {
        guard exchange.accounts.count > 3 else { return .openAccount(someAccount(exchange)) }
        let others: CommandKind = choice()
        let kind = Int.random(in: 0..<10, using: &self) < 6 ? .place : others
        let account = AccountID(index: Int.random(in: 0..<4, using: &self))
        let open = exchange.openOrders(of: account, in: nil).randomElement(using: &self)
        let order = open?.id ?? OrderID(number: 0)
        switch kind {
        case .openAccount: return .openAccount(someAccount(exchange))
        case .place: return .place([someOrder(account), someOrder(account)])
        case .placeOne: return .placeOne(someOrder(account))
        case .modify:
            return .modify(
                OrderChange(
                    account: account, order: order, price: somePrice(), size: someSize(),
                    triggerPrice: open?.triggerPrice, keepsPlace: flag()))
        case .cancel: return .cancel(account, [order])
        case .cancelAll: return .cancelAll(account, maybe { _ in MarketID(index: 0) })
        case .placeAlgo:
            return .placeAlgo(
                NewAlgoOrder(
                    account: account, market: someMarket(), side: side(), size: someSize(), duration: 90))
        case .cancelAlgo:
            let algo = exchange.algos.last { $0.terms.account == account && $0.isOpen }
            return .cancelAlgo(account, algo?.id ?? order)
        case .changeAccount: return .changeAccount(account, someChange())
        case .changeMarket:
            return .changeMarket(
                MarketChange(
                    someMarket(), markPrice: maybe { $0.somePrice(80...120) },
                    indexPrice: maybe { $0.somePrice() },
                    fundingRate: maybe { $0.flag() ? .computed : .fixed(Rate(units: 2_000_000)) }))
        case .setStatus: return .setStatus(Int.random(in: 0..<4, using: &self) == 0 ? choice() : .ok)
        case .tick: return .tick
        }
    }

    private mutating func someMarket() -> MarketID { MarketID(index: Int.random(in: 0..<2, using: &self)) }

    private mutating func somePrice(_ range: ClosedRange<Int64> = 90...110) -> Price {
        Price(units: Int64.random(in: range, using: &self) * FixedPoint.scale)
    }

    /// From 0.2 to 3.
    private mutating func someSize() -> Size {
        Size(units: Int64.random(in: 2...30, using: &self) * FixedPoint.scale / 10)
    }

    /// The first two are rich and the others are not.
    private mutating func someAccount(_ exchange: Exchange) -> NewAccount {
        let number = exchange.accounts.count
        let balance = Quote(units: (number < 2 ? 5_000 : 40) * Int128(FixedPoint.scale))
        return NewAccount(
            address: "0xa\(number)", publicKey: "0xb", l1Address: "", balance: balance,
            parent: number > 3 ? AccountID(index: 0) : nil)
    }

    private mutating func someOrder(_ account: AccountID) -> NewOrder {
        let conditional: OrderType = choice()
        let type = Int.random(in: 0..<3, using: &self) == 0 ? conditional : .limit
        return NewOrder(
            account: account, market: someMarket(), side: side(), type: type,
            isReduceOnly: type.closesPosition, isInteractive: flag(), price: somePrice(),
            triggerPrice: somePrice(), size: someSize(), clientID: text())
    }

    private mutating func someChange() -> AccountChange {
        let kind: AccountChangeKind = choice()
        switch kind {
        case .leverage: return .leverage(MarketID(index: 0), Int.random(in: 1...10, using: &self))
        case .slippage: return .slippage(MarketID(index: 1), Rate(units: 3_000_000))
        case .preference, .keyAdded, .keyRevoked, .tokenAdded, .tokenRevoked: return accountChange(kind)
        }
    }
}

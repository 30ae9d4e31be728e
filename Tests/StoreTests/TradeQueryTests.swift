import Exchange
import Gateway
import Randomness
import Support
import Testing

@testable import Store

/// Every query of trades, candles and funding is compared with a ledger that looks through everything.
@Suite final class TradeQueryTests {
    private let store: Store
    private var plain = PlainLedger()
    private let events: [Event]

    init() throws {
        var random = SeededRandom(seed: 1)
        (store, events) = (try Store.inMemory(), Self.history(&random))
        plain.record(events)
        for (index, event) in events.enumerated() {
            store.append(.tick, at: .zero, digest: 0)
            store.record([event], sequence: Int64(index) + 1)
            if index % 100 == 0 { try store.writeLedger(limit: 50) }
        }
    }

    /// Trades whose numbers and times increase, with gaps and equal times; candles and funding between them.
    private static func history(_ random: inout SeededRandom) -> [Event] {
        var (number, time) = (Int64(0), Int64(1_000))
        return (0..<900).map { index in
            number += Int64.random(in: 1...3, using: &random)
            time += Int64.random(in: 0...2, using: &random)
            switch index % 3 {
            case 0:
                let minute = Int64.random(in: 0...99, using: &random)
                return .candleChanged(random.market(), random.choice(), random.candle(minute: minute))
            case 1: return .fundingRecorded(random.fundingRecord(at: 1_000 + Int64(index)))
            default: return .traded(random.trade(number, at: time))
            }
        }
    }

    private func expectSame(_ query: TradeQuery) throws {
        guard case .trades(let expected) = plain.find(.trades(query)) else { return }
        #expect(try store.trades(query) == expected, "\(query)")
    }

    @Test("trades by each filter alone")
    func singleFilters() throws {
        let queries =
            [TradeQuery(limit: 1_000), TradeQuery(limit: 0), TradeQuery(onlyWithFunding: true, limit: 9)]
            + (0..<5).map { TradeQuery(account: AccountID(index: $0), limit: 1_000) }
            + (0..<4).map { TradeQuery(market: MarketID(index: $0), limit: 1_000) }
            + TradeKind.allCases.map { TradeQuery(kind: $0, limit: 1_000) }
            + (990...1_700).map { TradeQuery(from: Timestamp(milliseconds: $0), limit: 1_000) }
            + (990...1_700).map { TradeQuery(through: Timestamp(milliseconds: $0), limit: 1_000) }
        for query in queries { try expectSame(query) }
        for time in [Int64.min, .max] {
            try expectSame(TradeQuery(from: Timestamp(milliseconds: time), limit: 5))
            try expectSame(TradeQuery(through: Timestamp(milliseconds: time), limit: 5))
        }
    }

    @Test("trades by all filters, bounds and limits together", arguments: UInt64(1)...10)
    func allFilters(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        for _ in 0..<200 {
            let number = Int64.random(in: 0...1_900, using: &random)
            try expectSame(
                TradeQuery(
                    account: random.maybe { AccountID(index: Int.random(in: 0...4, using: &$0)) },
                    market: random.maybe { $0.market() }, kind: random.maybe { $0.choice() },
                    onlyWithFunding: Int.random(in: 0..<4, using: &random) == 0,
                    from: random.maybe { Timestamp(milliseconds: .random(in: 1_000...1_800, using: &$0)) },
                    through: random.maybe { Timestamp(milliseconds: .random(in: 1_200...1_950, using: &$0)) },
                    bound: random.maybe { $0.flag() ? .before(number) : .after(number) },
                    limit: Int.random(in: 0...20, using: &random)))
        }
    }

    @Test("a query of trades before there are any gives none")
    func empty() throws {
        let query = TradeQuery(from: .zero, through: Timestamp(milliseconds: 5), limit: 5)
        #expect(try Store.inMemory().trades(query).isEmpty)
    }

    @Test("a page is found by its numbers")
    func plan() throws {
        let query = TradeQuery(kind: .fill, bound: .before(9), limit: 1)
        let plan = try store.rows("EXPLAIN QUERY PLAN \(query.sql)").map { $0.split(separator: "|").last }
        #expect(plan == ["SEARCH trade_row USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)"], "\(plan)")
    }

    @Test("candles of every price, range and limit, with the last one before", arguments: PriceKind.allCases)
    func candles(_ kind: PriceKind) throws {
        for market in 0..<4 {
            for first in Int64(0)...100 {
                let query = CandleQuery(
                    market: MarketID(index: market), kind: kind, minutes: first...(first + first % 30),
                    limit: Int(first % 13) + 1)
                guard case .candles(let expected) = plain.find(.candles(query)) else { return }
                #expect(try store.candles(query) == expected, "\(query)")
            }
        }
    }

    @Test("funding records by all filters, bounds and limits", arguments: UInt64(1)...5)
    func funding(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        for _ in 0..<200 {
            let edge = Timestamp(milliseconds: .random(in: 990...1_910, using: &random))
            let query = FundingQuery(
                market: random.market(),
                from: random.maybe { Timestamp(milliseconds: .random(in: 990...1_500, using: &$0)) },
                through: random.maybe { Timestamp(milliseconds: .random(in: 1_300...1_910, using: &$0)) },
                bound: random.maybe { $0.flag() ? .before(edge) : .after(edge) },
                limit: Int.random(in: 0...20, using: &random))
            guard case .funding(let expected) = plain.find(.funding(query)) else { return }
            #expect(try store.fundingRecords(query) == expected, "\(query)")
        }
    }
}

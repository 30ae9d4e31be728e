import Exchange
import Simulation
import Testing

@Suite("Random runs")
struct SimulationTests {
    private static let seeds: ClosedRange<UInt64> = 1...8

    @Test("keep every rule that the auditor knows, and meet all of them")
    func laws() async {
        let tally = await withTaskGroup(of: Tally.self) { group in
            for seed in Self.seeds {
                group.addTask {
                    var tally = Tally()
                    if let failure = Simulation(seed: seed, steps: 400).run(&tally) {
                        Issue.record("\(failure.shrunk())")
                    }
                    return tally
                }
            }
            return await group.reduce(into: Tally()) { $0.add($1) }
        }
        let reasons = CancelReason.allCases.filter { $0 != .expired }.map { "\($0)" }
        let others = [
            "algo expired", "algo filled", "change made", "fill", "funding",
            "liquidation", "liquidation in part", "refused", "stopLimit open", "stopMarket filled",
            "takeProfitMarket filled", "untriggered",
        ]
        let missing = (reasons + others).filter { tally.counts[$0] == nil }
        #expect(missing.isEmpty)
    }

    @Test("are different if their seeds are")
    func seeds() {
        let tallies = Self.seeds.map { seed in
            var tally = Tally()
            _ = Simulation(seed: seed, steps: 30).run(&tally)
            return tally.counts
        }
        #expect(Set(tallies).count == tallies.count)
    }

    @Test("find a wrong rule, and show it with few commands")
    func failure() throws {
        var tally = Tally()
        let found = try #require(Simulation(seed: 3, steps: 500, spoiling: Self.doubleFees).run(&tally))
        let failure = found.shrunk()
        #expect(failure.plan.count < 10)
        #expect(failure.description.contains("seed 3"))
        #expect(failure.description.contains("expected"))
    }

    /// Markets whose takers pay twice what they should.
    private static func doubleFees(_ markets: [Market]) -> [Market] {
        markets.map { market in
            let api = FeeSchedule.Rates(
                maker: market.fees.api.maker, taker: Rate(units: 2 * market.fees.api.taker.units))
            return Market(
                symbol: market.symbol, tickSize: market.tickSize, sizeStep: market.sizeStep,
                minimumValue: market.minimumValue, maximumSize: market.maximumSize,
                maximumOpenOrders: market.maximumOpenOrders, priceBandWidth: market.priceBandWidth,
                maximumSlippage: market.maximumSlippage, positionLimit: market.positionLimit,
                fees: FeeSchedule(api: api, interactive: market.fees.interactive),
                funding: market.funding, markPrice: market.markPrice, followsBook: market.followsBook)
        }
    }
}

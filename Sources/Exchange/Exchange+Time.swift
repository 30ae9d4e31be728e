// What time alone brings. Funding accrues with every command, up to that command's time. Slices of algo
// orders and steps of liquidations wait for `.tick`, since they change what other commands were checked
// against.

extension Exchange {
    /// Milliseconds between two moves of the funding index.
    static let fundingInterval: Int64 = 5000

    /// When `.tick` is next due; nil while nothing waits for time to pass. Before another command of a later
    /// time is executed, the tick must be.
    package var nextDeadline: Timestamp? {
        var deadlines: [Timestamp] = []
        if status == .ok {
            deadlines = liveAlgos.map { algos[$0].nextSliceAt }
            deadlines += liquidating.compactMap { accounts[$0.index].nextLiquidationAt }
        }
        if let fundingMinute, markets.contains(where: { $0.funding != nil }) {
            deadlines.append(Timestamp(milliseconds: (fundingMinute + 1) * 60_000))
        }
        if let fundingStep, owesFunding {
            deadlines.append(Timestamp(milliseconds: (fundingStep + 1) * Self.fundingInterval))
        }
        return deadlines.min()
    }

    /// Whether anyone holds a position whose worth changes with the funding index.
    private var owesFunding: Bool {
        markets.indices.contains { markets[$0].funding != nil && statistics[$0].openInterest > 0 }
    }

    mutating func advance(to now: Timestamp, into events: inout [Event]) {
        self.now = max(self.now, now)
        accrueFunding()
        recordFunding(into: &events)
    }

    /// Does what was only waiting for its time.
    mutating func tick(into events: inout [Event]) {
        guard status == .ok else { return }
        workAlgos(into: &events)
        if !liquidating.isEmpty { pricesMoved = true }
    }

    /// Moves each market's funding index on, in whole steps of five seconds.
    private mutating func accrueFunding() {
        let step = self.now.milliseconds / Self.fundingInterval
        let steps = step - (fundingStep ?? step)
        fundingStep = step
        guard steps > 0 else { return }
        for index in markets.indices {
            guard let rules = markets[index].funding else { continue }
            let rate = fundingRate(of: MarketID(index: index))
            let value = Int128(markets[index].markPrice.units) * Int128(rate.units)
            let period = Int128(rules.periodHours * 3_600_000)
            let moved = Rounding.nearest.quotient(value * Int128(steps * Self.fundingInterval), period)
            fundingIndexes[index] = FundingIndex(units: fundingIndexes[index].units + moved)
        }
        pricesMoved = true
    }

    private mutating func recordFunding(into events: inout [Event]) {
        guard now.minute != fundingMinute else { return }
        fundingMinute = now.minute
        for index in markets.indices where markets[index].funding != nil {
            events.append(.fundingRecorded(fundingRecord(of: MarketID(index: index))))
        }
    }
}

extension Exchange {
    /// How a market's funding stands.
    package func fundingRecord(of market: MarketID) -> FundingRecord {
        let rate = fundingRate(of: market)
        let value = Quote(units: Int128(markets[market.index].markPrice.units))
        return FundingRecord(
            market: market, at: now, index: fundingIndexes[market.index],
            premium: value.share(rate, rounding: .nearest), rate: rate)
    }

    /// The funding rate of a market for its own period; zero in a market without funding.
    package func fundingRate(of market: MarketID) -> Rate {
        let terms = markets[market.index]
        guard let rules = terms.funding else { return .zero }
        return terms.fixedFundingRate ?? rules.rate(premium: fundingPremium(of: market))
    }

    /// How far the mark price is above the index price, as a share of it.
    private func fundingPremium(of market: MarketID) -> Rate {
        let terms = markets[market.index]
        return Rate(of: terms.markPrice, over: terms.indexPrice)
    }
}

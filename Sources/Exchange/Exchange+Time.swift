// What time alone brings. Funding accrues with every command, up to that command's time. Slices of algo
// orders and steps of liquidations wait for `.tick`, since they change what other commands were checked
// against.

extension Exchange {
    /// Milliseconds between two moves of the funding index.
    static let fundingInterval: Int64 = 5000

    /// Finds the next deadline anew, after a command.
    mutating func noteDeadline() {
        nextDeadline = nextFunding
        guard status == .ok else { return }
        for index in liveAlgos { noteDeadline(algos[index].nextSliceAt) }
        for id in liquidating {
            if let due = accounts[id.index].nextLiquidationAt { noteDeadline(due) }
        }
    }

    private mutating func noteDeadline(_ due: Timestamp) {
        nextDeadline = min(nextDeadline ?? due, due)
    }

    /// The next step of the index while somebody owes funding, the next minute to record otherwise; nil
    /// before the first command and without funding.
    private var nextFunding: Timestamp? {
        guard hasFunding, let fundingMinute, let fundingStep else { return nil }
        return Timestamp(
            milliseconds: marketsOwingFunding > 0
                ? (fundingStep + 1) * Self.fundingInterval : (fundingMinute + 1) * 60_000)
    }

    mutating func advance(to now: Timestamp, into events: inout EventList) {
        self.now = max(self.now, now)
        accrueFunding()
        recordFunding(into: &events)
    }

    /// Does what was only waiting for its time.
    mutating func tick(into events: inout EventList) {
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
            let value = markets[index].markPrice.units.times(rate.units)
            let period = Int128(rules.periodHours * 3_600_000)
            let moved = Rounding.nearest.quotient(value * Int128(steps * Self.fundingInterval), period)
            fundingIndexes[index] = FundingIndex(units: fundingIndexes[index].units + moved)
        }
        pricesMoved = true
    }

    private mutating func recordFunding(into events: inout EventList) {
        guard now.minute != fundingMinute else { return }
        fundingMinute = now.minute
        for index in markets.indices where markets[index].funding != nil {
            note(.fundingRecorded(fundingRecord(of: MarketID(index: index))), into: &events)
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

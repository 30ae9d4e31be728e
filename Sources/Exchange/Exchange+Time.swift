// What time alone brings. Funding accrues with every command, up to that command's time. Slices of algo
// orders and steps of liquidations wait for `.tick`, since they change what other commands were checked
// against.

extension Exchange {
    /// Milliseconds between two moves of the funding index.
    static let fundingInterval: Int64 = 5000

    /// When `.tick` is next due; nil while nothing waits for time to pass. Before another command of a later
    /// time is executed, the tick must be.
    package var nextDeadline: Timestamp? {
        // Asked for in every turn of the server, so without a list.
        var next = nextFunding
        guard status == .ok else { return next }
        for index in liveAlgos { next = min(next ?? algos[index].nextSliceAt, algos[index].nextSliceAt) }
        for id in liquidating {
            guard let due = accounts[id.index].nextLiquidationAt else { continue }
            next = min(next ?? due, due)
        }
        return next
    }

    /// The next step of the index while somebody owes funding, the next minute to record otherwise; nil
    /// before the first command and without funding.
    private var nextFunding: Timestamp? {
        guard let fundingMinute, let fundingStep else { return nil }
        var hasFunding = false
        for index in markets.indices where markets[index].funding != nil {
            hasFunding = true
            guard statistics[index].openInterest == 0 else {
                return Timestamp(milliseconds: (fundingStep + 1) * Self.fundingInterval)
            }
        }
        return hasFunding ? Timestamp(milliseconds: (fundingMinute + 1) * 60_000) : nil
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

/// How a market's funding rate follows from its prices.
package struct FundingRules: Equatable, Sendable {
    /// Hours that the rate is for.
    package let periodHours: Int64
    /// What the rate tends to while mark and index are close.
    package let interestRate: Rate
    /// How far interest may pull the rate away from the premium.
    package let clamp: Rate
    /// The rate is at most this, either way.
    package let maximumRate: Rate

    package init(periodHours: Int64, interestRate: Rate, clamp: Rate, maximumRate: Rate) {
        precondition(periodHours > 0, "a funding period is positive")
        self.periodHours = periodHours
        self.interestRate = interestRate
        self.clamp = clamp
        self.maximumRate = maximumRate
    }

    /// The rate for one period at this premium, which may be as large as a rate can be.
    package func rate(premium: Rate) -> Rate {
        let distance = Int128(interestRate.units) - Int128(premium.units)
        let pull = min(max(distance, -Int128(clamp.units)), Int128(clamp.units))
        let maximum = Int128(maximumRate.units)
        return Rate(units: Int64(min(max(Int128(premium.units) + pull, -maximum), maximum)))
    }
}

/// The funding that a long position of one unit has paid since the exchange began, in 10⁻¹⁶ of the
/// settlement currency. What a position owes is its size times how far the index moved.
package struct FundingIndex: Hashable, Sendable {
    package let units: Int128

    package init(units: Int128) { self.units = units }

    package static let zero = FundingIndex(units: 0)

    /// To eight decimals, nearest.
    package var text: String {
        FixedPoint.text(Rounding.nearest.scaled(units))
    }
}

/// A market's funding as it stood at one moment.
package struct FundingRecord: Equatable, Sendable {
    package let market: MarketID
    package let at: Timestamp
    package let index: FundingIndex
    /// What a long position of one unit pays in one period at this rate.
    ///
    /// A recorded message of the real exchange shows the same relation of premium and rate.
    package let premium: Quote
    /// For one period of the market.
    package let rate: Rate

    package init(market: MarketID, at: Timestamp, index: FundingIndex, premium: Quote, rate: Rate) {
        self.market = market
        self.at = at
        self.index = index
        self.premium = premium
        self.rate = rate
    }
}

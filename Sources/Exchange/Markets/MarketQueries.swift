/// Which candles of one price to read, oldest first.
package struct CandleQuery: Equatable, Sendable {
    package var market: MarketID
    package var kind: PriceKind
    /// Minutes since 1970, both ends included. The last candle before them is read too, since it says what
    /// the price was when they began.
    package var minutes: ClosedRange<Int64>
    /// Candles to read; where there are more, the newest.
    package var limit: Int

    package init(market: MarketID, kind: PriceKind, minutes: ClosedRange<Int64>, limit: Int) {
        self.market = market
        self.kind = kind
        self.minutes = minutes
        self.limit = limit
    }
}

/// Which of a market's funding records to read, newest first. Every filter that is nil lets all through.
package struct FundingQuery: Equatable, Sendable {
    /// A page's edge: the time of a record that is itself not on the page.
    package enum Bound: Equatable, Sendable {
        /// Older records.
        case before(Timestamp)
        /// The nearest newer records.
        case after(Timestamp)
    }

    package var market: MarketID
    package var from: Timestamp?
    package var through: Timestamp?
    package var bound: Bound?
    package var limit: Int

    package init(
        market: MarketID, from: Timestamp? = nil, through: Timestamp? = nil, bound: Bound? = nil, limit: Int
    ) {
        self.market = market
        self.from = from
        self.through = through
        self.bound = bound
        self.limit = limit
    }
}

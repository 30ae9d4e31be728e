/// Which trades to read, newest first. Every filter that is nil lets all trades through.
package struct TradeQuery: Equatable, Sendable {
    /// A page's edge: a trade's number that is itself not on the page.
    package enum Bound: Equatable, Sendable {
        /// Older trades.
        case before(Int64)
        /// The nearest newer trades.
        case after(Int64)
    }

    /// Trades with a fill of this account. An account is on one side of a trade only.
    package var account: AccountID?
    package var market: MarketID?
    package var kind: TradeKind?
    /// Only trades whose fill of `account` realised funding.
    package var onlyWithFunding: Bool
    /// Made at this time or later.
    package var from: Timestamp?
    /// Made at this time or earlier.
    package var through: Timestamp?
    package var bound: Bound?
    package var limit: Int

    package init(
        account: AccountID? = nil, market: MarketID? = nil, kind: TradeKind? = nil,
        onlyWithFunding: Bool = false, from: Timestamp? = nil, through: Timestamp? = nil,
        bound: Bound? = nil, limit: Int
    ) {
        self.account = account
        self.market = market
        self.kind = kind
        self.onlyWithFunding = onlyWithFunding
        self.from = from
        self.through = through
        self.bound = bound
        self.limit = limit
    }
}

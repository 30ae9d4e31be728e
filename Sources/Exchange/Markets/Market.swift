/// A market's place in the exchange's list of markets.
package struct MarketID: Hashable, Comparable, Sendable {
    package let index: Int

    package init(index: Int) { self.index = index }

    package static func < (left: MarketID, right: MarketID) -> Bool { left.index < right.index }
}

/// The trading rules of one market and the prices that come from outside. The rules are constant while the
/// exchange lives.
package struct Market: Equatable, Sendable {
    /// For example "BTC-USD-PERP".
    package let symbol: String
    /// Prices are multiples of this.
    package let tickSize: Price
    /// Sizes are multiples of this.
    package let sizeStep: Size
    /// An order's size times the mark price is at least this.
    package let minimumValue: Quote
    /// An order's size is at most this.
    package let maximumSize: Size
    /// An account has at most so many open orders in this market.
    package let maximumOpenOrders: Int
    /// Buys above mark × (1 + width) and sells below mark × (1 − width) are closed.
    package let priceBandWidth: Rate
    /// How much worse than the best price a market order's average may be, unless the account or the order
    /// says otherwise; nil for no bound but the price band.
    package let maximumSlippage: Rate?
    /// The largest position that an account's position and open orders can add up to; nil for no bound.
    package let positionLimit: Size?
    package let fees: FeeSchedule
    /// nil in a market where positions need no margin.
    package let margin: MarginRules?
    /// nil in a market without funding.
    package let funding: FundingRules?
    /// The price that values orders and positions.
    package internal(set) var markPrice: Price
    /// The spot price of the underlying.
    package internal(set) var indexPrice: Price
    /// Whether the mark price is the middle of the book while both sides have orders.
    package internal(set) var followsBook: Bool
    /// The funding rate for one period; nil lets mark and index prices decide.
    package internal(set) var fixedFundingRate: Rate?

    package init(
        symbol: String, tickSize: Price, sizeStep: Size, minimumValue: Quote, maximumSize: Size,
        maximumOpenOrders: Int, priceBandWidth: Rate, maximumSlippage: Rate? = nil,
        positionLimit: Size? = nil, fees: FeeSchedule, margin: MarginRules? = nil,
        funding: FundingRules? = nil, markPrice: Price, indexPrice: Price? = nil,
        followsBook: Bool = false, fixedFundingRate: Rate? = nil
    ) {
        precondition(tickSize > .zero && sizeStep > .zero, "tick and step sizes are positive")
        precondition(markPrice > .zero, "a market starts with a positive mark price")
        self.symbol = symbol
        self.tickSize = tickSize
        self.sizeStep = sizeStep
        self.minimumValue = minimumValue
        self.maximumSize = maximumSize
        self.maximumOpenOrders = maximumOpenOrders
        self.priceBandWidth = priceBandWidth
        self.maximumSlippage = maximumSlippage
        self.positionLimit = positionLimit
        self.fees = fees
        self.margin = margin
        self.funding = funding
        self.markPrice = markPrice
        self.indexPrice = indexPrice ?? markPrice
        self.followsBook = followsBook
        self.fixedFundingRate = fixedFundingRate
    }
}

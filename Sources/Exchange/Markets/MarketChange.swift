/// What someone who runs the exchange can set in a market; nil leaves things as they are.
package struct MarketChange: Hashable, Sendable {
    package enum FundingRate: Hashable, Sendable {
        /// Mark and index prices decide.
        case computed
        case fixed(Rate)
    }

    package var market: MarketID
    package var markPrice: Price?
    package var indexPrice: Price?
    package var followsBook: Bool?
    package var fundingRate: FundingRate?

    package init(
        _ market: MarketID, markPrice: Price? = nil, indexPrice: Price? = nil, followsBook: Bool? = nil,
        fundingRate: FundingRate? = nil
    ) {
        self.market = market
        self.markPrice = markPrice
        self.indexPrice = indexPrice
        self.followsBook = followsBook
        self.fundingRate = fundingRate
    }
}

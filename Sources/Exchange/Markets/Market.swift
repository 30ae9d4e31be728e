/// A market's place in the exchange's list of markets.
package struct MarketID: Hashable, Comparable, Sendable {
    package let index: Int

    package init(index: Int) { self.index = index }

    package static func < (left: MarketID, right: MarketID) -> Bool { left.index < right.index }
}

/// The trading rules of one market. Constant while the exchange lives, but for the mark price.
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
    /// Paid by the resting side of a trade; negative is a rebate.
    package let makerFee: Rate
    /// Paid by the incoming side of a trade.
    package let takerFee: Rate
    /// The price that values orders and positions.
    package internal(set) var markPrice: Price

    package init(
        symbol: String, tickSize: Price, sizeStep: Size, minimumValue: Quote, maximumSize: Size,
        maximumOpenOrders: Int, priceBandWidth: Rate, makerFee: Rate, takerFee: Rate, markPrice: Price
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
        self.makerFee = makerFee
        self.takerFee = takerFee
        self.markPrice = markPrice
    }

    /// The highest price at which anyone may buy now.
    package var highestBuyPrice: Price { markPrice.moved(by: priceBandWidth) }

    /// The lowest price at which anyone may sell now.
    package var lowestSellPrice: Price { markPrice.moved(by: -priceBandWidth) }
}

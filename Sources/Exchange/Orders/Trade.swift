/// One match between a resting and an incoming order, at the resting order's price.
package struct Trade: Equatable, Sendable {
    /// From the same counter as order numbers.
    package let number: Int64
    package let market: MarketID
    package let price: Price
    package let size: Size
    /// The incoming order's side.
    package let takerSide: Side
    package let at: Timestamp
    package let maker: Fill
    package let taker: Fill

    package init(
        number: Int64, market: MarketID, price: Price, size: Size, takerSide: Side, at: Timestamp,
        maker: Fill, taker: Fill
    ) {
        self.number = number
        self.market = market
        self.price = price
        self.size = size
        self.takerSide = takerSide
        self.at = at
        self.maker = maker
        self.taker = taker
    }
}

/// One account's view of a trade.
package struct Fill: Equatable, Sendable {
    package let order: OrderID
    package let account: AccountID
    package let clientID: String
    /// Positive is paid, negative is received.
    package let fee: Quote
    /// What remains of the order after this fill.
    package let remaining: Size
    /// The account's position in the market after this fill.
    package let position: SignedSize
    /// The account's cash after this fill.
    package let balance: Quote

    package init(
        order: OrderID, account: AccountID, clientID: String, fee: Quote, remaining: Size,
        position: SignedSize, balance: Quote
    ) {
        self.order = order
        self.account = account
        self.clientID = clientID
        self.fee = fee
        self.remaining = remaining
        self.position = position
        self.balance = balance
    }
}

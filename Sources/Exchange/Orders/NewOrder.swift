/// What a client asks for when it places an order.
package struct NewOrder: Hashable, Sendable {
    package var account: AccountID
    package var market: MarketID
    package var side: Side
    package var type: OrderType
    package var timeInForce: TimeInForce
    package var selfTradePrevention: SelfTradePrevention
    package var isReduceOnly: Bool
    /// Whether it was sent with a token for people rather than programs; decides the fees.
    package var isInteractive: Bool
    /// Ignored for orders without a limit.
    package var price: Price
    /// For market orders: the worst average price; zero lets the market's slippage decide.
    package var averagePriceLimit: Price
    /// Ignored for orders that are not conditional.
    package var triggerPrice: Price
    /// Zero only for orders that close a position: all of it.
    package var size: Size
    /// "" for none.
    package var clientID: String
    package var signedAt: Timestamp

    package init(
        account: AccountID, market: MarketID, side: Side, type: OrderType = .limit,
        timeInForce: TimeInForce = .goodTillCancelled,
        selfTradePrevention: SelfTradePrevention = .expireTaker, isReduceOnly: Bool = false,
        isInteractive: Bool = false, price: Price, averagePriceLimit: Price = .zero,
        triggerPrice: Price = .zero, size: Size, clientID: String = "", signedAt: Timestamp = .zero
    ) {
        self.account = account
        self.market = market
        self.side = side
        self.type = type
        self.timeInForce = timeInForce
        self.selfTradePrevention = selfTradePrevention
        self.isReduceOnly = isReduceOnly
        self.isInteractive = isInteractive
        self.price = price
        self.averagePriceLimit = averagePriceLimit
        self.triggerPrice = triggerPrice
        self.size = size
        self.clientID = clientID
        self.signedAt = signedAt
    }
}

/// New terms for an open order.
package struct OrderChange: Hashable, Sendable {
    package var account: AccountID
    package var order: OrderID
    /// Ignored for orders without a limit.
    package var price: Price
    /// The whole size, filled part included.
    package var size: Size
    /// nil leaves it; only an order that waits for its trigger can have another.
    package var triggerPrice: Price?
    /// Whether less at the same price keeps the place in the queue.
    package var keepsPlace: Bool

    package init(
        account: AccountID, order: OrderID, price: Price, size: Size, triggerPrice: Price? = nil,
        keepsPlace: Bool = true
    ) {
        self.account = account
        self.order = order
        self.price = price
        self.size = size
        self.triggerPrice = triggerPrice
        self.keepsPlace = keepsPlace
    }
}

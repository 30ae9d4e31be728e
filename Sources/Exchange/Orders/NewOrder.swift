/// What a client asks for when it places an order.
package struct NewOrder: Hashable, Sendable {
    package var account: AccountID
    package var market: MarketID
    package var side: Side
    package var type: OrderType
    package var timeInForce: TimeInForce
    package var selfTradePrevention: SelfTradePrevention
    package var isReduceOnly: Bool
    /// Ignored for market orders.
    package var price: Price
    package var size: Size
    /// "" for none.
    package var clientID: String
    package var signedAt: Timestamp

    package init(
        account: AccountID, market: MarketID, side: Side, type: OrderType = .limit,
        timeInForce: TimeInForce = .goodTillCancelled,
        selfTradePrevention: SelfTradePrevention = .expireTaker, isReduceOnly: Bool = false,
        price: Price, size: Size, clientID: String = "", signedAt: Timestamp = .zero
    ) {
        self.account = account
        self.market = market
        self.side = side
        self.type = type
        self.timeInForce = timeInForce
        self.selfTradePrevention = selfTradePrevention
        self.isReduceOnly = isReduceOnly
        self.price = price
        self.size = size
        self.clientID = clientID
        self.signedAt = signedAt
    }
}

/// A new price and total size for an open order.
package struct OrderChange: Hashable, Sendable {
    package var account: AccountID
    package var order: OrderID
    package var price: Price
    /// The whole size, filled part included.
    package var size: Size

    package init(account: AccountID, order: OrderID, price: Price, size: Size) {
        self.account = account
        self.order = order
        self.price = price
        self.size = size
    }
}

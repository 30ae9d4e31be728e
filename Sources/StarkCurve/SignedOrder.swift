/// The fields of an order that its signature covers.
package struct SignedOrder: Equatable, Sendable {
    package enum Side: UInt64, Sendable {
        case buy = 1
        case sell = 2
    }

    /// Milliseconds.
    package var timestamp: UInt64
    /// At most 31 ASCII characters.
    package var market: String
    package var side: Side
    /// The API's word, for example LIMIT or STOP_LOSS_MARKET.
    package var orderType: String
    /// In units of 10⁻⁸.
    package var size: UInt128
    /// In units of 10⁻⁸; 0 for every type that ends in MARKET.
    package var price: UInt128

    package init(
        timestamp: UInt64, market: String, side: Side, orderType: String, size: UInt128, price: UInt128
    ) {
        self.timestamp = timestamp
        self.market = market
        self.side = side
        self.orderType = orderType
        self.size = size
        self.price = price
    }
}

/// Why two accounts traded.
package enum TradeKind: UInt8, Hashable, Sendable, CaseIterable {
    /// Two orders matched.
    case fill = 1
    /// A part of a position was taken over by the insurance fund at the mark price; there are no orders.
    case liquidation
}

/// One match between a resting and an incoming order, at the resting order's price; or a liquidation, where
/// the liquidated account is the taker.
package struct Trade: Equatable, Sendable {
    /// From the same counter as order numbers.
    package let number: Int64
    package let kind: TradeKind
    package let market: MarketID
    package let price: Price
    package let size: Size
    /// The incoming order's side.
    package let takerSide: Side
    package let at: Timestamp
    /// The spot price of the underlying at that moment.
    package let indexPrice: Price
    /// The number of the book's state after the match; 0 if the trade did not come from the book.
    package let bookSequence: Int64
    /// The market's funding index that both positions are settled up to.
    package let fundingIndex: FundingIndex
    package let maker: Fill
    package let taker: Fill

    package init(
        number: Int64, kind: TradeKind = .fill, market: MarketID, price: Price, size: Size,
        takerSide: Side, at: Timestamp, indexPrice: Price, bookSequence: Int64, fundingIndex: FundingIndex,
        maker: Fill, taker: Fill
    ) {
        self.number = number
        self.kind = kind
        self.market = market
        self.price = price
        self.size = size
        self.takerSide = takerSide
        self.at = at
        self.indexPrice = indexPrice
        self.bookSequence = bookSequence
        self.fundingIndex = fundingIndex
        self.maker = maker
        self.taker = taker
    }
}

/// One account's view of a trade.
package struct Fill: Equatable, Sendable {
    /// Number 0 in a liquidation.
    package let order: OrderID
    /// When the order was created, which is part of its public name; zero in a liquidation.
    package let orderedAt: Timestamp
    package let account: AccountID
    package let clientID: String
    package let isInteractive: Bool
    /// Positive is paid, negative is received.
    package let fee: Quote
    /// What the account gained by price on the part of its position that this closed; fees not counted.
    package let realizedPnL: Quote
    /// The funding that was due on the whole position before this fill; negative was paid.
    package let realizedFunding: Quote
    /// What remains of the order after this fill.
    package let remaining: Size
    /// The account's position in the market after this fill.
    package let position: SignedSize
    /// The account's cash after this fill.
    package let balance: Quote

    package init(
        order: OrderID, orderedAt: Timestamp, account: AccountID, clientID: String, isInteractive: Bool,
        fee: Quote, realizedPnL: Quote, realizedFunding: Quote, remaining: Size, position: SignedSize,
        balance: Quote
    ) {
        self.order = order
        self.orderedAt = orderedAt
        self.account = account
        self.clientID = clientID
        self.isInteractive = isInteractive
        self.fee = fee
        self.realizedPnL = realizedPnL
        self.realizedFunding = realizedFunding
        self.remaining = remaining
        self.position = position
        self.balance = balance
    }
}

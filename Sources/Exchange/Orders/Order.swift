/// An order's number, given by the exchange in increasing order. Orders and trades share the counter.
package struct OrderID: Hashable, Comparable, Sendable {
    package let number: Int64

    package init(number: Int64) { self.number = number }

    package static func < (left: OrderID, right: OrderID) -> Bool { left.number < right.number }
}

/// One order: what was asked, and what has become of it.
package struct Order: Equatable, Sendable {
    package let id: OrderID
    package let account: AccountID
    package let market: MarketID
    package let side: Side
    package let type: OrderType
    package let timeInForce: TimeInForce
    package let selfTradePrevention: SelfTradePrevention
    package let isReduceOnly: Bool
    package let isInteractive: Bool
    /// For market orders: the worst average price the client takes; zero if it named none.
    package let averagePriceLimit: Price
    /// nil for an order that is not conditional.
    package let triggerDirection: TriggerDirection?
    /// The client's own name for the order; "" when it gave none.
    package let clientID: String
    /// When the client says it signed the order.
    package let signedAt: Timestamp
    package let createdAt: Timestamp

    /// The limit; zero for an order without one.
    package internal(set) var price: Price
    /// Zero for an order that is not conditional.
    package internal(set) var triggerPrice: Price
    /// The whole size, filled part included.
    package internal(set) var size: Size
    package internal(set) var remaining: Size
    /// The exact sum of price × size over the fills, in 10⁻¹⁶.
    package internal(set) var filledValue: Int128 = 0
    package internal(set) var status: OrderStatus = .new
    /// What became of the last modify request, if there was one.
    package internal(set) var lastModification: Modification?
    package internal(set) var updatedAt: Timestamp
    /// Unique and increasing over all updates of all orders; looks like a nanosecond clock.
    package internal(set) var sequence: Int64

    package init(
        _ new: NewOrder, id: OrderID, createdAt: Timestamp, sequence: Int64,
        triggerDirection: TriggerDirection? = nil
    ) {
        self.id = id
        account = new.account
        market = new.market
        side = new.side
        type = new.type
        timeInForce = new.timeInForce
        selfTradePrevention = new.selfTradePrevention
        isReduceOnly = new.isReduceOnly
        isInteractive = new.isInteractive
        averagePriceLimit = new.type == .market ? new.averagePriceLimit : .zero
        self.triggerDirection = triggerDirection
        clientID = new.clientID
        signedAt = new.signedAt
        self.createdAt = createdAt
        price = new.type.hasLimit ? new.price : .zero
        triggerPrice = new.type.isConditional ? new.triggerPrice : .zero
        size = new.size
        remaining = new.size
        updatedAt = createdAt
        self.sequence = sequence
    }

    /// Counts a fill.
    mutating func fill(_ size: Size, at price: Price) {
        remaining -= size
        filledValue += Int128(price.units) * Int128(size.units)
    }

    package var filled: Size { size - remaining }

    package var isOpen: Bool {
        switch status {
        case .new, .untriggered, .open: true
        case .filled, .cancelled: false
        }
    }

    /// The mean price of the fills to eight decimals, nearest; nil while nothing is filled.
    package var averageFillPrice: Price? { Price(mean: filledValue, over: filled) }
}

/// Where an order stands.
package enum OrderStatus: Hashable, Sendable {
    /// Accepted, not yet seen by the book.
    case new
    /// Waiting for the mark price to reach the trigger price.
    case untriggered
    /// Resting in the book.
    case open
    /// Closed because nothing remains.
    case filled
    /// Closed with something remaining.
    case cancelled(CancelReason)
}

/// Why an order was closed before it was filled.
package enum CancelReason: UInt8, Hashable, Sendable, CaseIterable {
    case userCancelled = 1
    case remainingImmediateOrCancel
    case emptyMarket
    case postOnlyWouldCross
    case outsidePriceBand
    case selfTrade
    case reduceOnlyWouldIncrease
    case notEnoughMargin
    case exceedsPositionLimit
    /// Closed by the exchange because the account's value fell below its initial margin.
    case deleveraged
    case inLiquidation
    /// An algo order's time ran out before it was filled.
    case expired
}

/// What became of a request to modify an order.
package struct Modification: Hashable, Sendable {
    /// The `sequence` the exchange gave to the request.
    package let number: Int64
    /// nil when the change was made; otherwise why the order stayed as it was.
    package let refusal: CancelReason?

    package init(number: Int64, refusal: CancelReason?) {
        self.number = number
        self.refusal = refusal
    }
}

/// An order's number, given by the exchange in increasing order. Orders and trades share the counter.
package struct OrderID: Hashable, Comparable, Sendable {
    package let number: Int64

    package init(number: Int64) { self.number = number }

    package static func < (left: OrderID, right: OrderID) -> Bool { left.number < right.number }
}

/// One order: what was asked, and what has become of it.
///
/// Copied for every event and kept for every order that rests, so its fields are packed into 128 bytes: small
/// numbers are as wide as they need be, and prices that exclude each other share a field.
package struct Order: Equatable, Sendable {
    package let id: OrderID
    private let accountIndex: Int32
    private let marketIndex: UInt16
    package let side: Side
    package let type: OrderType
    package let timeInForce: TimeInForce
    package let selfTradePrevention: SelfTradePrevention
    package let isReduceOnly: Bool
    package let isInteractive: Bool
    /// nil for an order that is not conditional.
    package let triggerDirection: TriggerDirection?
    package internal(set) var status: OrderStatus = .new
    private var modificationRefusal: CancelReason?
    /// Unique and increasing over all updates of all orders; looks like a nanosecond clock.
    package internal(set) var sequence: Int64
    /// The exact sum of price × size over the fills, in 10⁻¹⁶.
    package internal(set) var filledValue: Int128 = 0
    /// The limit; zero for an order without one.
    package internal(set) var price: Price
    /// The trigger price of a conditional order or the average price limit of a market order.
    private var bound: Price
    /// The whole size, filled part included.
    package internal(set) var size: Size
    package internal(set) var remaining: Size
    /// The client's own name for the order; "" when it gave none.
    package let clientID: String
    /// When the client says it signed the order.
    package let signedAt: Timestamp
    package let createdAt: Timestamp
    package internal(set) var updatedAt: Timestamp
    /// Zero if there was none; no request has that number.
    private var modificationNumber: Int64 = 0

    package init(
        _ new: NewOrder, id: OrderID, createdAt: Timestamp, sequence: Int64,
        triggerDirection: TriggerDirection? = nil
    ) {
        self.id = id
        accountIndex = Int32(truncatingIfNeeded: new.account.index)
        marketIndex = UInt16(truncatingIfNeeded: new.market.index)
        side = new.side
        type = new.type
        timeInForce = new.timeInForce
        selfTradePrevention = new.selfTradePrevention
        isReduceOnly = new.isReduceOnly
        isInteractive = new.isInteractive
        self.triggerDirection = triggerDirection
        clientID = new.clientID
        signedAt = new.signedAt
        self.createdAt = createdAt
        price = new.type.hasLimit ? new.price : .zero
        bound =
            new.type == .market
            ? new.averagePriceLimit : new.type.isConditional ? new.triggerPrice : .zero
        size = new.size
        remaining = new.size
        updatedAt = createdAt
        self.sequence = sequence
    }

    package var account: AccountID { AccountID(index: Int(accountIndex)) }

    package var market: MarketID { MarketID(index: Int(marketIndex)) }

    /// For market orders: the worst average price the client takes; zero if it named none.
    package var averagePriceLimit: Price { type == .market ? bound : .zero }

    /// Zero for an order that is not conditional.
    package internal(set) var triggerPrice: Price {
        get { type.isConditional ? bound : .zero }
        set { if type.isConditional { bound = newValue } }
    }

    /// What became of the last modify request, if there was one.
    package internal(set) var lastModification: Modification? {
        get {
            guard modificationNumber != 0 else { return nil }
            return Modification(number: modificationNumber, refusal: modificationRefusal)
        }
        set {
            modificationNumber = newValue?.number ?? 0
            modificationRefusal = modificationNumber == 0 ? nil : newValue?.refusal
        }
    }

    /// Counts a fill.
    mutating func fill(_ size: Size, at price: Price) {
        remaining -= size
        filledValue += price.units.times(size.units)
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

    /// Why the order was closed with something remaining; nil for every other.
    package var cancelReason: CancelReason? {
        switch self {
        case .new, .untriggered, .open, .filled: nil
        case .cancelled(let reason): reason
        }
    }
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

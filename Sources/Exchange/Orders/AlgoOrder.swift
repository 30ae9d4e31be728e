/// What a client asks for when it wants an order worked over time: market orders at equal intervals (TWAP).
package struct NewAlgoOrder: Hashable, Sendable {
    /// Seconds between two slices.
    package static let interval: Int64 = 30
    /// Seconds; multiples of `interval`.
    package static let durations: ClosedRange<Int64> = 30...86_400

    package var account: AccountID
    package var market: MarketID
    package var side: Side
    package var size: Size
    /// Seconds.
    package var duration: Int64
    package var isInteractive: Bool
    package var signedAt: Timestamp

    package init(
        account: AccountID, market: MarketID, side: Side, size: Size, duration: Int64,
        isInteractive: Bool = false, signedAt: Timestamp = .zero
    ) {
        self.account = account
        self.market = market
        self.side = side
        self.size = size
        self.duration = duration
        self.isInteractive = isInteractive
        self.signedAt = signedAt
    }
}

/// An order that is worked in slices. The exchange remembers all of them, closed ones too: they are few.
package struct AlgoOrder: Equatable, Sendable {
    /// From the same counter as order numbers.
    package let id: OrderID
    package let terms: NewAlgoOrder
    package let createdAt: Timestamp
    package internal(set) var remaining: Size
    /// The exact sum of price × size over the fills of all slices, in 10⁻¹⁶.
    package internal(set) var filledValue: Int128 = 0
    /// `.new` until the first slice, `.open` until the last, then `.filled` or `.cancelled`.
    package internal(set) var status = OrderStatus.new
    package internal(set) var slicesLeft: Int64
    /// When the next slice is due.
    package internal(set) var nextSliceAt: Timestamp
    package internal(set) var updatedAt: Timestamp

    init(_ terms: NewAlgoOrder, id: OrderID, createdAt: Timestamp) {
        self.id = id
        self.terms = terms
        self.createdAt = createdAt
        remaining = terms.size
        slicesLeft = terms.duration / NewAlgoOrder.interval
        nextSliceAt = createdAt
        updatedAt = createdAt
    }

    package var filled: Size { terms.size - remaining }

    package var endsAt: Timestamp { createdAt.advanced(by: terms.duration * 1000) }

    package var isOpen: Bool {
        switch status {
        case .new, .untriggered, .open: true
        case .filled, .cancelled: false
        }
    }

    /// The mean price of the fills to eight decimals, nearest; nil while nothing is filled.
    package var averageFillPrice: Price? { Price(mean: filledValue, over: filled) }
}

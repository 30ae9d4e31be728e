/// Whose price a candle shows.
package enum PriceKind: UInt8, Hashable, Sendable, CaseIterable {
    /// Trades.
    case last = 1
    case mark
    /// The spot price of the underlying.
    case index
}

/// What a price did in one minute.
package struct Candle: Hashable, Sendable {
    /// Minutes since 1970.
    package let minute: Int64
    package let open: Price
    package private(set) var high: Price
    package private(set) var low: Price
    package private(set) var close: Price
    /// What was traded, in 10⁻⁸ of the base asset; 0 for prices that are not of trades.
    package private(set) var volume: Int128
    /// What was paid for it.
    package private(set) var value: Quote

    package init(
        minute: Int64, open: Price, high: Price, low: Price, close: Price, volume: Int128, value: Quote
    ) {
        self.minute = minute
        self.open = open
        self.high = high
        self.low = low
        self.close = close
        self.volume = volume
        self.value = value
    }

    init(minute: Int64, price: Price) {
        self.init(minute: minute, open: price, high: price, low: price, close: price, volume: 0, value: .zero)
    }

    mutating func add(_ price: Price, volume: Size = .zero, value: Quote = .zero) {
        high = max(high, price)
        low = min(low, price)
        close = price
        self.volume += Int128(volume.units)
        self.value += value
    }
}

extension Timestamp {
    /// Minutes since 1970.
    package var minute: Int64 { milliseconds / 60_000 }
}

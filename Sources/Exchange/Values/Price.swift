/// Money per unit of the base asset, in 10⁻⁸ of the settlement currency.
package struct Price: Hashable, Comparable, Sendable {
    package let units: Int64

    package init(units: Int64) { self.units = units }

    /// Reads a plain decimal such as "64000.5".
    package init(_ text: String) throws(FixedPoint.ParseError) {
        units = try FixedPoint.parse(text)
    }

    package static let zero = Price(units: 0)

    /// The mean price at which `size` came to `value`, which is in 10⁻¹⁶; nearest. nil for no size.
    init?(mean value: Int128, over size: Size) {
        guard size > .zero else { return nil }
        units = Int64(clamping: Rounding.nearest.quotient(value, Int128(size.units)))
    }

    package static func < (left: Price, right: Price) -> Bool { left.units < right.units }

    /// Whether this is a whole number of `tick`.
    package func isMultiple(of tick: Price) -> Bool { units % tick.units == 0 }

    /// This price moved by `rate` (0.05 is five per cent up), cut towards zero.
    ///
    /// A result beyond the range of `Price` becomes the greatest price.
    package func moved(by rate: Rate) -> Price {
        let moved = Rounding.towardZero.scaled(units.times(FixedPoint.scale + rate.units))
        return Price(units: Int64(clamping: moved))
    }

    /// The canonical decimal text.
    package var text: String { FixedPoint.text(units) }
}

/// A share of one: a fee rate, a band width, a margin fraction; in 10⁻⁸.
package struct Rate: Hashable, Comparable, Sendable {
    package let units: Int64

    package init(units: Int64) { self.units = units }

    /// Reads a plain decimal such as "0.0003" or "-0.00005".
    package init(_ text: String) throws(FixedPoint.ParseError) {
        units = try FixedPoint.parse(text)
    }

    package static let zero = Rate(units: 0)

    package static func < (left: Rate, right: Rate) -> Bool { left.units < right.units }

    package static prefix func - (rate: Rate) -> Rate { Rate(units: -rate.units) }

    /// The canonical decimal text.
    package var text: String { FixedPoint.text(units) }
}

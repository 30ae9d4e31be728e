/// Money in the settlement currency (USDC), in 10⁻⁸. 128 bits, so that sums cannot overflow.
package struct Quote: Hashable, Comparable, Sendable {
    package var units: Int128

    package init(units: Int128) { self.units = units }

    /// Reads a plain decimal such as "1000000".
    package init(_ text: String) throws(FixedPoint.ParseError) {
        units = Int128(try FixedPoint.parse(text))
    }

    /// What `size` costs at `price`.
    package init(_ price: Price, times size: Size, rounding: Rounding) {
        units = rounding.scaled(price.units.times(size.units))
    }

    package static let zero = Quote(units: 0)

    package static func < (left: Quote, right: Quote) -> Bool { left.units < right.units }
    package static func + (left: Quote, right: Quote) -> Quote { Quote(units: left.units + right.units) }
    package static func - (left: Quote, right: Quote) -> Quote { Quote(units: left.units - right.units) }
    package static func += (left: inout Quote, right: Quote) { left.units += right.units }
    package static func -= (left: inout Quote, right: Quote) { left.units -= right.units }

    /// The share of this amount that `rate` names, for example a fee.
    package func share(_ rate: Rate, rounding: Rounding) -> Quote {
        Quote(units: rounding.scaled(units, times: rate.units))
    }

    /// The canonical decimal text.
    package var text: String { FixedPoint.text(units) }
}

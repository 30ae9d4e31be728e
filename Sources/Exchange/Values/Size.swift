/// An amount of the base asset, in 10⁻⁸. Never negative in an order; see `Position` for signed amounts.
package struct Size: Hashable, Comparable, Sendable {
    package var units: Int64

    package init(units: Int64) { self.units = units }

    /// Reads a plain decimal such as "0.013".
    package init(_ text: String) throws(FixedPoint.ParseError) {
        units = try FixedPoint.parse(text)
    }

    package static let zero = Size(units: 0)

    package static func < (left: Size, right: Size) -> Bool { left.units < right.units }
    package static func + (left: Size, right: Size) -> Size { Size(units: left.units + right.units) }
    package static func - (left: Size, right: Size) -> Size { Size(units: left.units - right.units) }
    package static func += (left: inout Size, right: Size) { left.units += right.units }
    package static func -= (left: inout Size, right: Size) { left.units -= right.units }

    /// Whether this is a whole number of `step`.
    package func isMultiple(of step: Size) -> Bool { units % step.units == 0 }

    /// The canonical decimal text.
    package var text: String { FixedPoint.text(units) }
}

/// A signed amount of the base asset, in 10⁻⁸: positive is long, negative is short.
///
/// 128 bits, so that no sequence of fills can overflow it.
package struct SignedSize: Hashable, Sendable {
    package var units: Int128

    package init(units: Int128) { self.units = units }

    package static let zero = SignedSize(units: 0)

    /// Adds a bought size or takes away a sold one.
    package mutating func apply(_ side: Side, _ size: Size) {
        units += side == .buy ? Int128(size.units) : -Int128(size.units)
    }

    /// The canonical decimal text, with a minus sign when short.
    package var text: String { FixedPoint.text(units) }
}

/// The scale that prices, sizes and money share: an integer count of 10⁻⁸.
///
/// Nothing between parsing and printing passes through `Double`, so "0.1" stays 0.1.
package enum FixedPoint {
    /// Units in one whole: 10⁸.
    package static let scale: Int64 = 100_000_000

    /// Digits after the decimal point.
    package static let digits = 8

    /// Why a text is not a fixed-point number.
    package enum ParseError: Error, Equatable {
        /// Not of the form `-?digits[.digits]`.
        case malformed
        /// More than eight significant digits after the point.
        case tooPrecise
        /// The value does not fit 64 bits of 10⁻⁸.
        case outOfRange
    }

    /// Reads a plain decimal: an optional minus sign, digits, and at most eight decimals that count
    /// (further zeros are harmless). No exponent, no plus sign, no thousands separator, no spaces.
    package static func parse(_ text: String) throws(ParseError) -> Int64 { try parse(text.utf8.span) }

    /// The same from the text's bytes.
    package static func parse(_ text: Span<UInt8>) throws(ParseError) -> Int64 {
        var index = 0
        let isNegative = !text.isEmpty && text[0] == UInt8(ascii: "-")
        if isNegative { index = 1 }
        let first = index
        var units: Int64 = 0
        var decimals: Int?
        while index < text.count {
            let byte = text[index]
            index &+= 1
            if byte == UInt8(ascii: "."), decimals == nil, index &- 1 > first {
                decimals = 0
                guard index < text.count else { throw .malformed }
                continue
            }
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { throw .malformed }
            if let seen = decimals {
                guard seen < digits || byte == UInt8(ascii: "0") else { throw .tooPrecise }
                guard seen < digits else { continue }
                decimals = seen &+ 1
            }
            units = try appending(byte &- UInt8(ascii: "0"), to: units)
        }
        guard index > first else { throw .malformed }
        let (scaled, overflows) = units.multipliedReportingOverflow(by: powers[digits &- (decimals ?? 0)])
        guard !overflows else { throw .outOfRange }
        return isNegative ? -scaled : scaled
    }

    private static func appending(_ digit: UInt8, to units: Int64) throws(ParseError) -> Int64 {
        let (shifted, overflows) = units.multipliedReportingOverflow(by: 10)
        let (sum, carries) = shifted.addingReportingOverflow(Int64(digit))
        guard !overflows, !carries else { throw .outOfRange }
        return sum
    }

    /// The powers of ten up to the scale.
    private static let powers: InlineArray<9, Int64> = [
        1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000,
    ]

    /// The canonical text: no trailing zeros, no bare point, no exponent; "0" for zero.
    package static func text(_ units: Int64) -> String {
        text(Int128(units))
    }

    /// The canonical text of a value that may exceed 64 bits.
    package static func text(_ units: Int128) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(24)
        append(units, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends the canonical text as ASCII.
    package static func append(_ units: Int128, to bytes: inout [UInt8]) {
        if units < 0 { bytes.append(UInt8(ascii: "-")) }
        if let small = UInt64(exactly: units.magnitude) {
            let (whole, fraction) = small.quotientAndRemainder(dividingBy: UInt64(scale))
            append(whole: whole, to: &bytes)
            append(fraction: fraction, to: &bytes)
        } else {
            let (whole, fraction) = units.magnitude.quotientAndRemainder(dividingBy: UInt128(scale))
            bytes.append(contentsOf: String(whole).utf8)
            append(fraction: UInt64(fraction), to: &bytes)
        }
    }

    private static func append(whole: UInt64, to bytes: inout [UInt8]) {
        var weight: UInt64 = 1
        while whole / weight >= 10 { weight *= 10 }
        while weight > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: whole / weight % 10))
            weight /= 10
        }
    }

    private static func append(fraction: UInt64, to bytes: inout [UInt8]) {
        guard fraction > 0 else { return }
        bytes.append(UInt8(ascii: "."))
        var rest = fraction
        var weight = UInt64(scale) / 10
        while rest > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest / weight))
            rest %= weight
            weight /= 10
        }
    }
}

extension Int64 {
    /// The whole product. It always fits, which `*` of two 128-bit numbers would check.
    @inline(__always)
    package func times(_ factor: Int64) -> Int128 { Int128(self) &* Int128(factor) }
}

/// How a product that does not come out even is cut to a multiple of 10⁻⁸.
package enum Rounding {
    /// To the nearest; halves away from zero.
    case nearest
    /// Towards zero.
    case towardZero

    /// `dividend / divisor` under this rule; `divisor` must be positive.
    package func quotient(_ dividend: Int128, _ divisor: Int128) -> Int128 {
        precondition(divisor > 0, "a rounding divisor is positive")
        if let small = UInt64(exactly: dividend.magnitude), let divisor = UInt64(exactly: divisor) {
            let (quotient, remainder) = small.quotientAndRemainder(dividingBy: divisor)
            return rounded(UInt128(quotient), remainder, divisor, isNegative: dividend < 0)
        }
        let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
        switch self {
        case .towardZero: return quotient
        case .nearest:
            guard remainder.magnitude >= divisor.magnitude - remainder.magnitude else { return quotient }
            return quotient + (dividend < 0 ? -1 : 1)
        }
    }

    /// A product of two numbers of 10⁻⁸ as one number of 10⁻⁸: divided by `FixedPoint.scale` under this rule.
    ///
    /// The divisor is constant, so that no division is left; `quotient` is a call of the runtime where the
    /// dividend has more than 64 bits.
    @inline(__always)
    package func scaled(_ product: Int128) -> Int128 {
        let magnitude = product.magnitude
        guard magnitude >> 72 == 0 else { return scaledByHand(product) }
        // The scale is 2⁸ times an odd number: what is below 2⁷² takes one division of 64 bits.
        let (quotient, rest) = UInt64(truncatingIfNeeded: magnitude >> 8)
            .quotientAndRemainder(dividingBy: UInt64(FixedPoint.scale) >> 8)
        let remainder = rest << 8 | UInt64(truncatingIfNeeded: magnitude) & 0xFF
        return rounded(UInt128(quotient), remainder, UInt64(FixedPoint.scale), isNegative: product < 0)
    }

    /// `scaled(amount * factor)`. The checked product of 128-bit numbers is a call of the runtime too; most amounts
    /// fit 64 bits.
    @inline(__always)
    package func scaled(_ amount: Int128, times factor: Int64) -> Int128 {
        guard let small = Int64(exactly: amount) else { return scaledByHand(amount * Int128(factor)) }
        return scaled(small.times(factor))
    }

    /// In digits of 64, 32 and 32 bits: a remainder has 27, so that no step overflows.
    private func scaledByHand(_ product: Int128) -> Int128 {
        let scale = UInt64(FixedPoint.scale)
        let high = UInt64(truncatingIfNeeded: product.magnitude >> 64)
        let low = UInt64(truncatingIfNeeded: product.magnitude)
        let first = high.quotientAndRemainder(dividingBy: scale)
        let second = (first.remainder << 32 | low >> 32).quotientAndRemainder(dividingBy: scale)
        let third = (second.remainder << 32 | low & 0xFFFF_FFFF).quotientAndRemainder(dividingBy: scale)
        let quotient =
            UInt128(first.quotient) << 64 + UInt128(second.quotient) << 32 + UInt128(third.quotient)
        return rounded(quotient, third.remainder, scale, isNegative: product < 0)
    }

    @inline(__always)
    private func rounded(
        _ quotient: UInt128, _ remainder: UInt64, _ divisor: UInt64, isNegative: Bool
    ) -> Int128 {
        let isAway = self == .nearest && remainder >= divisor - remainder
        let magnitude = Int128(bitPattern: quotient &+ (isAway ? 1 : 0))
        return isNegative ? 0 &- magnitude : magnitude
    }
}

import Exchange

/// A decimal as clients write one: plain, or with an exponent, since Python's `str(Decimal)` writes
/// 0.0000001 as "1E-7" and 1500 may come as "1.5E+3".
enum APIDecimal {
    /// Longer texts are refused before any arithmetic.
    static let lengthMaximum = 64

    static func units(_ text: String) throws(FixedPoint.ParseError) -> Int64 { try units(text.utf8.span) }

    /// From the text's bytes, which are UTF-8.
    static func units(_ text: Span<UInt8>) throws(FixedPoint.ParseError) -> Int64 {
        guard text.count <= lengthMaximum else { throw .outOfRange }
        do throws(FixedPoint.ParseError) {
            return try FixedPoint.parse(text)
        } catch {
            // An exponent is rare, so it is looked for only when the text is wrong without.
            guard let mark = text.indices.first(where: { text[$0] | 0x20 == UInt8(ascii: "e") }),
                let utf8 = try? UTF8Span(validating: text)
            else { throw error }
            return try units(String(copying: utf8), exponentAt: mark)
        }
    }

    private static func units(_ text: String, exponentAt mark: Int) throws(FixedPoint.ParseError) -> Int64 {
        let mark = text.utf8.index(text.startIndex, offsetBy: mark)
        let exponentText = text[text.utf8.index(after: mark)...]
        guard exponentText.utf8.count <= 4, let exponent = Int(exponentText) else { throw .malformed }
        return try FixedPoint.parse(shifting(text[..<mark], by: exponent))
    }

    /// The same number without the exponent: "1.5" shifted by 3 is "1500".
    private static func shifting(
        _ mantissa: Substring, by exponent: Int
    ) throws(FixedPoint.ParseError) -> String {
        guard abs(exponent) <= lengthMaximum else { throw exponent > 0 ? .outOfRange : .tooPrecise }
        let isNegative = mantissa.hasPrefix("-")
        let parts = mantissa.dropFirst(isNegative ? 1 : 0).split(
            separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), !parts.contains(where: \.isEmpty) else { throw .malformed }
        var digits = parts.joined()
        var point = parts[0].count + exponent
        if point < 1 {
            digits = String(repeating: "0", count: 1 - point) + digits
            point = 1
        }
        if point > digits.count { digits += String(repeating: "0", count: point - digits.count) }
        let fraction = digits.dropFirst(point)
        return (isNegative ? "-" : "") + digits.prefix(point) + (fraction.isEmpty ? "" : "." + fraction)
    }
}

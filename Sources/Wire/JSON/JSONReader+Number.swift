extension Span<UInt8> {
    /// The place behind the number that begins at `start`.
    ///
    /// number = [ minus ] int [ frac ] [ exp ], RFC 8259 §6.
    func number(from start: Int) throws(JSONError) -> Int {
        let first = peek(at: start) == Byte.minus ? start + 1 : start
        var position = try digits(from: first)
        guard self[first] != Byte.zero || position == first + 1 else {
            throw JSONError(.leadingZero, at: first, in: self)
        }
        if peek(at: position) == Byte.dot { position = try digits(from: position + 1) }
        if peek(at: position) | 0x20 == UInt8(ascii: "e") {
            position += 1
            let sign = peek(at: position)
            if sign == Byte.plus || sign == Byte.minus { position += 1 }
            position = try digits(from: position)
        }
        return position
    }

    @inline(__always)
    private func digits(from start: Int) throws(JSONError) -> Int {
        var position = start
        while hasWord(at: position) {
            let other = word(at: position).otherThanDigits
            guard other == 0 else {
                position &+= other.trailingZeroBitCount &>> 3
                break
            }
            position &+= 8
        }
        while peek(at: position).isDigit { position &+= 1 }
        guard position > start else { throw JSONError(.expectedDigit, at: position, in: self) }
        return position
    }

    /// The value of a plain integer that fits; `nil` for `1.0`, `1e3` and whatever overflows.
    @usableFromInline
    func int64(_ range: Range<Int>) -> Int64? {
        let isNegative = peek(at: range.lowerBound) == Byte.minus
        let length = isNegative ? range.count &- 1 : range.count
        guard length > 0, length <= 16, range.upperBound >= 16, range.upperBound <= count else {
            return Int64(String(ascii: extracting(range)))
        }
        // Eight bytes each up to its end, those before its first digit as zeros.
        let low = word(at: range.upperBound &- 8).numerals & ~UInt64.lowBytes(8 &- Swift.min(8, length))
        var value = low.eightNumerals
        var other = low.otherThanNumerals
        if length > 8 {
            let high = word(at: range.upperBound &- 16).numerals & ~UInt64.lowBytes(16 &- length)
            value &+= high.eightNumerals &* 100_000_000
            other |= high.otherThanNumerals
        }
        guard other == 0 else { return nil }
        let magnitude = Int64(truncatingIfNeeded: value)
        return isNegative ? 0 &- magnitude : magnitude
    }

    /// The value of a plain decimal without a sign in 10⁻⁸, if no more than eight digits are on either side of its
    /// point; `nil` for every other text, and for one near the end of the bytes.
    @usableFromInline
    func shortDecimal(_ range: Range<Int>) -> Int64? {
        let start = range.lowerBound
        guard start >= 0, start <= count &- 17 else { return nil }
        let word = word(at: start).numerals
        let whole = Swift.min(range.upperBound &- start, word.otherThanNumerals.trailingZeroBitCount &>> 3)
        guard whole > 0 else { return nil }
        let units = (word &<< UInt64(truncatingIfNeeded: 64 &- 8 &* whole)).eightNumerals &* 100_000_000
        let point = start &+ whole
        guard point < range.upperBound else { return Int64(truncatingIfNeeded: units) }
        let decimals = range.upperBound &- point &- 1
        guard self[point] == Byte.dot, decimals > 0, decimals <= 8 else { return nil }
        // As the first of eight digits they are hundred-millionths.
        let digits = self.word(at: point &+ 1).numerals & UInt64.lowBytes(decimals)
        guard digits.otherThanNumerals == 0 else { return nil }
        return Int64(truncatingIfNeeded: units &+ digits.eightNumerals)
    }
}

extension UInt64 {
    /// Digits as the numbers they stand for, a byte each. Other characters become numbers above nine.
    @inline(__always)
    fileprivate var numerals: UInt64 { self ^ 0x3030_3030_3030_3030 }

    /// Has the highest bit set of bytes that are above nine. Only the first of them counts.
    @inline(__always)
    fileprivate var otherThanNumerals: UInt64 {
        ((self &+ 0x7676_7676_7676_7676) | self) & 0x8080_8080_8080_8080
    }

    @inline(__always)
    fileprivate var otherThanDigits: UInt64 { numerals.otherThanNumerals }

    /// The number that eight numerals make, the first byte being the highest one. Pairs, fours and both halves are
    /// put together side by side.
    @inline(__always)
    fileprivate var eightNumerals: UInt64 {
        let pairs = (self &* 10 &+ self &>> 8) & 0x00FF_00FF_00FF_00FF
        let fours = (pairs &* 100 &+ pairs &>> 16) & 0x0000_FFFF_0000_FFFF
        return (fours &* 10_000 &+ fours &>> 32) & 0xFFFF_FFFF
    }
}

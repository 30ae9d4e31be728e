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
        let start = isNegative ? range.lowerBound &+ 1 : range.lowerBound
        let length = range.upperBound &- start
        guard length <= 16 else { return Int64(String(ascii: extracting(range))) }
        // The last eight digits, and those before.
        let high = length > 8 ? digits(from: start, count: length &- 8) : 0
        let low =
            length > 8 ? digits(from: range.upperBound &- 8, count: 8) : digits(from: start, count: length)
        guard let high, let low else { return nil }
        let value = Int64(high &* 100_000_000 &+ low)
        return isNegative ? -value : value
    }

    /// The value of a plain decimal without a sign in 10⁻⁸, if no more than eight digits are on either side of its
    /// point; `nil` for every other text.
    @usableFromInline
    func shortDecimal(_ range: Range<Int>) -> Int64? {
        let word = leadingWord(at: range.lowerBound, length: range.count).numerals
        let whole = Swift.min(range.count, word.otherThanNumerals.trailingZeroBitCount &>> 3)
        guard let units = digits(from: range.lowerBound, count: whole) else { return nil }
        let point = range.lowerBound &+ whole
        guard point < range.upperBound else { return Int64(units &* 100_000_000) }
        let decimals = range.upperBound &- point &- 1
        guard self[point] == Byte.dot, decimals > 0, decimals <= 8 else { return nil }
        // As the first of eight digits they are hundred-millionths.
        let digits = leadingWord(at: point &+ 1, length: decimals).numerals & UInt64.lowBytes(decimals)
        guard digits.otherThanNumerals == 0 else { return nil }
        return Int64(units &* 100_000_000 &+ digits.eightNumerals)
    }

    /// The number that up to eight digits make; `nil` if one of them is none.
    @inline(__always)
    func digits(from start: Int, count: Int) -> UInt64? {
        let digits =
            leadingWord(at: start, length: count).numerals &<< UInt64(truncatingIfNeeded: 64 &- 8 &* count)
        guard count > 0, digits.otherThanNumerals == 0 else { return nil }
        return digits.eightNumerals
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

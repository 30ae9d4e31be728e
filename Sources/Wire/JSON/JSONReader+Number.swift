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
        while peek(at: position).isDigit { position &+= 1 }
        guard position > start else { throw JSONError(.expectedDigit, at: position, in: self) }
        return position
    }

    /// The value of a plain integer that fits; `nil` for `1.0`, `1e3` and whatever overflows.
    func int64(_ range: Range<Int>) -> Int64? {
        var position = range.lowerBound
        let isNegative = peek(at: position) == Byte.minus
        if isNegative { position += 1 }
        guard range.upperBound &- position <= Self.safeDigits else { return longInt64(range) }
        var value: Int64 = 0
        while position < range.upperBound {
            let digit = peek(at: position) &- Byte.zero
            guard digit < 10 else { return nil }
            value = value &* 10 &+ Int64(digit)
            position &+= 1
        }
        return isNegative ? -value : value
    }

    /// So many digits never overflow.
    private static var safeDigits: Int { 18 }

    private func longInt64(_ range: Range<Int>) -> Int64? { Int64(String(ascii: extracting(range))) }
}

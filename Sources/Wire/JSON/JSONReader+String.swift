extension Span<UInt8> {
    /// Reads the string that begins at `start`, behind its opening quote. `end` is its closing quote's place.
    ///
    /// Most strings end at the first byte that is special in any way, which the first loop finds.
    @inline(__always)
    func string(from start: Int) throws(JSONError) -> (end: Int, isEscaped: Bool) {
        let position = firstSpecial(from: start)
        if peek(at: position) == Byte.quote { return (position, false) }
        return try unusualString(from: start, position)
    }

    /// The rest of a string that has escapes, other characters than ASCII's or an error at `position`.
    private func unusualString(
        from start: Int, _ position: Int
    ) throws(JSONError) -> (end: Int, isEscaped: Bool) {
        var position = position
        var isEscaped = false
        var isASCII = true
        while position < count {
            let byte = self[position]
            if byte == Byte.backslash {
                isEscaped = true
                position = nextSpecial(from: try skippingEscape(at: position))
            } else if byte == Byte.quote {
                if !isASCII { try validateUTF8(start..<position) }
                return (position, isEscaped)
            } else {
                guard byte >= Byte.space else {
                    throw JSONError(.controlCharacterInString, at: position, in: self)
                }
                isASCII = false
                position = nextSpecial(from: position + 1)
            }
        }
        throw JSONError(.unexpectedEnd, at: position, in: self)
    }

    private func validateUTF8(_ range: Range<Int>) throws(JSONError) {
        do {
            _ = try UTF8Span(validating: extracting(range))
        } catch {
            throw JSONError(.invalidUTF8, at: range.lowerBound + error.byteOffsets.lowerBound, in: self)
        }
    }

    /// The same for longer texts, like signatures: 32 bytes are looked at together. Not inlined, where the
    /// compiler makes eight loads of one.
    @inline(never)
    func nextSpecial(from start: Int) -> Int {
        var position = start
        while position &+ 32 <= count, !words(at: position).hasSpecialBytes { position &+= 32 }
        return firstSpecial(from: position)
    }

    /// The place of the first byte from `start` on that is a quote, a backslash, a control character or not
    /// ASCII. Eight bytes are looked at together: 13 instructions instead of 40 (RFC 8259 §7).
    @inline(__always)
    private func firstSpecial(from start: Int) -> Int {
        var position = start
        while position &+ 8 <= count {
            let special = word(at: position).specialBytes
            if special != 0 { return position &+ special.trailingZeroBitCount >> 3 }
            position &+= 8
        }
        while position < count, !self[position].isSpecial { position += 1 }
        return position
    }
}

extension UInt64 {
    /// The same byte eight times.
    @inline(__always)
    fileprivate static func all(_ byte: UInt8) -> UInt64 { 0x0101_0101_0101_0101 &* UInt64(byte) }

    /// Has the highest bit set of bytes that `isSpecial`. Only the first of them counts: a subtraction that
    /// goes below zero takes from the bytes behind it.
    @inline(__always)
    fileprivate var specialBytes: UInt64 {
        // With this bit turned, a quote is the byte behind the control characters, and a space is above.
        let isControlOrQuote = (self ^ Self.all(0x02)) &- Self.all(0x21)
        let isBackslash = (self ^ Self.all(Byte.backslash)) &- Self.all(1)
        return (isControlOrQuote | isBackslash | self) & Self.all(0x80)
    }
}

extension SIMD4<UInt64> {
    @inline(__always)
    fileprivate static func all(_ byte: UInt8) -> Self { Self(repeating: .all(byte)) }

    /// Whether one of the bytes `isSpecial`.
    @inline(__always)
    fileprivate var hasSpecialBytes: Bool {
        let isControlOrQuote = (self ^ Self.all(0x02)) &- Self.all(0x21)
        let isBackslash = (self ^ Self.all(Byte.backslash)) &- Self.all(1)
        let special = (isControlOrQuote | isBackslash | self) & Self.all(0x80)
        return special[0] | special[1] | special[2] | special[3] != 0
    }
}

extension UInt8 {
    fileprivate var isSpecial: Bool {
        self < Byte.space || self == Byte.quote || self == Byte.backslash || self >= 0x80
    }
}

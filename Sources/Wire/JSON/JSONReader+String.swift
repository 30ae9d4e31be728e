extension Span<UInt8> {
    /// Reads the string that begins at `start`, behind its opening quote. `end` is its closing quote's place.
    ///
    /// Most strings end at the first byte that is special in any way, which is found first.
    @inline(__always)
    func string(from start: Int) throws(JSONError) -> (end: Int, isEscaped: Bool) {
        let position = firstSpecial(from: start)
        if peek(at: position) == Byte.quote { return (position, false) }
        return try unusualString(from: start, position)
    }

    /// Reads the name that begins at `start`, behind its opening quote. `end` is its closing quote's place.
    @inline(__always)
    func name(from start: Int) throws(JSONError) -> (name: JSONName, end: Int) {
        guard hasWords(at: start) else { return try unusualName(from: start) }
        let words = twoWords(at: start)
        let special = words.specialBytes
        var word = words[0]
        var end = start
        if special[0] != 0 {
            let bits = special[0].trailingZeroBitCount &- 7
            word &= (1 &<< UInt64(truncatingIfNeeded: bits)) &- 1
            end &+= bits &>> 3
        } else if special[1] != 0 {
            end &+= 8 &+ special[1].trailingZeroBitCount &>> 3
        } else {
            end = firstSpecial(from: start &+ 16)
        }
        guard peek(at: end) == Byte.quote else { return try unusualName(from: start) }
        return (JSONName(start, end, word: word), end)
    }

    @inline(never)
    private func unusualName(from start: Int) throws(JSONError) -> (name: JSONName, end: Int) {
        let string = try string(from: start)
        if string.isEscaped { return (JSONName(escaped: start, string.end, in: self), string.end) }
        let word = leadingWord(at: start, length: string.end &- start)
        return (JSONName(start, string.end, word: word), string.end)
    }

    /// The rest of a string that has escapes, other characters than ASCII's or an error at `position`.
    @inline(never)
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

    /// The same for texts with more than one such byte, like signatures.
    @inline(never)
    func nextSpecial(from start: Int) -> Int { firstSpecial(from: start) }

    /// The place of the first byte from `start` on that is a quote, a backslash, a control character or not
    /// ASCII (RFC 8259 §7). Sixteen bytes are looked at together.
    @inline(__always)
    private func firstSpecial(from start: Int) -> Int {
        var position = start
        while hasWords(at: position) {
            let special = twoWords(at: position).specialBytes
            if special[0] != 0 { return position &+ special[0].trailingZeroBitCount &>> 3 }
            if special[1] != 0 { return position &+ 8 &+ special[1].trailingZeroBitCount &>> 3 }
            position &+= 16
        }
        return lastSpecial(from: position)
    }

    /// The same among the last bytes of the text.
    @inline(never)
    private func lastSpecial(from start: Int) -> Int {
        var position = start
        while position < count, !self[position].isSpecial { position &+= 1 }
        return position
    }
}

extension SIMD2<UInt64> {
    /// The same byte sixteen times.
    @inline(__always)
    fileprivate static func all(_ byte: UInt8) -> Self {
        Self(repeating: 0x0101_0101_0101_0101 &* UInt64(byte))
    }

    /// Has the highest bit set of bytes that `isSpecial`. Only the first of each word counts: a subtraction that
    /// goes below zero takes from the bytes behind it.
    @inline(__always)
    fileprivate var specialBytes: Self {
        // With this bit turned, a quote is the byte behind the control characters, and a space is above.
        let isControlOrQuote = (self ^ .all(0x02)) &- .all(0x21)
        let isBackslash = (self ^ .all(Byte.backslash)) &- .all(1)
        return (isControlOrQuote | isBackslash | self) & .all(0x80)
    }
}

extension UInt8 {
    fileprivate var isSpecial: Bool {
        self < Byte.space || self == Byte.quote || self == Byte.backslash || self >= 0x80
    }
}

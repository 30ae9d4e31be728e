extension Span<UInt8> {
    /// The place behind `\n`, `\"`, `\u00e9` or both halves of a surrogate pair, which begins at `start`.
    @inline(__always)
    func skippingEscape(at start: Int) throws(JSONError) -> Int {
        let letter = peek(at: start + 1)
        if letter == Byte.quote || letter == Byte.backslash { return start + 2 }
        return try skippingRareEscape(at: start)
    }

    private func skippingRareEscape(at start: Int) throws(JSONError) -> Int {
        let letter = peek(at: start + 1)
        if letter == UInt8(ascii: "u") { return try skippingUnicodeEscape(at: start) }
        guard letter.unescaped != nil else { throw JSONError(.invalidEscape, at: start + 1, in: self) }
        return start + 2
    }

    private func skippingUnicodeEscape(at start: Int) throws(JSONError) -> Int {
        let position = start + 6
        switch try codeUnit(at: start + 2) {
        case 0xD800...0xDBFF: break
        case 0xDC00...0xDFFF: throw JSONError(.loneSurrogate, at: start, in: self)
        default: return position
        }
        for (offset, byte) in [(0, Byte.backslash), (1, UInt8(ascii: "u"))] {
            guard position + offset < count else {
                throw JSONError(.unexpectedEnd, at: position + offset, in: self)
            }
            guard self[position + offset] == byte else {
                throw JSONError(.loneSurrogate, at: start, in: self)
            }
        }
        guard case 0xDC00...0xDFFF = try codeUnit(at: position + 2) else {
            throw JSONError(.loneSurrogate, at: start, in: self)
        }
        return position + 6
    }

    /// The number of four hexadecimal digits.
    private func codeUnit(at start: Int) throws(JSONError) -> UInt32 {
        var unit: UInt32 = 0
        for position in start..<start + 4 {
            guard position < count, let digit = self[position].hexValue else {
                throw JSONError(.invalidUnicodeEscape, at: position, in: self)
            }
            unit = unit << 4 | UInt32(digit)
        }
        return unit
    }
}

extension Span<UInt8> {
    /// The text of a string that was read, without its quotes.
    func text(_ range: Range<Int>, isEscaped: Bool = false) -> String {
        isEscaped ? String(utf8: unescaped(range).span) : String(utf8: extracting(range))
    }

    /// What the bytes of a string with escapes mean. They were found well formed.
    @usableFromInline
    func unescaped(_ range: Range<Int>) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(range.count)
        var position = range.lowerBound
        while position < range.upperBound {
            let start = position
            while position < range.upperBound, self[position] != Byte.backslash { position += 1 }
            output.append(copying: extracting(start..<position))
            guard position < range.upperBound else { break }
            if let plain = self[position + 1].unescaped {
                output.append(plain)
                position += 2
            } else {
                appendScalar(at: &position, to: &output)
            }
        }
        return output
    }

    private func appendScalar(at position: inout Int, to output: inout [UInt8]) {
        var value = hexadecimal(at: position + 2)
        position += 6
        if value & 0xFC00 == 0xD800 {
            value = 0x10000 + (value & 0x3FF) << 10 + hexadecimal(at: position + 2) & 0x3FF
            position += 6
        }
        if let scalar = Unicode.Scalar(value) { output.append(contentsOf: UTF8.encode(scalar)!) }
    }

    private func hexadecimal(at start: Int) -> UInt32 {
        (start..<start + 4).reduce(0) { value, position in
            value << 4 | UInt32(self[position].hexValue ?? 0)
        }
    }
}

extension UInt8 {
    /// The meaning of the letter after a backslash, except `u`.
    fileprivate var unescaped: UInt8? {
        switch self {
        case Byte.quote, Byte.backslash, Byte.slash: self
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        default: nil
        }
    }
}

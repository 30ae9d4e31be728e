extension JSONReader {
    /// The string whose opening quote is under the cursor.
    mutating func string(in bytes: Span<UInt8>) throws(JSONError) -> String {
        let start = position + 1
        var isPlain = true
        var allBits: UInt8 = 0
        var index = start
        while index < bytes.count {
            let byte = bytes[index]
            allBits |= byte
            if byte > Byte.quote, byte != Byte.backslash {
                index += 1
                continue
            }
            position = index
            if byte == Byte.quote {
                position += 1
                let range = start..<index
                if !isPlain { return try unescapedText(in: range, of: bytes) }
                return allBits < 0x80
                    ? String(ascii: bytes.extracting(range)) : try text(in: range, of: bytes)
            }
            guard byte >= Byte.space else { throw error(.controlCharacterInString, in: bytes) }
            if byte == Byte.backslash {
                isPlain = false
                try skipEscape(in: bytes)
                index = position
            } else {
                index += 1
            }
        }
        position = index
        throw error(.unexpectedEnd, in: bytes)
    }

    /// Steps over `\n`, `\"` or `\u00e9` so that an escaped quote does not end the string.
    private mutating func skipEscape(in bytes: Span<UInt8>) throws(JSONError) {
        position += 1
        guard position < bytes.count else { throw error(.unexpectedEnd, in: bytes) }
        let letter = bytes[position]
        guard letter != UInt8(ascii: "u") else { return try skipUnicodeEscape(in: bytes) }
        guard Self.unescaped(letter) != nil else { throw error(.invalidEscape, in: bytes) }
        position += 1
    }

    /// Steps over `u00e9`, or over both halves of a surrogate pair.
    private mutating func skipUnicodeEscape(in bytes: Span<UInt8>) throws(JSONError) {
        let start = position - 1
        switch try codeUnit(in: bytes) {
        case 0xD800...0xDBFF: try skipLowSurrogate(pairedWith: start, in: bytes)
        case 0xDC00...0xDFFF: throw JSONError(.loneSurrogate, at: start, in: bytes)
        default: return
        }
    }

    private mutating func skipLowSurrogate(pairedWith start: Int, in bytes: Span<UInt8>) throws(JSONError) {
        for byte in [Byte.backslash, UInt8(ascii: "u")] {
            guard position < bytes.count else { throw error(.unexpectedEnd, in: bytes) }
            guard bytes[position] == byte else { throw JSONError(.loneSurrogate, at: start, in: bytes) }
            position += 1
        }
        position -= 1
        guard case 0xDC00...0xDFFF = try codeUnit(in: bytes) else {
            throw JSONError(.loneSurrogate, at: start, in: bytes)
        }
    }

    /// The four digits after the `u` under the cursor.
    private mutating func codeUnit(in bytes: Span<UInt8>) throws(JSONError) -> UInt32 {
        position += 1
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard position < bytes.count, let digit = bytes[position].hexValue else {
                throw error(.invalidUnicodeEscape, in: bytes)
            }
            unit = unit << 4 | UInt32(digit)
            position += 1
        }
        return unit
    }

    private func text(in range: Range<Int>, of bytes: Span<UInt8>) throws(JSONError) -> String {
        do {
            return String(copying: try UTF8Span(validating: bytes.extracting(range)))
        } catch {
            throw JSONError(.invalidUTF8, at: range.lowerBound + error.byteOffsets.lowerBound, in: bytes)
        }
    }

    /// The meaning of the letter after a backslash, except `u`.
    static func unescaped(_ letter: UInt8) -> UInt8? {
        switch letter {
        case Byte.quote, Byte.backslash, Byte.slash: letter
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        default: nil
        }
    }
}

extension JSONReader {
    /// A string with escapes, all of which the scan has already found well formed.
    private func unescapedText(in range: Range<Int>, of bytes: Span<UInt8>) throws(JSONError) -> String {
        var output: [UInt8] = []
        output.reserveCapacity(range.count)
        var index = range.lowerBound
        while index < range.upperBound {
            let start = index
            while index < range.upperBound, bytes[index] != Byte.backslash { index += 1 }
            output.append(copying: bytes.extracting(start..<index))
            guard index < range.upperBound else { break }
            index += 1
            Self.appendEscape(at: &index, of: bytes, to: &output)
        }
        if let text = String(validating: output, as: UTF8.self) { return text }
        // Escapes never make or mend invalid UTF-8, so what was sent has it too, and there it has a place.
        return try text(in: range, of: bytes)
    }

    private static func appendEscape(at index: inout Int, of bytes: Span<UInt8>, to output: inout [UInt8]) {
        let letter = bytes[index]
        index += 1
        if let plain = unescaped(letter) {
            output.append(plain)
        } else {
            appendScalar(at: &index, of: bytes, to: &output)
        }
    }

    private static func appendScalar(at index: inout Int, of bytes: Span<UInt8>, to output: inout [UInt8]) {
        var value = hexadecimal(at: &index, of: bytes)
        if value & 0xFC00 == 0xD800 {
            index += 2
            value = 0x10000 + (value & 0x3FF) << 10 + hexadecimal(at: &index, of: bytes) & 0x3FF
        }
        if let scalar = Unicode.Scalar(value) { output.append(contentsOf: UTF8.encode(scalar)!) }
    }

    private static func hexadecimal(at index: inout Int, of bytes: Span<UInt8>) -> UInt32 {
        defer { index += 4 }
        return (index..<index + 4).reduce(0) { value, place in
            value << 4 | UInt32(bytes[place].hexValue ?? 0)
        }
    }
}

extension String {
    /// Text from bytes already known to be ASCII.
    init(ascii bytes: Span<UInt8>) {
        self = bytes.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }
}

extension JSONReader {
    /// number = [ minus ] int [ frac ] [ exp ], RFC 8259 §6. The text is kept, never converted.
    mutating func number(in bytes: Span<UInt8>) throws(JSONError) -> JSONNumber {
        let start = position
        _ = take(Byte.minus, in: bytes)
        try integerPart(in: bytes)
        if take(Byte.dot, in: bytes) { try digits(in: bytes) }
        if take(UInt8(ascii: "e"), in: bytes) || take(UInt8(ascii: "E"), in: bytes) {
            _ = take(Byte.plus, in: bytes) || take(Byte.minus, in: bytes)
            try digits(in: bytes)
        }
        return JSONNumber(validated: String(ascii: bytes.extracting(start..<position)))
    }

    private mutating func integerPart(in bytes: Span<UInt8>) throws(JSONError) {
        let start = position
        try digits(in: bytes)
        guard bytes[start] == Byte.zero, position > start + 1 else { return }
        position = start
        throw error(.leadingZero, in: bytes)
    }

    private mutating func digits(in bytes: Span<UInt8>) throws(JSONError) {
        let start = position
        while position < bytes.count, bytes[position].isDigit { position += 1 }
        guard position > start else { throw error(.expectedDigit, in: bytes) }
    }
}

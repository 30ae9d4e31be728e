/// One pass over a JSON text: a cursor that is handed the bytes at every step.
///
/// Strict by RFC 8259, and where it leaves a choice the narrow one is taken: a repeated name, a lone
/// surrogate and a byte order mark are errors, since two readers of the same order must not disagree.
struct JSONReader {
    /// Arrays and objects inside one another. Bounds the recursion, and so the stack.
    static let depthMaximum = 64

    var position = 0
    var depth = 0

    static func document(in bytes: Span<UInt8>) throws(JSONError) -> JSONValue {
        var reader = JSONReader()
        try reader.refuseByteOrderMark(in: bytes)
        reader.skipWhiteSpace(in: bytes)
        let value = try reader.value(in: bytes)
        reader.skipWhiteSpace(in: bytes)
        guard reader.position == bytes.count else { throw reader.error(.trailingBytes, in: bytes) }
        return value
    }

    mutating func value(in bytes: Span<UInt8>) throws(JSONError) -> JSONValue {
        guard position < bytes.count else { throw error(.unexpectedEnd, in: bytes) }
        switch bytes[position] {
        case Byte.quote: return .string(try string(in: bytes))
        case Byte.minus, Byte.zero...Byte.nine: return .number(try number(in: bytes))
        case Byte.openBrace: return .object(try object(in: bytes))
        case Byte.openBracket: return .array(try array(in: bytes))
        case UInt8(ascii: "t"): return try literal("true", .bool(true), in: bytes)
        case UInt8(ascii: "f"): return try literal("false", .bool(false), in: bytes)
        case UInt8(ascii: "n"): return try literal("null", .null, in: bytes)
        default: throw error(.expectedValue, in: bytes)
        }
    }

    mutating func skipWhiteSpace(in bytes: Span<UInt8>) {
        while position < bytes.count {
            switch bytes[position] {
            case Byte.space, Byte.lineFeed, Byte.carriageReturn, Byte.tab: position += 1
            default: return
            }
        }
    }

    /// Takes the byte if it is the next one.
    mutating func take(_ byte: UInt8, in bytes: Span<UInt8>) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    /// An error at the cursor. At the end of the text the problem is always the missing rest.
    func error(_ problem: JSONError.Problem, in bytes: Span<UInt8>) -> JSONError {
        JSONError(position < bytes.count ? problem : .unexpectedEnd, at: position, in: bytes)
    }

    private func refuseByteOrderMark(in bytes: Span<UInt8>) throws(JSONError) {
        guard bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF else { return }
        throw error(.byteOrderMark, in: bytes)
    }

    private mutating func literal(
        _ word: StaticString, _ value: JSONValue, in bytes: Span<UInt8>
    ) throws(JSONError) -> JSONValue {
        let length = bytes.extracting(position...).commonPrefixLength(with: word)
        guard length == word.utf8CodeUnitCount else {
            if position + length == bytes.count { position = bytes.count }
            throw error(.expectedValue, in: bytes)
        }
        position += length
        return value
    }
}

extension Span<UInt8> {
    /// How many bytes at the start are those of the word.
    fileprivate func commonPrefixLength(with word: StaticString) -> Int {
        word.withUTF8Buffer { letters in
            var length = 0
            while length < Swift.min(count, letters.count), self[length] == letters[length] { length += 1 }
            return length
        }
    }
}

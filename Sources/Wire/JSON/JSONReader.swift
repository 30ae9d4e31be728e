/// One pass over a JSON text, which notes where its values are: a token for each, no tree and no strings.
///
/// Strict by RFC 8259, and where it leaves a choice the narrow one is taken: a repeated name, a lone
/// surrogate and a byte order mark are errors, since two readers of the same order must not disagree.
/// Every function takes the place where it begins and returns the place behind what it has read, so that the
/// cursor stays in a register.
struct JSONReader {
    /// Arrays and objects inside one another. Bounds the recursion, and so the stack.
    static let depthMaximum = 64
    /// Bytes of a text, so that places fit `Range32`. Requests and messages are limited to far less.
    static let lengthMaximum = Int(UInt32.max)

    private var depth = 0
    /// Whether there were more tokens than room for them.
    private(set) var isOverfull = false

    /// The tokens of one value that takes up the whole text; the first one is the value's.
    ///
    /// A first pass has room for as many as an order of this length has, and more; only texts of many short
    /// values need a second one. An array that can grow looks at each token whether it is shared and how large
    /// it is, which is a third of the time that an order takes.
    static func tokens(in bytes: Span<UInt8>) throws(JSONError) -> [JSONToken] {
        try tokens(in: bytes, at: bytes.indices)
    }

    /// The same for a text that is a part of the bytes. Its tokens' places are counted from the first byte, those of
    /// errors from the text's.
    static func tokens(in bytes: Span<UInt8>, at text: Range<Int>) throws(JSONError) -> [JSONToken] {
        precondition(text.upperBound <= lengthMaximum, "a JSON text has less than 4 GiB")
        do throws(JSONError) {
            return try tokens(in: bytes.extracting(..<text.upperBound), from: text.lowerBound)
        } catch {
            throw JSONError(error.problem, at: error.offset - text.lowerBound, in: bytes.extracting(text))
        }
    }

    private static func tokens(in bytes: Span<UInt8>, from start: Int) throws(JSONError) -> [JSONToken] {
        try refuseByteOrderMark(in: bytes, at: start)
        let length = bytes.count &- start
        var isOverfull = false
        do throws(JSONError) {
            let tokens = try tokens(in: bytes, from: start, atMost: length / 20 + 8, &isOverfull)
            if !isOverfull { return tokens }
        } catch {
            if !isOverfull { throw error }
        }
        return try tokens(in: bytes, from: start, atMost: length / 2 + 1, &isOverfull)
    }

    private static func tokens(
        in bytes: Span<UInt8>, from start: Int, atMost capacity: Int, _ isOverfull: inout Bool
    ) throws(JSONError) -> [JSONToken] {
        var tokens: [JSONToken] = []
        try tokens.append(addingCapacity: capacity) { (tokens) throws(JSONError) in
            var reader = JSONReader()
            defer { isOverfull = reader.isOverfull }
            let end = try reader.value(JSONName(), bytes.next(from: start), in: bytes, to: &tokens)
            let rest = bytes.next(from: end)
            guard rest.position == bytes.count else {
                throw JSONError(.trailingBytes, at: rest.position, in: bytes)
            }
        }
        return tokens
    }

    /// Reads the value that begins at the cursor; `name` is its name if it is a member.
    @inline(__always)
    mutating func value(
        _ name: JSONName, _ cursor: JSONCursor, in bytes: Span<UInt8>,
        to tokens: inout OutputSpan<JSONToken>
    ) throws(JSONError) -> Int {
        let start = cursor.position
        switch cursor.byte {
        case Byte.quote:
            let string = try bytes.string(from: start &+ 1)
            add(.string, name, start &+ 1, string.end, isEscaped: string.isEscaped, to: &tokens)
            return string.end &+ 1
        case Byte.minus, Byte.zero...Byte.nine:
            let end = try bytes.number(from: start)
            add(.number, name, start, end, to: &tokens)
            return end
        case Byte.openBrace: return try object(name, at: start, in: bytes, to: &tokens)
        case Byte.openBracket: return try array(name, at: start, in: bytes, to: &tokens)
        case UInt8(ascii: "t"): return try literal("true", .bool, name, at: start, in: bytes, to: &tokens)
        case UInt8(ascii: "f"): return try literal("false", .bool, name, at: start, in: bytes, to: &tokens)
        case UInt8(ascii: "n") where bytes.quad(at: start) == Byte.null:
            add(.null, name, start, start &+ 4, to: &tokens)
            return start &+ 4
        case UInt8(ascii: "n"): return try literal("null", .null, name, at: start, in: bytes, to: &tokens)
        default: throw JSONError(.expectedValue, at: start, in: bytes)
        }
    }

    @inline(never)
    private mutating func literal(
        _ word: StaticString, _ kind: JSONToken.Kind, _ name: JSONName, at start: Int, in bytes: Span<UInt8>,
        to tokens: inout OutputSpan<JSONToken>
    ) throws(JSONError) -> Int {
        let end = start + bytes.commonPrefixLength(with: word, at: start)
        guard end == start + word.utf8CodeUnitCount else {
            throw JSONError(.expectedValue, at: end == bytes.count ? end : start, in: bytes)
        }
        add(kind, name, start, end, to: &tokens)
        return end
    }

    private static func refuseByteOrderMark(in bytes: Span<UInt8>, at start: Int) throws(JSONError) {
        guard bytes.count >= start + 3, bytes[start] == 0xEF, bytes[start + 1] == 0xBB,
            bytes[start + 2] == 0xBF
        else { return }
        throw JSONError(.byteOrderMark, at: start, in: bytes)
    }
}

extension JSONReader {
    /// Begins an array or object at its bracket; the token's place.
    mutating func enter(
        _ kind: JSONToken.Kind, _ name: JSONName, at position: Int, in bytes: Span<UInt8>,
        to tokens: inout OutputSpan<JSONToken>
    ) throws(JSONError) -> Int {
        guard depth < Self.depthMaximum else { throw JSONError(.nestedTooDeeply, at: position, in: bytes) }
        depth += 1
        add(kind, name, position, position, to: &tokens)
        return tokens.count - 1
    }

    /// Ends the array or object whose last bracket is before `end`.
    mutating func leave(_ container: Int, at end: Int, to tokens: inout OutputSpan<JSONToken>) -> Int {
        depth -= 1
        tokens[container].value = Range32(tokens[container].value.lowerBound, end)
        tokens[container].end = UInt32(truncatingIfNeeded: tokens.count)
        return end
    }

    @inline(__always)
    private mutating func add(
        _ kind: JSONToken.Kind, _ name: JSONName, _ start: Int, _ end: Int, isEscaped: Bool = false,
        to tokens: inout OutputSpan<JSONToken>
    ) {
        guard !tokens.isFull else {
            isOverfull = true
            return
        }
        tokens.append(
            JSONToken(
                name: name.range, nameWord: name.word, value: Range32(start, end),
                end: UInt32(truncatingIfNeeded: tokens.count &+ 1), kind: kind, isEscaped: isEscaped,
                nameIsEscaped: name.isEscaped))
    }
}

/// A place in a text and the byte that stands there; 0, which has no meaning anywhere, at its end.
struct JSONCursor {
    let position: Int
    let byte: UInt8
}

extension Span<UInt8> {
    /// The first byte from `start` on that is no white space.
    @inline(__always)
    func next(from start: Int) -> JSONCursor {
        var position = start
        var byte = peek(at: position)
        while byte <= Byte.space, byte.isWhiteSpace {
            position &+= 1
            byte = peek(at: position)
        }
        return JSONCursor(position: position, byte: byte)
    }

    /// The byte at this place, 0 at the end of the text. The comparison is the one that the subscript makes,
    /// so there is only one.
    @inline(__always)
    func peek(at position: Int) -> UInt8 {
        UInt(bitPattern: position) < UInt(bitPattern: count) ? self[position] : 0
    }

    /// How many bytes from `start` on are those of the word.
    @inline(__always)
    fileprivate func commonPrefixLength(with word: StaticString, at start: Int) -> Int {
        word.withUTF8Buffer { letters in
            var length = 0
            while length < letters.count, peek(at: start &+ length) == letters[length] { length &+= 1 }
            return length
        }
    }
}

extension UInt8 {
    @inline(__always)
    fileprivate var isWhiteSpace: Bool {
        self == Byte.space || self == Byte.lineFeed || self == Byte.carriageReturn || self == Byte.tab
    }
}

/// One pass over a JSON text, which checks it and tells where its values are: no tree and no strings.
///
/// The members of an object or the elements of an array are told to whoever asks for them. What is inside those is
/// checked too, and read again if it is wanted.
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

    /// Reads the one value that takes up the whole text: `value` does, and returns the place behind it.
    ///
    /// Places are counted from the first byte that was received, those of errors from the text's.
    @inline(__always)
    static func read(
        _ text: SharedBytes,
        _ value: (inout JSONReader, JSONCursor, Span<UInt8>) throws(JSONError) -> Int
    ) throws(JSONError) {
        let (start, stop) = (text.range.lowerBound, text.range.upperBound)
        precondition(stop <= lengthMaximum, "a JSON text has less than 4 GiB")
        let bytes = text.array.span.extracting(..<stop)
        do throws(JSONError) {
            try refuseByteOrderMark(in: bytes, at: start)
            var reader = JSONReader()
            let end = try value(&reader, bytes.next(from: start), bytes)
            let rest = bytes.next(from: end)
            guard rest.position == stop else {
                throw JSONError(.trailingBytes, at: rest.position, in: bytes)
            }
        } catch {
            throw JSONError(
                error.problem, at: error.offset - start, in: text.array.span.extracting(text.range))
        }
    }

    /// The same for an array: `element` reads each element.
    ///
    /// - Returns: whether it is an array.
    @inline(__always)
    static func readElements(
        of text: SharedBytes,
        _ element: (inout JSONReader, JSONCursor, Span<UInt8>) throws(JSONError) -> Int
    ) throws(JSONError) -> Bool {
        var isArray = false
        try read(text) { (reader, cursor, bytes) throws(JSONError) in
            isArray = cursor.byte == Byte.openBracket
            guard isArray else { return try reader.value(at: cursor, in: bytes).end }
            return try reader.array(at: cursor.position, in: bytes, element)
        }
        return isArray
    }

    /// Reads the value that begins at the cursor; if it is an object, with its members.
    @inline(__always)
    mutating func value(
        at cursor: JSONCursor, in bytes: Span<UInt8>, members: inout JSONMemberTable
    ) throws(JSONError) -> JSONToken {
        guard cursor.byte == Byte.openBrace else { return try value(at: cursor, in: bytes) }
        let end = try object(at: cursor.position, in: bytes, members: &members)
        return JSONToken(.object, cursor.position, end)
    }

    /// Reads the value that begins at the cursor.
    @inline(__always)
    mutating func value(at cursor: JSONCursor, in bytes: Span<UInt8>) throws(JSONError) -> JSONToken {
        let start = cursor.position
        switch cursor.byte {
        case Byte.quote:
            let string = try bytes.string(from: start &+ 1)
            return JSONToken(.string, start, string.end &+ 1, isEscaped: string.isEscaped)
        case Byte.minus, Byte.zero...Byte.nine:
            return JSONToken(.number, start, try bytes.number(from: start))
        case UInt8(ascii: "n") where bytes.quad(at: start) == Byte.null:
            return JSONToken(.null, start, start &+ 4)
        default: return try rareValue(at: cursor, in: bytes)
        }
    }

    @inline(never)
    private mutating func rareValue(
        at cursor: JSONCursor, in bytes: Span<UInt8>
    ) throws(JSONError) -> JSONToken {
        let start = cursor.position
        switch cursor.byte {
        case Byte.openBrace:
            var members = JSONMemberTable()
            return JSONToken(.object, start, try object(at: start, in: bytes, members: &members))
        case Byte.openBracket:
            let end = try array(at: start, in: bytes) { (reader, cursor, bytes) throws(JSONError) in
                try reader.value(at: cursor, in: bytes).end
            }
            return JSONToken(.array, start, end)
        case UInt8(ascii: "t"): return JSONToken(.bool, start, try bytes.literal("true", from: start))
        case UInt8(ascii: "f"): return JSONToken(.bool, start, try bytes.literal("false", from: start))
        case UInt8(ascii: "n"): return JSONToken(.null, start, try bytes.literal("null", from: start))
        default: throw JSONError(.expectedValue, at: start, in: bytes)
        }
    }

    private static func refuseByteOrderMark(in bytes: Span<UInt8>, at start: Int) throws(JSONError) {
        guard bytes.count >= start + 3, bytes[start] == 0xEF, bytes[start + 1] == 0xBB,
            bytes[start + 2] == 0xBF
        else { return }
        throw JSONError(.byteOrderMark, at: start, in: bytes)
    }
}

extension JSONReader {
    /// Begins an array or object.
    mutating func enter(at position: Int, in bytes: Span<UInt8>) throws(JSONError) {
        guard depth < Self.depthMaximum else { throw JSONError(.nestedTooDeeply, at: position, in: bytes) }
        depth += 1
    }

    /// Ends it.
    mutating func leave() { depth -= 1 }
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

    /// The place behind a word that is expected to begin at `start`.
    fileprivate func literal(_ word: StaticString, from start: Int) throws(JSONError) -> Int {
        let end = start + commonPrefixLength(with: word, at: start)
        guard end == start + word.utf8CodeUnitCount else {
            throw JSONError(.expectedValue, at: end == count ? end : start, in: self)
        }
        return end
    }

    /// How many bytes from `start` on are those of the word.
    @inline(__always)
    private func commonPrefixLength(with word: StaticString, at start: Int) -> Int {
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

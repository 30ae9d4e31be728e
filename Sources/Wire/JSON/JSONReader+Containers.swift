extension JSONReader {
    /// Reads the array whose bracket is at `start`; `element` reads each element. The place behind it.
    @inline(__always)
    mutating func array(
        at start: Int, in bytes: Span<UInt8>,
        _ element: (inout JSONReader, JSONCursor, Span<UInt8>) throws(JSONError) -> Int
    ) throws(JSONError) -> Int {
        try enter(at: start, in: bytes)
        defer { leave() }
        var cursor = bytes.next(from: start + 1)
        if cursor.byte == Byte.closeBracket { return cursor.position + 1 }
        while true {
            cursor = bytes.next(from: try element(&self, cursor, bytes))
            if cursor.byte == Byte.closeBracket { return cursor.position + 1 }
            guard cursor.byte == Byte.comma else {
                throw JSONError(.expectedCommaOrEndOfArray, at: cursor.position, in: bytes)
            }
            cursor = bytes.next(from: cursor.position + 1)
            guard cursor.byte != Byte.closeBracket else {
                throw JSONError(.trailingComma, at: cursor.position, in: bytes)
            }
        }
    }

    /// Reads the object whose brace is at `start`: its members, and the place behind it.
    @inline(never)
    mutating func object(
        at start: Int, in bytes: Span<UInt8>, members: inout JSONMemberTable
    ) throws(JSONError) -> Int {
        try enter(at: start, in: bytes)
        defer { leave() }
        var cursor = bytes.next(from: start + 1)
        if cursor.byte == Byte.closeBrace { return cursor.position + 1 }
        while true {
            let start = cursor.position
            guard cursor.byte == Byte.quote else { throw JSONError(.expectedKey, at: start, in: bytes) }
            let (name, end) = try bytes.name(from: start &+ 1)
            guard members.claim(name, in: bytes) else {
                throw JSONError(.duplicateKey(name.text(in: bytes)), at: start, in: bytes)
            }
            let colon =
                bytes.pair(at: end) == Byte.quoteAndColon ? end &+ 1 : try bytes.colon(of: name, from: end)
            let value = try value(at: bytes.next(from: colon &+ 1), in: bytes)
            members.append(name, value)
            if bytes.pair(at: value.end) == Byte.commaAndQuote {
                cursor = JSONCursor(position: value.end &+ 1, byte: Byte.quote)
                continue
            }
            cursor = bytes.next(from: value.end)
            if cursor.byte == Byte.closeBrace { return cursor.position + 1 }
            cursor = try bytes.nextMember(from: cursor)
        }
    }
}

extension Span<UInt8> {
    /// The place of the colon behind a name whose closing quote is at `end`.
    @inline(never)
    fileprivate func colon(of name: JSONName, from end: Int) throws(JSONError) -> Int {
        let cursor = next(from: end + 1)
        guard cursor.byte == Byte.colon else {
            throw JSONError(.expectedColon(key: name.text(in: self)), at: cursor.position, in: self)
        }
        return cursor.position
    }

    /// The beginning of the next member, behind the comma that stands at the cursor.
    @inline(never)
    fileprivate func nextMember(from cursor: JSONCursor) throws(JSONError) -> JSONCursor {
        guard cursor.byte == Byte.comma else {
            throw JSONError(.expectedCommaOrEndOfObject, at: cursor.position, in: self)
        }
        let next = next(from: cursor.position + 1)
        guard next.byte != Byte.closeBrace else {
            throw JSONError(.trailingComma, at: next.position, in: self)
        }
        return next
    }
}

extension JSONReader {
    mutating func array(
        _ name: JSONName, at start: Int, in bytes: Span<UInt8>, to tokens: inout OutputSpan<JSONToken>
    ) throws(JSONError) -> Int {
        let array = try enter(.array, name, at: start, in: bytes, to: &tokens)
        var cursor = bytes.next(from: start + 1)
        if cursor.byte == Byte.closeBracket { return leave(array, at: cursor.position + 1, to: &tokens) }
        while true {
            cursor = bytes.next(from: try value(JSONName(), cursor, in: bytes, to: &tokens))
            if cursor.byte == Byte.closeBracket { return leave(array, at: cursor.position + 1, to: &tokens) }
            guard cursor.byte == Byte.comma else {
                throw JSONError(.expectedCommaOrEndOfArray, at: cursor.position, in: bytes)
            }
            cursor = bytes.next(from: cursor.position + 1)
            guard cursor.byte != Byte.closeBracket else {
                throw JSONError(.trailingComma, at: cursor.position, in: bytes)
            }
        }
    }

    mutating func object(
        _ name: JSONName, at start: Int, in bytes: Span<UInt8>, to tokens: inout OutputSpan<JSONToken>
    ) throws(JSONError) -> Int {
        let object = try enter(.object, name, at: start, in: bytes, to: &tokens)
        var cursor = bytes.next(from: start + 1)
        if cursor.byte == Byte.closeBrace { return leave(object, at: cursor.position + 1, to: &tokens) }
        var names = JSONNames(of: object)
        while true {
            let start = cursor.position
            guard cursor.byte == Byte.quote else { throw JSONError(.expectedKey, at: start, in: bytes) }
            let (name, end) = try bytes.name(from: start &+ 1)
            guard names.claim(name, among: tokens, in: bytes) else {
                throw JSONError(.duplicateKey(name.text(in: bytes)), at: start, in: bytes)
            }
            let colon =
                bytes.pair(at: end) == Byte.quoteAndColon ? end &+ 1 : try bytes.colon(of: name, from: end)
            let next = try value(name, bytes.next(from: colon &+ 1), in: bytes, to: &tokens)
            if bytes.pair(at: next) == Byte.commaAndQuote {
                cursor = JSONCursor(position: next &+ 1, byte: Byte.quote)
                continue
            }
            cursor = bytes.next(from: next)
            if cursor.byte == Byte.closeBrace { return leave(object, at: cursor.position + 1, to: &tokens) }
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

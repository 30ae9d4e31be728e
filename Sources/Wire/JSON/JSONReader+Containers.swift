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
            let string = try bytes.string(from: start + 1)
            let name = JSONName(start + 1, string.end, isEscaped: string.isEscaped, in: bytes)
            guard names.claim(name, among: tokens.span, in: bytes) else {
                throw JSONError(.duplicateKey(name.text(in: bytes)), at: start, in: bytes)
            }
            cursor = bytes.next(from: string.end + 1)
            guard cursor.byte == Byte.colon else {
                throw JSONError(.expectedColon(key: name.text(in: bytes)), at: cursor.position, in: bytes)
            }
            cursor = bytes.next(from: cursor.position + 1)
            cursor = bytes.next(from: try value(name, cursor, in: bytes, to: &tokens))
            if cursor.byte == Byte.closeBrace { return leave(object, at: cursor.position + 1, to: &tokens) }
            guard cursor.byte == Byte.comma else {
                throw JSONError(.expectedCommaOrEndOfObject, at: cursor.position, in: bytes)
            }
            cursor = bytes.next(from: cursor.position + 1)
            guard cursor.byte != Byte.closeBrace else {
                throw JSONError(.trailingComma, at: cursor.position, in: bytes)
            }
        }
    }
}

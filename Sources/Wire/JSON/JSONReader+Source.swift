extension JSONValue {
    /// How the value of an object's member was written, byte for byte; nil if the text is not an object with
    /// that member. For a text that was parsed already: what lies behind the member is not looked at.
    package static func source(ofMember name: String, in text: [UInt8]) -> [UInt8]? {
        var reader = JSONReader()
        return try? reader.source(ofMember: name, in: text.span)
    }
}

extension JSONReader {
    fileprivate mutating func source(
        ofMember name: String, in bytes: Span<UInt8>
    ) throws(JSONError) -> [UInt8]? {
        skipWhiteSpace(in: bytes)
        guard take(Byte.openBrace, in: bytes) else { return nil }
        repeat {
            skipWhiteSpace(in: bytes)
            guard position < bytes.count, bytes[position] == Byte.quote else { return nil }
            let key = try string(in: bytes)
            skipWhiteSpace(in: bytes)
            guard take(Byte.colon, in: bytes) else { return nil }
            skipWhiteSpace(in: bytes)
            let start = position
            _ = try value(in: bytes)
            if key.hasSameBytes(as: name) { return (start..<position).map { bytes[$0] } }
            skipWhiteSpace(in: bytes)
        } while take(Byte.comma, in: bytes)
        return nil
    }
}

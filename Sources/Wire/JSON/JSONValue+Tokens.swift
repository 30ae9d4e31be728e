extension JSONValue {
    /// The tree of a value that was read. As deep as the reader lets values be.
    init(_ index: Int, of tokens: [JSONToken], in bytes: Span<UInt8>) {
        let token = tokens[index]
        switch token.kind {
        case .null: self = .null
        case .bool: self = .bool(bytes[token.value.lowerBound] == UInt8(ascii: "t"))
        case .number: self = .number(JSONNumber(validated: bytes.text(token.value.range)))
        case .string: self = .string(bytes.text(token.value.range, isEscaped: token.isEscaped))
        case .array: self = .array(Self.elements(of: index, tokens, in: bytes))
        case .object: self = .object(Self.members(of: index, tokens, in: bytes))
        }
    }

    private static func elements(of array: Int, _ tokens: [JSONToken], in bytes: Span<UInt8>) -> [JSONValue] {
        var elements: [JSONValue] = []
        var index = array + 1
        while index < tokens[array].end {
            elements.append(JSONValue(index, of: tokens, in: bytes))
            index = Int(tokens[index].end)
        }
        return elements
    }

    private static func members(of object: Int, _ tokens: [JSONToken], in bytes: Span<UInt8>) -> JSONObject {
        var members: [JSONObject.Member] = []
        var index = object + 1
        while index < tokens[object].end {
            let name = JSONName(tokens[index]).text(in: bytes)
            members.append(JSONObject.Member(key: name, value: JSONValue(index, of: tokens, in: bytes)))
            index = Int(tokens[index].end)
        }
        return JSONObject(members)
    }
}

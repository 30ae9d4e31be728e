/// A value in a JSON document.
///
/// Public for the same reason as `ByteWriter`.
public struct JSONItem: Sendable {
    /// An object without members.
    package static let emptyObject = JSONItem(
        document: JSONDocument(
            bytes: [Byte.openBrace, Byte.closeBrace],
            tokens: [JSONToken(value: Range32(0, 2), end: 1, kind: .object)]),
        index: 0)

    @usableFromInline let document: JSONDocument
    @usableFromInline let index: Int

    private var token: JSONToken { document.tokens[index] }

    package var isNull: Bool { token.kind == .null }
    package var isNumber: Bool { token.kind == .number }
    package var isText: Bool { token.kind == .string }
    package var isArray: Bool { token.kind == .array }
    package var isObject: Bool { token.kind == .object }

    /// The value of `true` or `false`; `nil` for every other kind.
    package var boolValue: Bool? {
        token.kind == .bool ? document.bytes.span[token.value.lowerBound] == UInt8(ascii: "t") : nil
    }

    /// The value of a plain integer that fits; `nil` for other numbers and every other kind.
    package var int64: Int64? {
        token.kind == .number ? document.bytes.span.int64(token.value.range) : nil
    }

    /// The string; `nil` for every other kind, also for a number.
    package var text: JSONText? {
        guard token.kind == .string else { return nil }
        return JSONText(document.bytes, token)
    }

    /// The elements of an array; `nil` for every other kind.
    package var elements: [JSONItem]? { isArray ? children : nil }

    /// The value as it was written, byte for byte.
    package var source: [UInt8] {
        let quote = token.kind == .string ? 1 : 0
        return Array(
            copying: document.bytes.span.extracting(
                token.value.lowerBound - quote..<token.value.upperBound + quote))
    }

    /// What is in an array or object, in the order in which it was written.
    private var children: [JSONItem] {
        var children: [JSONItem] = []
        var next = index + 1
        while next < token.end {
            children.append(JSONItem(document: document, index: next))
            next = Int(document.tokens[next].end)
        }
        return children
    }
}

extension JSONItem {
    /// The member of an object with this name; `nil` when it is missing or this is no object.
    package func member(_ name: StaticString) -> JSONItem? {
        document.member(of: index, JSONWord(name: name)).map { JSONItem(document: document, index: $0) }
    }

    /// The names of an object's members.
    package var names: [String] {
        guard isObject else { return [] }
        return children.map { JSONName($0.token).text(in: document.bytes.span) }
    }
}

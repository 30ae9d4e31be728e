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
    let index: Int

    private var token: JSONToken { document.tokens[index] }

    package var isNull: Bool { token.kind == .null }
    package var isNumber: Bool { token.kind == .number }
    package var isText: Bool { token.kind == .string }
    package var isArray: Bool { token.kind == .array }
    package var isObject: Bool { token.kind == .object }

    /// The value of `true` or `false`; `nil` for every other kind.
    package var boolValue: Bool? {
        token.kind == .bool ? document.bytes[token.value.lowerBound] == UInt8(ascii: "t") : nil
    }

    /// The value of a plain integer that fits; `nil` for other numbers and every other kind.
    package var int64: Int64? {
        token.kind == .number ? document.bytes.span.int64(token.value.range) : nil
    }

    /// The string; `nil` for every other kind, also for a number.
    package var text: JSONText? {
        guard token.kind == .string else { return nil }
        return JSONText(document.bytes, token.value, isEscaped: token.isEscaped)
    }

    /// The elements of an array; `nil` for every other kind.
    package var elements: [JSONItem]? { isArray ? children : nil }

    /// The value as it was written, byte for byte.
    package var source: [UInt8] {
        let quote = token.kind == .string ? 1 : 0
        return Array(document.bytes[token.value.lowerBound - quote..<token.value.upperBound + quote])
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
        document.member(of: index, name, name.word()).map { JSONItem(document: document, index: $0) }
    }

    /// The names of an object's members.
    package var names: [String] {
        guard isObject else { return [] }
        return children.map { JSONName($0.token).text(in: document.bytes.span) }
    }
}

// The same for members that are only looked at: an item of its own would hold on to the document.
extension JSONItem {
    /// Where the value of a member stands; `nil` when it is missing or null, or this is no object.
    @inlinable
    @inline(__always)
    package func value(of name: StaticString) -> JSONToken? { value(of: name, name.word()) }

    /// `word` is the beginning of the name.
    @usableFromInline
    package func value(of name: StaticString, _ word: UInt64) -> JSONToken? {
        guard let index = document.member(of: index, name, word) else { return nil }
        let token = document.tokens[index]
        return token.kind == .null ? nil : token
    }

    /// The value of a plain integer that fits; `nil` for other numbers and every other kind.
    package func int64(_ token: JSONToken) -> Int64? {
        token.kind == .number ? document.bytes.span.int64(token.range) : nil
    }

    /// The text of a string.
    package func text(_ token: JSONToken) -> JSONText {
        JSONText(document.bytes, token.value, isEscaped: token.isEscaped)
    }

    /// The text of a string, to be compared.
    package func word(_ token: JSONToken) -> JSONWord {
        guard token.isEscaped else { return JSONWord(document.bytes.span.extracting(token.range)) }
        return JSONWord(unescaped(token).span)
    }

    /// Hands out the text of a string in UTF-8.
    @inlinable
    @inline(__always)
    package func withUTF8<Value, Problem: Error>(
        of token: JSONToken, _ read: (Span<UInt8>) throws(Problem) -> Value
    ) throws(Problem) -> Value {
        guard token.isEscaped else { return try read(document.bytes.span.extracting(token.range)) }
        return try read(unescaped(token).span)
    }

    @usableFromInline
    package func unescaped(_ token: JSONToken) -> [UInt8] { document.bytes.span.unescaped(token.range) }
}

extension JSONDocument {
    /// The token of an object's member with this name, of which `word` is the beginning. Linear: objects of
    /// this API have a dozen members, and most are told apart by one comparison.
    func member(of object: Int, _ name: StaticString, _ word: UInt64) -> Int? {
        let tokens = tokens.span
        guard tokens[object].kind == .object else { return nil }
        let end = Int(tokens[object].end)
        var index = object &+ 1
        while index < end {
            if tokens[index].nameWord == word, hasName(name, tokens[index]) { return index }
            index = Int(tokens[index].end)
        }
        return nil
    }

    /// Whether the rest of the name fits too.
    @inline(__always)
    private func hasName(_ name: StaticString, _ token: JSONToken) -> Bool {
        if token.nameIsEscaped { return JSONName(token).meaning(in: bytes.span).span.isSame(as: name) }
        let count = name.utf8CodeUnitCount
        guard token.name.count == count else { return false }
        return count <= 8 || bytes.span.extracting(token.name.range).isSame(as: name, from: 8)
    }
}

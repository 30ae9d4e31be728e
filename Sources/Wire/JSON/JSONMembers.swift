/// The members of an object, for whoever looks for many of them by name.
///
/// A hash of the name, which is a constant where the name is a literal, tells the one place to look at. Going
/// through all members took an order's fifteen look-ups 2,500 instructions.
public struct JSONMembers: Sendable {
    @usableFromInline let document: JSONDocument
    private let object: Int

    /// How far behind the object's token a member's is that has this hash; 0 where none has.
    private let places: InlineArray<64, UInt8>
    /// Whether `places` tells all. Two members of the same hash are rare, and names with escapes too.
    private let isComplete: Bool

    /// Whatever is no object has no members.
    package init(_ item: JSONItem) {
        (document, object) = (item.document, item.index)
        var places = InlineArray<64, UInt8>(repeating: 0)
        isComplete = Self.note(item.document.tokens.span, of: item.index, in: &places)
        self.places = places
    }

    /// Notes where the members of an object are; false if there is no telling.
    private static func note(
        _ tokens: Span<JSONToken>, of object: Int, in places: inout InlineArray<64, UInt8>
    ) -> Bool {
        guard tokens[object].kind == .object else { return true }
        let end = Int(tokens[object].end)
        guard end &- object <= 256 else { return false }
        var index = object &+ 1
        while index < end {
            let place = place(tokens[index].nameWord, tokens[index].name.count)
            if tokens[index].nameIsEscaped || places[place] != 0 { return false }
            places[place] = UInt8(truncatingIfNeeded: index &- object)
            index = Int(tokens[index].end)
        }
        return true
    }

    /// A number below 64, another one for each name of an order's fields.
    @inlinable
    @inline(__always)
    static func place(_ word: UInt64, _ length: Int) -> Int {
        let sum = word &+ UInt64(truncatingIfNeeded: length)
        return Int(truncatingIfNeeded: (sum &* 0x587F_D280_3BAB_6C39) &>> 58)
    }

    /// The token of a member; 0, which is no member's, when it is missing.
    @usableFromInline
    func index(of name: JSONWord, _ place: Int) -> Int {
        guard isComplete else { return document.member(of: object, name) ?? 0 }
        let index = object &+ Int(places[place])
        guard index > object, document.hasName(name, document.tokens.span[index]) else { return 0 }
        return index
    }
}

extension JSONMembers {
    /// The object itself.
    package var item: JSONItem { JSONItem(document: document, index: object) }

    /// Where the value of a member stands; `nil` when it is missing or null, or this is no object.
    @inlinable
    @inline(__always)
    package func value(of name: StaticString) -> JSONToken? {
        let word = JSONWord(name: name)
        let index = index(of: word, Self.place(word.words.0, word.length))
        guard index > 0 else { return nil }
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
        guard token.isEscaped else { return JSONWord(document.bytes.span, token.value) }
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
    /// The token of an object's member with this name. Linear: objects of this API have a dozen members, and
    /// most are told apart by one comparison.
    func member(of object: Int, _ name: JSONWord) -> Int? {
        let tokens = tokens.span
        guard tokens[object].kind == .object else { return nil }
        let end = Int(tokens[object].end)
        var index = object &+ 1
        while index < end {
            if hasName(name, tokens[index]) { return index }
            index = Int(tokens[index].end)
        }
        return nil
    }

    @inline(__always)
    func hasName(_ name: JSONWord, _ token: JSONToken) -> Bool {
        guard token.nameWord == name.words.0 else { return false }
        if token.nameIsEscaped { return JSONWord(JSONName(token).meaning(in: bytes.span).span) == name }
        guard token.name.count == name.length else { return false }
        return name.length <= 8
            || name.words.1 == bytes.span.word(8, of: token.name)
                && name.words.2 == bytes.span.word(16, of: token.name)
    }
}

/// The members of an object, for whoever looks for many of them by name.
///
/// A hash of the name, which is a constant where the name is a literal, tells the one place to look at. Going
/// through all members took an order's fifteen look-ups 2,500 instructions.
/// Handed on without copies, which would count its bytes' owners up and down.
public struct JSONMembers: ~Copyable {
    @usableFromInline let document: JSONDocument
    @usableFromInline let object: Int

    /// How far behind the object's token a member's is that has this hash; 0 where none has.
    @usableFromInline let places: InlineArray<64, UInt8>
    /// Whether `places` tells all. Two members of the same hash are rare, and names with escapes too.
    @usableFromInline let isComplete: Bool

    /// Whatever is no object has no members.
    package init(_ item: JSONItem) { self.init(item.document, item.index) }

    /// The members of the value that takes up a whole text.
    package init(_ document: consuming JSONDocument) { self.init(document, 0) }

    private init(_ document: consuming JSONDocument, _ object: Int) {
        var places = InlineArray<64, UInt8>(repeating: 0)
        isComplete = Self.note(document.tokens.span, of: object, in: &places)
        self.places = places
        self.object = object
        self.document = document
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
    @inlinable
    @inline(__always)
    func index(of name: StaticString) -> Int {
        guard isComplete else { return searchedIndex(of: JSONWord(name: name)) }
        let distance = Int(places[Self.place(name.word(), name.utf8CodeUnitCount)])
        guard distance > 0, document.hasName(name, object &+ distance) else { return 0 }
        return object &+ distance
    }

    @usableFromInline
    @inline(never)
    func searchedIndex(of name: JSONWord) -> Int { document.member(of: object, name) ?? 0 }
}

extension JSONMembers {
    package var isObject: Bool { document.tokens[object].kind == .object }

    /// The object itself.
    package var item: JSONItem { JSONItem(document: document, index: object) }

    /// Where the value of a member stands; `nil` when it is missing or null, or this is no object.
    @inlinable
    @inline(__always)
    package func value(of name: StaticString) -> JSONToken? {
        let index = index(of: name)
        guard index > 0, document.tokens[index].kind != .null else { return nil }
        return document.tokens[index]
    }

    // Inlined too: as functions of their own they would be lent a copy of all this.

    /// The value of a plain integer that fits; `nil` for other numbers and every other kind.
    @inlinable
    @inline(__always)
    package func int64(_ token: JSONToken) -> Int64? {
        token.kind == .number ? document.bytes.span.int64(token.range) : nil
    }

    /// The text of a string.
    @inlinable
    @inline(__always)
    package func text(_ token: JSONToken) -> JSONText {
        JSONText(document.bytes, token)
    }

    /// The value of a string that is a plain decimal, in 10⁻⁸; `nil` for longer ones and other texts, which may be
    /// decimals nonetheless.
    @inlinable
    @inline(__always)
    package func shortDecimal(_ token: JSONToken) -> Int64? { document.bytes.span.shortDecimal(token.range) }

    /// The text of a string, to be compared.
    @inlinable
    @inline(__always)
    package func word(_ token: JSONToken) -> JSONWord {
        token.isEscaped ? text(token).word : JSONWord(document.bytes.span, token.value)
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
    /// Whether the member at this place has the name, which was written without escapes.
    @inlinable
    @inline(__always)
    func hasName(_ name: StaticString, _ index: Int) -> Bool {
        precondition(name.utf8CodeUnitCount <= 24, "a name of the interface is short")
        guard tokens[index].nameWord == name.word(), tokens[index].nameLength == name.utf8CodeUnitCount else {
            return false
        }
        let length = name.utf8CodeUnitCount
        return length <= 8
            || hasName(name.word(at: length &- 8), before: 0, index)
                && (length <= 16 || hasName(name.word(at: length &- 16), before: 8, index))
    }

    /// Whether these are eight bytes of a long name, so many before its end.
    @usableFromInline
    @inline(never)
    func hasName(_ word: UInt64, before distance: Int, _ index: Int) -> Bool {
        bytes.span.word(at: tokens[index].name.upperBound &- 8 &- distance) == word
    }

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

/// The members of an object in a JSON text, for whoever looks for many of them by name; or whatever value was sent
/// in its place, which has none.
///
/// Read into and looked into in place, and never copied: it is large, and the same one can be used for many objects.
/// Looking into it is mutating for this reason only: a borrowed value of its size is copied at every look-up.
public struct JSONMembers: ~Copyable {
    @usableFromInline private(set) var bytes: [UInt8] = []
    @usableFromInline private(set) var table = JSONMemberTable()
    /// The object itself.
    private var token = JSONToken()

    @inlinable
    @inline(__always)
    package init() {}

    /// Reads one value that takes up the whole text.
    package mutating func read(_ text: SharedBytes) throws(JSONError) {
        bytes = text.array
        try JSONReader.read(text) { (reader, cursor, bytes) throws(JSONError) in
            try read(&reader, cursor, in: bytes)
        }
    }

    /// Reads the array that takes up the whole text, and hands out itself with each element in turn.
    ///
    /// - Returns: whether it is an array.
    package mutating func read(
        elementsOf text: SharedBytes, _ body: (inout JSONMembers) -> Void
    ) throws(JSONError) -> Bool {
        bytes = text.array
        return try JSONReader.readElements(of: text) { (reader, cursor, bytes) throws(JSONError) in
            let end = try read(&reader, cursor, in: bytes)
            body(&self)
            return end
        }
    }

    private mutating func read(
        _ reader: inout JSONReader, _ cursor: JSONCursor, in bytes: Span<UInt8>
    ) throws(JSONError) -> Int {
        table.removeAll()
        token = try reader.value(at: cursor, in: bytes, members: &table)
        return token.end
    }

    /// The members of a value that was read before.
    package init(_ item: JSONItem) {
        self.init()
        do throws(JSONError) {
            try read(item.source)
        } catch {
            preconditionFailure("what was read once can be read again")
        }
    }
}

extension JSONMembers {
    package var isObject: Bool { token.kind == .object }

    /// All of them, in the order in which they were written.
    package var items: [(name: String, value: JSONItem)] {
        table.all.map { (name: $0.name.text(in: bytes.span), value: JSONItem(bytes, $0.value)) }
    }

    /// The value of a member, by itself; `nil` when it is missing.
    package mutating func item(_ name: StaticString) -> JSONItem? {
        token(of: name).map { JSONItem(bytes, $0) }
    }

    /// The value of a member; `nil` when it is missing or null.
    @inlinable
    @inline(__always)
    package mutating func value(of name: StaticString) -> JSONToken? {
        guard let token = token(of: name), token.kind != .null else { return nil }
        return token
    }

    @inlinable
    @inline(__always)
    mutating func token(of name: StaticString) -> JSONToken? {
        precondition(name.utf8CodeUnitCount <= 24, "a name of the interface is short")
        guard table.isComplete else { return searchedToken(of: JSONWord(name: name)) }
        let number = Int(table.slots[JSONName.slot(name.word(), name.utf8CodeUnitCount)])
        guard number > 0, bytes.span.isName(name, table.few[number &- 1].name) else { return nil }
        return table.few[number &- 1].value
    }

    @usableFromInline
    @inline(never)
    func searchedToken(of name: JSONWord) -> JSONToken? {
        let bytes = bytes.span
        return table.all.first { $0.name.isSame(as: name, in: bytes) }?.value
    }

    // Inlined too: as functions of their own they would be lent a copy of all this.

    /// The value of a plain integer that fits; `nil` for other numbers and every other kind.
    @inlinable
    @inline(__always)
    package func int64(_ token: JSONToken) -> Int64? {
        token.kind == .number ? bytes.span.int64(token.place.range) : nil
    }

    /// The text of a string.
    @inlinable
    @inline(__always)
    package func text(_ token: JSONToken) -> JSONText { JSONText(bytes, token) }

    /// The value of a string that is a plain decimal, in 10⁻⁸; `nil` for longer ones and other texts, which may be
    /// decimals nonetheless.
    @inlinable
    @inline(__always)
    package func shortDecimal(_ token: JSONToken) -> Int64? { bytes.span.shortDecimal(token.content) }

    /// The text of a string, to be compared.
    @inlinable
    @inline(__always)
    package func word(_ token: JSONToken) -> JSONWord {
        token.isEscaped ? text(token).word : JSONWord(bytes.span, token.content)
    }

    /// Hands out the text of a string in UTF-8.
    @inlinable
    @inline(__always)
    package func withUTF8<Value, Problem: Error>(
        of token: JSONToken, _ read: (Span<UInt8>) throws(Problem) -> Value
    ) throws(Problem) -> Value {
        guard token.isEscaped else { return try read(bytes.span.extracting(token.content)) }
        return try read(unescaped(token).span)
    }

    @usableFromInline
    package func unescaped(_ token: JSONToken) -> [UInt8] { bytes.span.unescaped(token.content) }
}

extension Span<UInt8> {
    /// Whether a name, which was written without escapes, is the one that is looked for. Long ones are compared by
    /// words that may overlap.
    @inlinable
    @inline(__always)
    func isName(_ name: StaticString, _ found: JSONName) -> Bool {
        let length = name.utf8CodeUnitCount
        guard found.word == name.word(), found.place.count == length else { return false }
        let end = found.place.upperBound
        return length <= 8
            || word(at: end &- 8) == name.word(at: length &- 8)
                && (length <= 16 || word(at: end &- 16) == name.word(at: length &- 16))
    }
}

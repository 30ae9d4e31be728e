/// The fields of a header block, in the order they were sent.
///
/// Fields are ranges of one byte array; strings are made only for what is asked for. Names are compared
/// without regard to case.
package struct HTTPHeaders: Sendable {
    struct Field: Sendable {
        var nameStart: Int32
        var nameEnd: Int32
        var valueStart: Int32
        var valueEnd: Int32
    }

    var bytes: [UInt8] = []
    var fields: [Field] = []

    package init() {}

    /// Headers from pairs, for tests and in-process callers.
    package init(_ pairs: [(name: String, value: String)]) {
        for (name, value) in pairs { append(name: name, value: value) }
    }

    package var count: Int { fields.count }

    /// The value of the first field with this name.
    package subscript(name: String) -> String? {
        for field in fields where matches(field, name) { return value(of: field) }
        return nil
    }

    /// The values of every field with this name, in order.
    package func values(of name: String) -> [String] {
        fields.filter { matches($0, name) }.map(value(of:))
    }

    /// All fields, names as they were sent.
    package var pairs: [(name: String, value: String)] {
        fields.map { (text($0.nameStart, $0.nameEnd), value(of: $0)) }
    }

    package mutating func append(name: String, value: String) {
        let start = bytes.count
        bytes.append(contentsOf: name.utf8)
        let middle = bytes.count
        bytes.append(contentsOf: value.utf8)
        append(name: start..<middle, value: middle..<bytes.count, offset: 0)
    }

    /// Adds a field whose ranges are counted from `offset` in the bytes.
    mutating func append(name: Range<Int>, value: Range<Int>, offset: Int) {
        if fields.isEmpty { fields.reserveCapacity(16) }
        let field = Field(
            nameStart: Int32(offset + name.lowerBound), nameEnd: Int32(offset + name.upperBound),
            valueStart: Int32(offset + value.lowerBound), valueEnd: Int32(offset + value.upperBound))
        fields.append(field)
    }

    private func matches(_ field: Field, _ name: String) -> Bool {
        let start = Int(field.nameStart)
        let wanted = name.utf8.span
        guard Int(field.nameEnd) - start == wanted.count else { return false }
        for index in wanted.indices where bytes[start + index].lowercased != wanted[index].lowercased {
            return false
        }
        return true
    }

    private func value(of field: Field) -> String { text(field.valueStart, field.valueEnd) }

    private func text(_ start: Int32, _ end: Int32) -> String {
        String(decoding: bytes[Int(start)..<Int(end)], as: UTF8.self)
    }
}

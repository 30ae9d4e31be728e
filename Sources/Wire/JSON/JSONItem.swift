/// A value in a JSON text that was read and found well formed. What is inside is looked for when it is wanted.
///
/// Public for the same reason as `ByteWriter`.
public struct JSONItem: Sendable {
    /// The text and what was received with it, in which the token has its place.
    private let received: [UInt8]
    private let token: JSONToken

    init(_ received: [UInt8], _ token: JSONToken) { (self.received, self.token) = (received, token) }

    /// Reads one value that takes up the whole text.
    package init(_ text: SharedBytes) throws(JSONError) {
        var token = JSONToken()
        try JSONReader.read(text) { (reader, cursor, bytes) throws(JSONError) in
            token = try reader.value(at: cursor, in: bytes)
            return token.end
        }
        self.init(text.array, token)
    }

    /// The value as it was written, byte for byte: a text of its own.
    package var source: SharedBytes { SharedBytes(received, token.place.range) }
}

extension JSONItem {
    package var isNull: Bool { token.kind == .null }
    package var isNumber: Bool { token.kind == .number }
    package var isText: Bool { token.kind == .string }
    package var isArray: Bool { token.kind == .array }
    package var isObject: Bool { token.kind == .object }

    /// The value of `true` or `false`; `nil` for every other kind.
    package var boolValue: Bool? {
        token.kind == .bool ? received.span[token.place.lowerBound] == UInt8(ascii: "t") : nil
    }

    /// The value of a plain integer that fits; `nil` for other numbers and every other kind.
    package var int64: Int64? { token.kind == .number ? received.span.int64(token.place.range) : nil }

    /// The number as it was written; `nil` for every other kind.
    var number: JSONNumber? {
        isNumber ? JSONNumber(validated: String(ascii: received.span.extracting(token.place.range))) : nil
    }

    /// The string; `nil` for every other kind, also for a number.
    package var text: JSONText? { token.kind == .string ? JSONText(received, token) : nil }

    /// The elements of an array; `nil` for every other kind.
    package var elements: [JSONItem]? {
        guard isArray else { return nil }
        var elements: [JSONItem] = []
        do throws(JSONError) {
            _ = try JSONReader.readElements(of: source) { (reader, cursor, bytes) throws(JSONError) in
                let element = try reader.value(at: cursor, in: bytes)
                elements.append(JSONItem(received, element))
                return element.end
            }
        } catch {
            preconditionFailure("what was read once can be read again")
        }
        return elements
    }
}

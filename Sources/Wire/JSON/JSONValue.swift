/// Any JSON value, as RFC 8259 defines it.
///
/// Numbers keep their text and objects keep their order, so what was read can be written back byte for
/// byte apart from white space and escapes.
package enum JSONValue: Equatable, Sendable {
    case null
    case bool(Bool)
    case number(JSONNumber)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)
}

extension JSONValue {
    /// Reads one value that takes up the whole input.
    package static func parse(_ bytes: [UInt8]) throws(JSONError) -> JSONValue {
        JSONValue(try JSONItem(SharedBytes(bytes)))
    }

    /// Reads one value that takes up the whole text.
    package static func parse(_ text: String) throws(JSONError) -> JSONValue {
        try parse(Array(text.utf8))
    }

    /// The tree of a value that was read. As deep as the reader lets values be.
    init(_ item: JSONItem) {
        if let bool = item.boolValue {
            self = .bool(bool)
        } else if let number = item.number {
            self = .number(number)
        } else if let text = item.text {
            self = .string(text.string)
        } else if let elements = item.elements {
            self = .array(elements.map(JSONValue.init))
        } else if item.isObject {
            self = .object(JSONObject(JSONMembers(item).items.map { .init(key: $0, value: JSONValue($1)) }))
        } else {
            self = .null
        }
    }
}

extension JSONValue {
    /// Whether this is `null`.
    package var isNull: Bool { self == .null }

    /// The value of `true` or `false`; `nil` for every other kind.
    package var boolValue: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// The number; `nil` for every other kind, also for a string that holds digits.
    package var numberValue: JSONNumber? {
        if case .number(let value) = self { value } else { nil }
    }

    /// The string; `nil` for every other kind.
    package var stringValue: String? {
        if case .string(let value) = self { value } else { nil }
    }

    /// The elements of an array; `nil` for every other kind.
    package var arrayValue: [JSONValue]? {
        if case .array(let value) = self { value } else { nil }
    }

    /// The object; `nil` for every other kind.
    package var objectValue: JSONObject? {
        if case .object(let value) = self { value } else { nil }
    }

    /// The member of an object; `nil` when it is missing or this is not an object.
    package subscript(key: String) -> JSONValue? { objectValue?[key] }
}

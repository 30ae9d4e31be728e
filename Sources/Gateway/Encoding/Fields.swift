import Exchange
import Wire

/// The fields of a JSON object that a client sent.
///
/// `null` counts as absent: paradex-py sends `recv_window: null`, Go clients send zero values. A value of
/// the wrong JSON type is a binding error, a value of the right type that cannot be is an invalid parameter.
struct Fields {
    private let object: JSONObject

    init(_ object: JSONObject) { self.object = object }

    /// The object in a request's body.
    init(body: [UInt8]) throws(APIError) {
        guard case .object(let object) = try JSONValue(body: body) else {
            throw .binding("the body must be a JSON object")
        }
        self.object = object
    }

    func has(_ name: String) -> Bool { value(name) != nil }

    /// Text that must be there and not be empty.
    func text(_ name: String) throws(APIError) -> String {
        guard let text = try optionalText(name), !text.isEmpty else {
            throw .parameter(name, "is required.")
        }
        return text
    }

    func optionalText(_ name: String) throws(APIError) -> String? {
        guard let value = value(name) else { return nil }
        guard case .string(let text) = value else { throw .binding("\(name): must be a JSON string") }
        return text
    }

    func integer(_ name: String) throws(APIError) -> Int64 {
        guard let integer = try optionalInteger(name) else { throw .parameter(name, "is required.") }
        return integer
    }

    func optionalInteger(_ name: String) throws(APIError) -> Int64? {
        guard let value = value(name) else { return nil }
        guard case .number(let number) = value, let integer = number.int64 else {
            throw .binding("\(name): must be a JSON integer")
        }
        return integer
    }

    /// Characters in a name that a client gives to something.
    static let labelLengthMaximum = 64

    /// A name for people; an absent one is empty.
    func label(_ name: String) throws(APIError) -> String {
        let text = try optionalText(name) ?? ""
        guard text.unicodeScalars.count <= Self.labelLengthMaximum else {
            throw .parameter(name, "must not be longer than \(Self.labelLengthMaximum) characters.")
        }
        return text
    }

    /// An absent list is an empty one.
    func texts(_ name: String) throws(APIError) -> [String] {
        guard let value = value(name) else { return [] }
        guard case .array(let elements) = value else { throw .binding("\(name): must be a JSON array") }
        var texts: [String] = []
        for element in elements {
            guard case .string(let text) = element else {
                throw .binding("\(name): must be an array of JSON strings")
            }
            texts.append(text)
        }
        return texts
    }

    func optionalBool(_ name: String) throws(APIError) -> Bool? {
        guard let value = value(name) else { return nil }
        guard let bool = value.boolValue else { throw .binding("\(name): must be true or false") }
        return bool
    }

    /// Whether the field is there and null, where that means something.
    func isNull(_ name: String) -> Bool { object[name]?.isNull == true }

    /// Refuses fields with other names, where no client sends any and a slip of the pen would go unnoticed.
    func refuseOthers(than names: [String]) throws(APIError) {
        guard let other = object.members.first(where: { !names.contains($0.key) }) else { return }
        throw .parameter(other.key, "is not a field here, expected \(names.joined(separator: ", ")).")
    }

    /// A decimal in 10⁻⁸; nil if it is absent or empty.
    func optionalDecimal(_ name: String) throws(APIError) -> Int64? {
        guard let text = try optionalText(name), !text.isEmpty else { return nil }
        return try decimal(name)
    }

    /// A decimal that must be there, in 10⁻⁸; more than eight decimals never fit a tick or step.
    func decimal(_ name: String) throws(APIError) -> Int64 {
        let text = try text(name)
        do {
            return try APIDecimal.units(text)
        } catch {
            switch error {
            case .malformed: throw .parameter(name, "must be a non-negative non-zero number.")
            case .tooPrecise: throw .parameter(name, "must not have more than 8 decimals.")
            case .outOfRange: throw .parameter(name, "is out of range.")
            }
        }
    }

    /// One of a closed set of words.
    func word<Value>(
        _ name: String, _ expected: String, absent: Value? = nil, _ read: (String) -> Value?
    ) throws(APIError) -> Value {
        guard let text = try optionalText(name) else {
            if let absent { return absent }
            throw .parameter(name, "is required.")
        }
        guard let value = read(text) else {
            throw .parameter(name, "must be \(expected), not \"\(text)\".")
        }
        return value
    }

    private func value(_ name: String) -> JSONValue? {
        guard let value = object[name], !value.isNull else { return nil }
        return value
    }
}

extension JSONValue {
    /// The JSON value in a request's body.
    init(body: [UInt8]) throws(APIError) {
        guard !body.isEmpty else { throw .binding("the body is empty, expected JSON") }
        do {
            self = try JSONValue.parse(body)
        } catch {
            throw .binding("the body is not JSON: \(error)")
        }
    }
}

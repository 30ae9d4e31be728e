import Exchange
import Wire

/// The fields of a JSON object that a client sent.
///
/// `null` counts as absent: paradex-py sends `recv_window: null`, Go clients send zero values. A value of
/// the wrong JSON type is a binding error, a value of the right type that cannot be is an invalid parameter.
typealias Fields = JSONMembers

extension Fields {
    /// The object in a request's body.
    static func of(body: SharedBytes) throws(APIError) -> Fields {
        var fields = Fields()
        try fields.read(body: body)
        return fields
    }

    /// Takes the object in a request's body.
    mutating func read(body: SharedBytes) throws(APIError) {
        do throws(JSONError) {
            try read(body)
        } catch {
            throw .notJSON(body, error)
        }
        guard isObject else { throw .binding("the body must be a JSON object") }
    }

    @inline(__always)
    mutating func has(_ name: StaticString) -> Bool { value(of: name) != nil }

    /// Text that must be there and not be empty.
    @inline(__always)
    mutating func text(_ name: StaticString) throws(APIError) -> String { try rawText(name).string }

    /// The same, where it need not become a `String`.
    @inline(__always)
    mutating func rawText(_ name: StaticString) throws(APIError) -> JSONText {
        text(try token(ofText: name))
    }

    @inline(__always)
    mutating func optionalRawText(_ name: StaticString) throws(APIError) -> JSONText? {
        guard let token = try token(ofOptionalText: name) else { return nil }
        return text(token)
    }

    @inline(__always)
    mutating func optionalText(_ name: StaticString) throws(APIError) -> String? {
        try optionalRawText(name)?.string
    }

    @inline(__always)
    mutating func integer(_ name: StaticString) throws(APIError) -> Int64 {
        guard let integer = try optionalInteger(name) else { throw Self.required(name) }
        return integer
    }

    @inline(__always)
    mutating func optionalInteger(_ name: StaticString) throws(APIError) -> Int64? {
        guard let token = value(of: name) else { return nil }
        guard let integer = int64(token) else { throw Self.wrongType(name, "integer") }
        return integer
    }

    /// Characters in a name that a client gives to something.
    static let labelLengthMaximum = 64

    /// A name for people; an absent one is empty.
    mutating func label(_ name: StaticString) throws(APIError) -> String {
        let text = try optionalText(name) ?? ""
        guard text.unicodeScalars.count <= Self.labelLengthMaximum else {
            throw .parameter(name, "must not be longer than \(Self.labelLengthMaximum) characters.")
        }
        return text
    }

    /// An absent list is an empty one.
    @inline(__always)
    mutating func texts(_ name: StaticString) throws(APIError) -> [String] {
        has(name) ? try texts(of: item(name), name) : []
    }

    private mutating func texts(of value: JSONItem?, _ name: StaticString) throws(APIError) -> [String] {
        guard let elements = value?.elements else { throw .binding("\(name): must be a JSON array") }
        var texts: [String] = []
        for element in elements {
            guard let text = element.text else {
                throw .binding("\(name): must be an array of JSON strings")
            }
            texts.append(text.string)
        }
        return texts
    }

    @inline(__always)
    mutating func optionalBool(_ name: StaticString) throws(APIError) -> Bool? {
        guard has(name) else { return nil }
        guard let bool = item(name)?.boolValue else {
            throw .binding("\(name): must be true or false")
        }
        return bool
    }

    /// Whether the field is there and null, where that means something.
    @inline(__always)
    mutating func isNull(_ name: StaticString) -> Bool { item(name)?.isNull == true }

    /// Refuses fields with other names, where no client sends any and a slip of the pen would go unnoticed.
    func refuseOthers(than names: [String]) throws(APIError) {
        guard let other = items.first(where: { !names.contains($0.name) })?.name else { return }
        throw .parameter(other, "is not a field here, expected \(names.joined(separator: ", ")).")
    }

    /// A decimal in 10⁻⁸; nil if it is absent or empty.
    @inline(__always)
    mutating func optionalDecimal(_ name: StaticString) throws(APIError) -> Int64? {
        guard let token = try token(ofOptionalText: name), !token.isEmptyText else { return nil }
        return try decimal(token, name)
    }

    /// A decimal that must be there, in 10⁻⁸; more than eight decimals never fit a tick or step.
    @inline(__always)
    mutating func decimal(_ name: StaticString) throws(APIError) -> Int64 {
        try decimal(token(ofText: name), name)
    }

    private mutating func decimal(_ token: JSONToken, _ name: StaticString) throws(APIError) -> Int64 {
        if let units = shortDecimal(token) { return units }
        return try longDecimal(token, name)
    }

    @inline(never)
    private func longDecimal(_ token: JSONToken, _ name: StaticString) throws(APIError) -> Int64 {
        do throws(FixedPoint.ParseError) {
            return try withUTF8(of: token) { (text) throws(FixedPoint.ParseError) in
                try APIDecimal.units(text)
            }
        } catch {
            switch error {
            case .malformed: throw .parameter(name, "must be a non-negative non-zero number.")
            case .tooPrecise: throw .parameter(name, "must not have more than 8 decimals.")
            case .outOfRange: throw .parameter(name, "is out of range.")
            }
        }
    }

    /// One of a closed set of words.
    @inline(__always)
    mutating func word<Value>(
        _ name: StaticString, _ expected: @autoclosure () -> String, absent: Value? = nil,
        _ read: (JSONWord) -> Value?
    ) throws(APIError) -> Value {
        guard let token = try token(ofOptionalText: name) else {
            if let absent { return absent }
            throw Self.required(name)
        }
        guard let value = read(word(token)) else {
            throw Self.unknownWord(name, text(token), expected: expected())
        }
        return value
    }

    /// Text that must be there and not be empty.
    @inline(__always)
    private mutating func token(ofText name: StaticString) throws(APIError) -> JSONToken {
        guard let token = try token(ofOptionalText: name), !token.isEmptyText else {
            throw Self.required(name)
        }
        return token
    }

    @inline(__always)
    private mutating func token(ofOptionalText name: StaticString) throws(APIError) -> JSONToken? {
        guard let token = value(of: name) else { return nil }
        guard token.kind == .string else { throw Self.wrongType(name, "string") }
        return token
    }
}

// What is wrong with a field: functions of their own, since putting a message together takes more code than reading.
extension Fields {
    @inline(never)
    private static func required(_ name: StaticString) -> APIError { .parameter(name, "is required.") }

    @inline(never)
    private static func wrongType(_ name: StaticString, _ type: StaticString) -> APIError {
        .binding("\(name): must be a JSON \(type)")
    }

    @inline(never)
    private static func unknownWord(_ name: StaticString, _ text: JSONText, expected: String) -> APIError {
        .parameter(name, "must be \(expected), not \"\(text)\".")
    }
}

extension APIError {
    static func notJSON(_ body: SharedBytes, _ error: JSONError) -> APIError {
        if body.isEmpty { return .binding("the body is empty, expected JSON") }
        guard !body.isGzip else {
            return .binding("the body is compressed with gzip, expected JSON without a Content-Encoding")
        }
        return .binding("the body is not JSON: \(error)")
    }
}

extension SharedBytes {
    /// Whether these bytes begin as gzip's do (RFC 1952 §2.3.1).
    fileprivate var isGzip: Bool { array[range].starts(with: [0x1F, 0x8B]) }
}

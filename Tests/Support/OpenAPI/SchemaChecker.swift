package import Wire

/// Holds JSON values to schemas of an OpenAPI 3.0 document.
package struct SchemaChecker: Sendable {
    static let prefix = "#/components/schemas/"

    /// The schemas that have names.
    private let schemas: JSONObject
    /// Whether objects may have members beyond those of their schema, as requests may.
    private let allowsExtras: Bool

    /// Throws if the schemas use a keyword that nothing checks.
    package init(_ schemas: JSONObject) throws {
        self.init(schemas: schemas, allowsExtras: false)
        for member in schemas.members { try vet(member.value, at: Self.prefix + member.key) }
    }

    private init(schemas: JSONObject, allowsExtras: Bool) {
        self.schemas = schemas
        self.allowsExtras = allowsExtras
    }

    /// Throws if a schema uses a keyword that nothing checks.
    func vet(_ schema: JSONValue, at path: String) throws {
        try SchemaKeyword.vet(schema, at: path, names: Set(schemas.members.map(\.key)))
    }

    /// The same for what clients send.
    package var forRequests: SchemaChecker { SchemaChecker(schemas: schemas, allowsExtras: true) }

    /// Throws where the value is not as the schema says.
    package func check(_ value: JSONValue, _ schema: JSONValue, at path: String = "") throws {
        guard case .object(let schema) = schema else { throw SchemaError(path, "no schema") }
        if value.isNull, schema["nullable"]?.boolValue == true { return }
        for member in schema.members {
            guard let keyword = SchemaKeyword(rawValue: member.key) else {
                throw SchemaError(path, "the schema's keyword \(member.key) is not understood")
            }
            try check(value, keyword, member.value, of: schema, at: path)
        }
    }

    private func check(
        _ value: JSONValue, _ keyword: SchemaKeyword, _ operand: JSONValue, of schema: JSONObject,
        at path: String
    ) throws {
        switch keyword {
        case .reference: try check(value, named(operand), at: path)
        case .all: for part in operand.arrayValue ?? [] { try check(value, part, at: path) }
        case .one: try checkOne(value, operand.arrayValue ?? [], at: path)
        case .type, .format: try checkKind(value, operand.stringValue ?? "", at: path)
        case .choices:
            try require(operand.arrayValue?.contains(value) == true, value, "one of \(operand.text)", path)
        case .pattern, .minimumLength, .maximumLength:
            if let text = value.stringValue { try check(text, keyword, operand, at: path) }
        case .minimum, .maximum:
            if let number = value.numberValue { try check(number, keyword, operand, at: path) }
        case .items, .minimumCount, .maximumCount:
            if let elements = value.arrayValue { try check(elements, keyword, operand, at: path) }
        case .required, .properties, .otherProperties:
            if let object = value.objectValue { try check(object, keyword, operand, of: schema, at: path) }
        case .nullable, .description, .example, .fallback: return
        }
    }

    private func named(_ reference: JSONValue) -> JSONValue {
        schemas[String((reference.stringValue ?? "").dropFirst(Self.prefix.count))] ?? .null
    }

    private func checkOne(_ value: JSONValue, _ schemas: [JSONValue], at path: String) throws {
        var failures: [String] = []
        for schema in schemas {
            do {
                try check(value, schema, at: path)
            } catch {
                failures.append("\(error)")
            }
        }
        guard schemas.count - failures.count != 1 else { return }
        let reason = failures.isEmpty ? "it is several of them" : failures.joined(separator: "; or ")
        throw SchemaError(path, "expected one of \(schemas.count) forms: \(reason)")
    }

    private func checkKind(_ value: JSONValue, _ kind: String, at path: String) throws {
        let isRight =
            switch kind {
            case "object": value.objectValue != nil
            case "array": value.arrayValue != nil
            case "string": value.stringValue != nil
            case "boolean": value.boolValue != nil
            case "number": value.numberValue != nil
            case "integer", "int64": value.numberValue?.int64 != nil
            default: throw SchemaError(path, "the schema's type \(kind) is not understood")
            }
        try require(isRight, value, "type \(kind)", path)
    }

    func require(_ isRight: Bool, _ value: JSONValue, _ expectation: String, _ path: String) throws {
        guard !isRight else { return }
        throw SchemaError(path, "expected \(expectation), got \(value.text.prefix(200))")
    }

    /// Whether objects of this schema may have other members, and of what form; nil if they may not.
    func schemaOfOthers(_ operand: JSONValue) -> JSONValue? {
        if operand == .bool(true) || (allowsExtras && operand == .bool(false)) {
            return .object(JSONObject())
        }
        return operand.objectValue == nil ? nil : operand
    }
}

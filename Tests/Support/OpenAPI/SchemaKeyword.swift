import Wire

/// The keywords that the project's OpenAPI document may use in a schema. Any other one is a mistake: nobody
/// would check what it says.
enum SchemaKeyword: String {
    case reference = "$ref"
    case type
    case nullable
    case format
    case choices = "enum"
    case pattern
    case minimumLength = "minLength"
    case maximumLength = "maxLength"
    case minimum
    case maximum
    case properties
    case required
    case otherProperties = "additionalProperties"
    case items
    case minimumCount = "minItems"
    case maximumCount = "maxItems"
    case all = "allOf"
    case one = "oneOf"
    case description
    case example
    case fallback = "default"
}

extension SchemaKeyword {
    /// Throws unless a schema and those in it say only what is understood, and refer only to what is there.
    static func vet(_ schema: JSONValue, at path: String, names: Set<String>) throws {
        guard case .object(let schema) = schema else { throw SchemaError(path, "a schema is an object") }
        for member in schema.members {
            let place = "\(path)/\(member.key)"
            guard let keyword = SchemaKeyword(rawValue: member.key) else {
                throw SchemaError(place, "nobody checks this keyword")
            }
            try keyword.vet(member.value, beside: schema, at: place, names: names)
        }
    }

    private func vet(
        _ value: JSONValue, beside schema: JSONObject, at path: String, names: Set<String>
    ) throws {
        switch self {
        case .reference: try vetReference(value, beside: schema, at: path, names: names)
        case .pattern: try vetPattern(value, at: path)
        case .items: try Self.vet(value, at: path, names: names)
        case .properties:
            for member in value.objectValue?.members ?? [] {
                try Self.vet(member.value, at: "\(path)/\(member.key)", names: names)
            }
        case .all, .one:
            for (index, part) in (value.arrayValue ?? []).enumerated() {
                try Self.vet(part, at: "\(path)/\(index)", names: names)
            }
        case .otherProperties:
            if value.boolValue == nil { try Self.vet(value, at: path, names: names) }
        case .required:
            for name in value.arrayValue ?? [] where schema["properties"]?[name.stringValue ?? ""] == nil {
                throw SchemaError(path, "\(name.text) is required and has no schema")
            }
        case .format:
            guard value == .string("int64") else { throw SchemaError(path, "only int64 is checked") }
        case .type, .nullable, .choices, .minimumLength, .maximumLength, .minimum, .maximum, .minimumCount,
            .maximumCount, .description, .example, .fallback:
            return
        }
    }

    /// OpenAPI 3.0 ignores whatever stands beside a reference.
    private func vetReference(
        _ value: JSONValue, beside schema: JSONObject, at path: String, names: Set<String>
    ) throws {
        guard schema.members.count == 1 else { throw SchemaError(path, "nobody reads what stands beside it") }
        guard let text = value.stringValue, text.hasPrefix(SchemaChecker.prefix),
            names.contains(String(text.dropFirst(SchemaChecker.prefix.count)))
        else { throw SchemaError(path, "\(value.text) leads nowhere") }
    }

    /// Without both anchors a pattern would be happy with part of a text.
    private func vetPattern(_ value: JSONValue, at path: String) throws {
        guard let text = value.stringValue, text.hasPrefix("^"), text.hasSuffix("$"),
            (try? Regex(text)) != nil
        else { throw SchemaError(path, "\(value.text) is no pattern between ^ and $") }
    }
}

/// A value that is not as its schema says, or a schema that says nothing useful.
package struct SchemaError: Error, CustomStringConvertible {
    /// Where: a JSON pointer.
    let path: String
    /// What was expected there.
    let expectation: String

    init(_ path: String, _ expectation: String) {
        self.path = path
        self.expectation = expectation
    }

    package var description: String { "\(path.isEmpty ? "/" : path): \(expectation)" }
}

import Wire

// What the keywords mean for each kind of value.

extension SchemaChecker {
    func check(_ text: String, _ keyword: SchemaKeyword, _ operand: JSONValue, at path: String) throws {
        let length = Int64(text.unicodeScalars.count)
        let bound = operand.numberValue?.int64 ?? 0
        switch keyword {
        case .pattern:
            let pattern = operand.stringValue ?? ""
            let regex = try Regex(pattern).matchingSemantics(.unicodeScalar)
            try require(text.wholeMatch(of: regex) != nil, .string(text), pattern, path)
        case .minimumLength:
            try require(length >= bound, .string(text), "at least \(bound) characters", path)
        default:
            try require(length <= bound, .string(text), "at most \(bound) characters", path)
        }
    }

    func check(_ number: JSONNumber, _ keyword: SchemaKeyword, _ operand: JSONValue, at path: String) throws {
        guard let bound = operand.numberValue else { throw SchemaError(path, "a bound is a number") }
        if keyword == .minimum {
            let isRight = !Self.isLess(number, bound)
            try require(isRight, .number(number), "at least \(bound.text)", path)
        } else {
            let isRight = !Self.isLess(bound, number)
            try require(isRight, .number(number), "at most \(bound.text)", path)
        }
    }

    /// Exact for integers.
    private static func isLess(_ left: JSONNumber, _ right: JSONNumber) -> Bool {
        if let left = left.int64, let right = right.int64 { return left < right }
        return (Double(left.text) ?? .nan) < (Double(right.text) ?? .nan)
    }

    func check(
        _ elements: [JSONValue], _ keyword: SchemaKeyword, _ operand: JSONValue, at path: String
    ) throws {
        let bound = operand.numberValue?.int64 ?? 0
        switch keyword {
        case .minimumCount:
            try require(elements.count >= bound, .array(elements), "at least \(bound) elements", path)
        case .maximumCount:
            try require(elements.count <= bound, .array(elements), "at most \(bound) elements", path)
        default:
            for (index, element) in elements.enumerated() {
                try check(element, operand, at: "\(path)/\(index)")
            }
        }
    }

    func check(
        _ object: JSONObject, _ keyword: SchemaKeyword, _ operand: JSONValue, of schema: JSONObject,
        at path: String
    ) throws {
        switch keyword {
        case .required:
            for name in operand.arrayValue ?? [] where object[name.stringValue ?? ""] == nil {
                throw SchemaError("\(path)/\(name.stringValue ?? "")", "missing")
            }
        case .properties:
            for member in operand.objectValue?.members ?? [] {
                guard let value = object[member.key] else { continue }
                try check(value, member.value, at: "\(path)/\(member.key)")
            }
        default: try checkOthers(object, operand, of: schema, at: path)
        }
    }

    private func checkOthers(
        _ object: JSONObject, _ operand: JSONValue, of schema: JSONObject, at path: String
    ) throws {
        for member in object.members where schema["properties"]?[member.key] == nil {
            guard let others = schemaOfOthers(operand) else {
                throw SchemaError("\(path)/\(member.key)", "not documented")
            }
            try check(member.value, others, at: "\(path)/\(member.key)")
        }
    }
}

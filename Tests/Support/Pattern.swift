import Wire

/// What a transcript expects of a body: JSON with gaps and variables.
struct Pattern {
    /// Stands for a bare `…`, which is any value.
    private static let anything = "\u{E000}"
    /// Begins a bare `{name}`, which is any scalar value.
    private static let bare = "\u{E001}"

    private let value: JSONValue

    /// Reads a pattern by making JSON of its bare marks.
    init(_ text: String) throws {
        do {
            value = try JSONValue.parse(Self.json(text))
        } catch {
            throw TranscriptError("the expected body is not JSON: \(error)")
        }
    }

    /// Binds variables and throws where the value differs.
    func match(_ value: JSONValue, _ variables: inout [String: String]) throws {
        try Self.match(self.value, value, at: "", &variables)
    }

    private static func json(_ text: String) -> String {
        var output = ""
        var isString = false
        var isEscaped = false
        var containers: [Character] = []
        var before: Character = " "
        var rest = text[...]
        while let character = rest.first {
            rest.removeFirst()
            if isString {
                output.append(character)
                if character == "\"", !isEscaped { isString = false }
                isEscaped = character == "\\" && !isEscaped
                continue
            }
            switch character {
            case "…":
                let isMember = containers.last == "{" && before != ":"
                output += isMember ? "\"\(anything)\":0" : "\"\(anything)\""
            case "{" where rest.first?.isLetter == true:
                let name = rest.prefix { $0 != "}" }
                rest = rest.dropFirst(name.count + 1)
                output += "\"\(bare)\(name)\""
            default:
                if character == "{" || character == "[" { containers.append(character) }
                if character == "}" || character == "]" { containers.removeLast() }
                if character == "\"" { isString = true }
                output.append(character)
            }
            if !character.isWhitespace { before = character }
        }
        return output
    }

    private static func match(
        _ pattern: JSONValue, _ value: JSONValue, at path: String, _ variables: inout [String: String]
    ) throws {
        switch (pattern, value) {
        case (.string(anything), _): return
        case (.string(let text), _) where text.hasPrefix(bare):
            try bind(String(text.dropFirst()), value, at: path, &variables)
        case (.string(let pattern), .string(let text)):
            guard try TextPattern(pattern, variables).match(text, &variables) else {
                throw TranscriptError("\(path): expected \"\(pattern)\", got \"\(text)\"")
            }
        case (.object(let pattern), .object(let object)):
            try match(pattern, object, at: path, &variables)
        case (.array(let pattern), .array(let elements)):
            try match(pattern, elements, at: path, &variables)
        default:
            guard pattern == value else {
                throw TranscriptError("\(path): expected \(pattern.text), got \(value.text)")
            }
        }
    }

    private static func match(
        _ pattern: JSONObject, _ object: JSONObject, at path: String, _ variables: inout [String: String]
    ) throws {
        let names = pattern.members.map(\.key)
        for member in pattern.members where member.key != anything {
            guard let value = object[member.key] else {
                throw TranscriptError("\(path)/\(member.key): missing")
            }
            try match(member.value, value, at: "\(path)/\(member.key)", &variables)
        }
        guard !names.contains(anything) else { return }
        if let other = object.members.first(where: { !names.contains($0.key) }) {
            throw TranscriptError("\(path)/\(other.key): not expected")
        }
    }

    private static func match(
        _ pattern: [JSONValue], _ elements: [JSONValue], at path: String, _ variables: inout [String: String]
    ) throws {
        let isOpen = pattern.last == .string(anything)
        let expected = isOpen ? pattern.dropLast() : pattern[...]
        guard elements.count == expected.count || (isOpen && elements.count > expected.count) else {
            throw TranscriptError("\(path): expected \(expected.count) elements, got \(elements.count)")
        }
        for (index, pattern) in expected.enumerated() {
            try match(pattern, elements[index], at: "\(path)/\(index)", &variables)
        }
    }

    private static func bind(
        _ name: String, _ value: JSONValue, at path: String, _ variables: inout [String: String]
    ) throws {
        let text = value.stringValue ?? value.text
        guard let bound = variables[name] else {
            variables[name] = text
            return
        }
        guard bound == text else {
            throw TranscriptError("\(path): expected {\(name)}, which is \(bound), got \(text)")
        }
    }
}

/// A text with gaps and variables.
struct TextPattern {
    private enum Piece {
        case literal(String)
        case gap
        case variable(String)
    }

    private var pieces: [Piece] = []

    /// Variables that are bound become literals.
    init(_ text: String, _ variables: [String: String]) throws {
        var literal = ""
        var rest = text[...]
        while let character = rest.first {
            rest.removeFirst()
            let isVariable = character == "{" && rest.first?.isLetter == true && rest.contains("}")
            guard isVariable || character == "…" else {
                literal.append(character)
                continue
            }
            guard isVariable else {
                pieces += [.literal(literal), .gap]
                literal = ""
                continue
            }
            let name = String(rest.prefix { $0 != "}" })
            rest = rest.dropFirst(name.count + 1)
            if let bound = variables[name] {
                literal += bound
            } else {
                pieces += [.literal(literal), .variable(name)]
                literal = ""
            }
        }
        pieces.append(.literal(literal))
    }

    /// Whether all of the text fits; binds the variables if it does.
    func match(_ text: String, _ variables: inout [String: String]) -> Bool {
        Self.match(pieces[...], text[...], &variables)
    }

    private static func match(
        _ pieces: ArraySlice<Piece>, _ text: Substring, _ variables: inout [String: String]
    ) -> Bool {
        guard let piece = pieces.first else { return text.isEmpty }
        let others = pieces.dropFirst()
        if case .literal(let literal) = piece {
            guard text.hasPrefix(literal) else { return false }
            return match(others, text.dropFirst(literal.count), &variables)
        }
        var length = 0
        while length <= text.count {
            var attempt = variables
            if case .variable(let name) = piece { attempt[name] = String(text.prefix(length)) }
            if match(others, text.dropFirst(length), &attempt) {
                variables = attempt
                return true
            }
            length += 1
        }
        return false
    }
}

extension JSONValue {
    /// The value as compact JSON.
    package var text: String { String(decoding: serialized(), as: UTF8.self) }
}

import Foundation
import Wire

/// The project's own OpenAPI document, `fixtures/openapi.json`, to which tests hold every reply.
package struct OpenAPIDocument: Sendable {
    /// A method and a path with its variables, for example `GET /v1/orders/{order_id}`.
    package struct Operation: Sendable {
        package let method: String
        package let path: String
        let segments: [Substring]
        let content: JSONObject

        package var name: String { "\(method) \(path)" }

        /// Unless the operation says otherwise, a token is needed.
        package var needsToken: Bool { content["security"]?.arrayValue?.isEmpty != true }
    }

    /// The document that is in the project.
    package static let project: OpenAPIDocument = {
        do {
            let text = try Data(contentsOf: Fixtures.root.appending(path: "openapi.json"))
            return try OpenAPIDocument([UInt8](text))
        } catch {
            preconditionFailure("fixtures/openapi.json: \(error)")
        }
    }()

    package let operations: [Operation]
    package let checker: SchemaChecker
    private let components: JSONValue

    /// Throws if a schema uses a keyword that nothing checks.
    package init(_ text: [UInt8]) throws {
        let document = try JSONValue.parse(text)
        guard let components = document["components"], case .object(let schemas)? = components["schemas"],
            case .object(let paths)? = document["paths"]
        else { throw SchemaError("", "a document has paths and components/schemas") }
        self.components = components
        checker = try SchemaChecker(schemas)
        operations = paths.members.flatMap { Self.operations(of: $0.value, path: $0.key) }
        try vet(document, at: "#")
    }

    private static func operations(of item: JSONValue, path: String) -> [Operation] {
        let segments = path.split(separator: "/")
        return (item.objectValue?.members ?? []).compactMap { member in
            guard member.key != "parameters", case .object(let content) = member.value else { return nil }
            return Operation(
                method: member.key.uppercased(), path: path, segments: segments, content: content)
        }
    }

    /// Throws at the first schema without a name that uses a keyword that nothing checks.
    private func vet(_ value: JSONValue, at path: String) throws {
        for (index, element) in (value.arrayValue ?? []).enumerated() {
            try vet(element, at: "\(path)/\(index)")
        }
        for member in value.objectValue?.members ?? [] where "\(path)/\(member.key)" != "#/components/schemas"
        {
            let place = "\(path)/\(member.key)"
            if member.key == "schema" {
                try checker.vet(member.value, at: place)
            } else {
                try vet(member.value, at: place)
            }
        }
    }

    /// The operation that a request asks for. Fixed paths come before variable ones; a slash at the end of the
    /// path is ignored.
    package func operation(_ method: String, target: String) -> Operation? {
        let path = target.prefix { $0 != "?" }
        let segments = path.split(separator: "/")
        let candidates = operations.filter { $0.method == method && $0.segments.count == segments.count }
        return candidates.filter { operation in
            zip(operation.segments, segments).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
        }.min { $0.variableCount < $1.variableCount }
    }

    /// A response that several operations share.
    func response(named name: String) -> JSONValue? { components["responses"]?[name] }

    /// The member of an object, or what it refers to.
    func resolved(_ value: JSONValue?) -> JSONValue? {
        guard let reference = value?["$ref"]?.stringValue else { return value }
        return reference.split(separator: "/").dropFirst(2).reduce(components) { $0?[String($1)] }
    }
}

extension OpenAPIDocument.Operation {
    fileprivate var variableCount: Int { segments.count { $0.hasPrefix("{") } }
}

import Foundation
import StarkCurve
import Testing

/// One vector of fixtures/signing-vectors.json.
///
/// The expected values come from the clients' own libraries (starknet.py, starknet-crypto, fast-stark-crypto,
/// cairo-lang, ccxt), not from this code.
struct Vector {
    let fields: [String: Any]

    var id: String { fields["id"] as? String ?? "unnamed" }

    func text(_ name: String) throws -> String {
        try #require(fields[name] as? String, "\(id) has no text \(name)")
    }

    func texts(_ name: String) throws -> [String] {
        try #require(fields[name] as? [String], "\(id) has no list \(name)")
    }

    func flag(_ name: String) throws -> Bool {
        try #require(fields[name] as? Bool, "\(id) has no flag \(name)")
    }

    func child(_ name: String) -> Vector? {
        (fields[name] as? [String: Any]).map { Vector(fields: $0) }
    }

    func element(_ name: String) throws -> FieldElement {
        try #require(FieldElement(hex: try text(name)), "\(id): \(name) is not a field element")
    }

    func elements(_ name: String) throws -> [FieldElement] {
        try texts(name).map { try #require(FieldElement(hex: $0)) }
    }

    func word(_ name: String) throws -> Word256 {
        try #require(Word256(hex: try text(name)), "\(id): \(name) is not a number")
    }

    func signature() throws -> Signature {
        Signature(r: try word("r"), s: try word("s"))
    }
}

enum Vectors {
    /// All vectors of a kind. Fails the test if the file has none, or not as many as it says.
    static func all(_ kind: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> [Vector] {
        let file = try load()
        let vectors = try #require(file["vectors"] as? [[String: Any]])
        let meta = try #require(file["meta"] as? [String: Any])
        let counts = try #require(meta["counts"] as? [String: Int])
        let found = vectors.filter { $0["kind"] as? String == kind }.map { Vector(fields: $0) }
        try #require(!found.isEmpty, "no vectors of kind \(kind)", sourceLocation: sourceLocation)
        try #require(found.count == counts[kind], "\(kind): not all there", sourceLocation: sourceLocation)
        return found
    }

    private static func load() throws -> [String: Any] {
        let url = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../fixtures/signing-vectors.json")
        return try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any])
    }
}

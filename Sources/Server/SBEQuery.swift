import Wire

/// What a client says of the binary encoding in its handshake: `sbeSchemaId=1&sbeSchemaVersion=N`.
///
/// Messages are JSON here. A client that understands the parameters is answered in JSON too, unless the server
/// was told to refuse what it cannot do. What the real exchange refuses is refused in any case: there is no
/// falling back to another version.
enum SBEQuery {
    static let schemaID = 1
    static let versions = 0...3

    /// Why a handshake is refused with 400; nil if it may go on.
    static func refusal(of request: HTTPRequest, requiresMatch: Bool) -> String? {
        let id = request.queryValue("sbeSchemaId")
        let version = request.queryValue("sbeSchemaVersion")
        if id == nil, version == nil { return nil }
        if requiresMatch { return "sbeSchemaId: SBE is not spoken here, and --require-sbe-match is set" }
        guard let id, let version else {
            return "sbeSchemaId and sbeSchemaVersion: expected both or none"
        }
        guard Int(id) == schemaID else { return "sbeSchemaId: expected \(schemaID), not \(id)" }
        guard let number = Int(version), versions.contains(number) else {
            return "sbeSchemaVersion: expected 0 to \(versions.upperBound), not \(version)"
        }
        return nil
    }
}

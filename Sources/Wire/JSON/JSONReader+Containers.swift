extension JSONReader {
    mutating func array(in bytes: Span<UInt8>) throws(JSONError) -> [JSONValue] {
        try enter(in: bytes)
        var elements: [JSONValue] = []
        if take(Byte.closeBracket, in: bytes) { return leave(with: elements) }
        while true {
            elements.append(try value(in: bytes))
            skipWhiteSpace(in: bytes)
            if take(Byte.closeBracket, in: bytes) { return leave(with: elements) }
            guard take(Byte.comma, in: bytes) else { throw error(.expectedCommaOrEndOfArray, in: bytes) }
            skipWhiteSpace(in: bytes)
            try refuseTrailingComma(before: Byte.closeBracket, in: bytes)
        }
    }

    mutating func object(in bytes: Span<UInt8>) throws(JSONError) -> JSONObject {
        try enter(in: bytes)
        var members = JSONMembers()
        if take(Byte.closeBrace, in: bytes) { return leave(with: members.object) }
        while true {
            try member(into: &members, in: bytes)
            skipWhiteSpace(in: bytes)
            if take(Byte.closeBrace, in: bytes) { return leave(with: members.object) }
            guard take(Byte.comma, in: bytes) else { throw error(.expectedCommaOrEndOfObject, in: bytes) }
            skipWhiteSpace(in: bytes)
            try refuseTrailingComma(before: Byte.closeBrace, in: bytes)
        }
    }

    private mutating func member(
        into members: inout JSONMembers, in bytes: Span<UInt8>
    ) throws(JSONError) {
        let start = position
        guard start < bytes.count, bytes[start] == Byte.quote else { throw error(.expectedKey, in: bytes) }
        let key = try string(in: bytes)
        guard members.claim(key) else { throw JSONError(.duplicateKey(key), at: start, in: bytes) }
        skipWhiteSpace(in: bytes)
        guard take(Byte.colon, in: bytes) else { throw error(.expectedColon(key: key), in: bytes) }
        skipWhiteSpace(in: bytes)
        members.append(key: key, value: try value(in: bytes))
    }

    private mutating func enter(in bytes: Span<UInt8>) throws(JSONError) {
        guard depth < Self.depthMaximum else { throw error(.nestedTooDeeply, in: bytes) }
        depth += 1
        position += 1
        skipWhiteSpace(in: bytes)
    }

    private mutating func leave<Container>(with container: Container) -> Container {
        depth -= 1
        return container
    }

    private func refuseTrailingComma(before end: UInt8, in bytes: Span<UInt8>) throws(JSONError) {
        guard position < bytes.count, bytes[position] == end else { return }
        throw error(.trailingComma, in: bytes)
    }
}

/// The members of an object being read, with a duplicate check that stays linear for huge objects.
private struct JSONMembers {
    /// Up to here comparing with every earlier name is cheaper than hashing.
    static let scanMaximum = 16

    private var members: [JSONObject.Member] = []
    private var names: Set<[UInt8]> = []

    var object: JSONObject { JSONObject(members) }

    /// Whether the name is new.
    mutating func claim(_ key: String) -> Bool {
        if members.count < Self.scanMaximum {
            return !members.contains { $0.key.hasSameBytes(as: key) }
        }
        if names.isEmpty { names = Set(members.map { Array($0.key.utf8) }) }
        return names.insert(Array(key.utf8)).inserted
    }

    mutating func append(key: String, value: JSONValue) {
        if members.isEmpty { members.reserveCapacity(Self.scanMaximum) }
        members.append(JSONObject.Member(key: key, value: value))
    }
}

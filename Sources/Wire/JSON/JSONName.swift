/// The name of an object's member in a text.
struct JSONName {
    private(set) var range = Range32()
    /// See `JSONToken.nameWord`.
    private(set) var word: UInt64 = 0
    /// Bytes of the name as it is meant.
    private var length = 0
    private(set) var isEscaped = false

    /// A bit of 64, the same for the same name.
    @inline(__always)
    var bit: UInt64 { 1 &<< UInt64(truncatingIfNeeded: JSONMembers.place(word, length)) }

    /// None, for what is no member.
    init() {}

    /// A name without escapes, and its first eight bytes.
    @inline(__always)
    init(_ start: Int, _ end: Int, word: UInt64) {
        range = Range32(start, end)
        self.word = word
        length = end &- start
    }

    init(_ start: Int, _ end: Int, isEscaped: Bool, in bytes: Span<UInt8>) {
        range = Range32(start, end)
        self.isEscaped = isEscaped
        if isEscaped {
            (word, length) = Self.beginning(of: bytes.unescaped(start..<end))
        } else {
            (word, length) = (bytes.leadingWord(at: start, length: end &- start), end &- start)
        }
    }

    private static func beginning(of meaning: [UInt8]) -> (UInt64, Int) {
        (meaning.span.leadingWord(at: 0, length: meaning.count), meaning.count)
    }

    init(_ token: JSONToken) {
        range = token.name
        word = token.nameWord
        isEscaped = token.nameIsEscaped
    }

    /// The name as it is meant.
    func text(in bytes: Span<UInt8>) -> String { bytes.text(range.range, isEscaped: isEscaped) }

    /// The name's bytes as they are meant.
    func meaning(in bytes: Span<UInt8>) -> [UInt8] {
        isEscaped ? bytes.unescaped(range.range) : Array(copying: bytes.extracting(range.range))
    }

    /// Whether both are the same name, byte for byte and escapes resolved. Swift's `==` on strings would take
    /// U+212A KELVIN SIGN for `K`.
    func isSame(as other: JSONName, in bytes: Span<UInt8>) -> Bool {
        guard word == other.word else { return false }
        if isEscaped || other.isEscaped { return meaning(in: bytes) == other.meaning(in: bytes) }
        guard range.count == other.range.count else { return false }
        for offset in 0..<range.count
        where bytes[range.lowerBound + offset] != bytes[other.range.lowerBound + offset] { return false }
        return true
    }
}

/// The names of an object being read: finds one that comes twice, in linear time for huge objects too.
struct JSONNames {
    /// Up to here comparing with every earlier name is cheaper than hashing.
    private static let scanMaximum = 16

    private let object: Int
    /// The bits of the names so far; a name whose bit is new is new itself.
    private var bits: UInt64 = 0
    /// Names whose bit was another one's too.
    private var doubtful = 0
    /// All names, once so many were in doubt. Then every name is.
    private var many: Set<[UInt8]> = []

    /// For the object with this token.
    init(of object: Int) { self.object = object }

    /// Whether the name is new.
    @inline(__always)
    mutating func claim(
        _ name: JSONName, among tokens: borrowing OutputSpan<JSONToken>, in bytes: Span<UInt8>
    ) -> Bool {
        let bit = name.bit
        if bits & bit != 0 { return isNew(name, among: tokens.span, in: bytes) }
        bits |= bit
        return true
    }

    @inline(never)
    private mutating func isNew(
        _ name: JSONName, among tokens: Span<JSONToken>, in bytes: Span<UInt8>
    ) -> Bool {
        doubtful += 1
        if doubtful > Self.scanMaximum {
            if many.isEmpty {
                many = earlier(among: tokens, in: bytes)
                bits = .max
            }
            return many.insert(name.meaning(in: bytes)).inserted
        }
        var index = object + 1
        while index < tokens.count {
            if JSONName(tokens[index]).isSame(as: name, in: bytes) { return false }
            index = Int(tokens[index].end)
        }
        return true
    }

    private func earlier(among tokens: Span<JSONToken>, in bytes: Span<UInt8>) -> Set<[UInt8]> {
        var names: Set<[UInt8]> = []
        var index = object + 1
        while index < tokens.count {
            names.insert(JSONName(tokens[index]).meaning(in: bytes))
            index = Int(tokens[index].end)
        }
        return names
    }
}

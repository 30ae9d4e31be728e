/// The fields that the server itself has to understand.
enum HTTPFieldName {
    case authorization
    case connection
    case contentLength
    case expect
    case host
    case origin
    case transferEncoding
    case upgrade

    /// The field whose name and colon stand there. Names have no case, RFC 9110 §5.1.
    init?(_ bytes: Span<UInt8>, at start: Int) {
        let word = bytes.leadingWord(at: start, length: min(8, bytes.count - start)).lowercased
        switch word {
        case UInt64(ascii: "authoriz") where bytes.spells("ation:", at: start + 8): self = .authorization
        case UInt64(ascii: "content-") where bytes.spells("length:", at: start + 8): self = .contentLength
        case UInt64(ascii: "connecti") where bytes.spells("on:", at: start + 8): self = .connection
        case UInt64(ascii: "transfer")
        where bytes.spells("-encodin", at: start + 8) && bytes.spells("g:", at: start + 16):
            self = .transferEncoding
        case UInt64(ascii: "upgrade:"): self = .upgrade
        default: self.init(short: word)
        }
    }

    /// The field whose name and colon are the first of these bytes.
    private init?(short word: UInt64) {
        if word & UInt64.lowBytes(5) == UInt64(ascii: "host:") {
            self = .host
        } else if word & UInt64.lowBytes(7) == UInt64(ascii: "expect:") {
            self = .expect
        } else if word & UInt64.lowBytes(7) == UInt64(ascii: "origin:") {
            self = .origin
        } else {
            return nil
        }
    }

    /// How many characters the name has.
    var length: Int {
        switch self {
        case .host: 4
        case .expect, .origin: 6
        case .upgrade: 7
        case .connection: 10
        case .authorization: 13
        case .contentLength: 14
        case .transferEncoding: 17
        }
    }
}

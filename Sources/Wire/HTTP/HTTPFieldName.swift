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
        let next = start + 8
        switch bytes[start].lowercased {
        case UInt8(ascii: "h") where bytes.spells("host:", at: start): self = .host
        case UInt8(ascii: "a") where bytes.spells("authoriz", at: start) && bytes.spells("ation:", at: next):
            self = .authorization
        case UInt8(ascii: "c") where bytes.spells("content-", at: start) && bytes.spells("length:", at: next):
            self = .contentLength
        case UInt8(ascii: "c") where bytes.spells("connecti", at: start) && bytes.spells("on:", at: next):
            self = .connection
        case UInt8(ascii: "e") where bytes.spells("expect:", at: start): self = .expect
        case UInt8(ascii: "o") where bytes.spells("origin:", at: start): self = .origin
        case UInt8(ascii: "u") where bytes.spells("upgrade:", at: start): self = .upgrade
        case UInt8(ascii: "t")
        where bytes.spells("transfer", at: start) && bytes.spells("-encodin", at: next)
            && bytes.spells("g:", at: next + 8):
            self = .transferEncoding
        default: return nil
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

/// The methods that a server of this kind meets. Every other token is a method too, but nothing here knows it.
package enum HTTPMethod: UInt8, Sendable, CaseIterable {
    case get
    case head
    case post
    case put
    case delete
    case options
    case connect

    /// Methods are case-sensitive, RFC 9110 §9.1.
    init?(_ bytes: Span<UInt8>, at range: Range<Int>) {
        guard range.count < 8, !range.isEmpty else { return nil }
        switch bytes.leadingWord(at: range.lowerBound, length: range.count) {
        case UInt64(ascii: "GET"): self = .get
        case UInt64(ascii: "HEAD"): self = .head
        case UInt64(ascii: "POST"): self = .post
        case UInt64(ascii: "PUT"): self = .put
        case UInt64(ascii: "DELETE"): self = .delete
        case UInt64(ascii: "OPTIONS"): self = .options
        case UInt64(ascii: "CONNECT"): self = .connect
        default: return nil
        }
    }

    /// The method with this name.
    package init?(_ name: String) {
        let bytes = Array(name.utf8)
        self.init(bytes.span, at: bytes.indices)
    }

    package var name: String {
        switch self {
        case .get: "GET"
        case .head: "HEAD"
        case .post: "POST"
        case .put: "PUT"
        case .delete: "DELETE"
        case .options: "OPTIONS"
        case .connect: "CONNECT"
        }
    }
}

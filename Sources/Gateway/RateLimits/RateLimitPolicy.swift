/// How rate limits are taken: `off`, `documented`, or a multiple of the documented ones such as `x10`.
package enum RateLimitPolicy: RawRepresentable, Equatable, Sendable {
    /// Requests are counted and none is refused.
    case off
    /// The documented limits, times 1 to `factorMaximum`.
    case documented(times: Int)

    /// Keeps the arithmetic of the largest limit inside 64 bits, with room to spare.
    package static let factorMaximum = 1_000_000

    /// What is expected of a text, for messages.
    package static let expected = "off, documented or x1 to x\(factorMaximum)"

    package init?(rawValue text: String) {
        switch text {
        case "off": self = .off
        case "documented": self = .documented(times: 1)
        default:
            guard text.hasPrefix("x"), text.utf8.dropFirst().allSatisfy({ (0x30...0x39).contains($0) }),
                let factor = Int(text.dropFirst()), (1...Self.factorMaximum).contains(factor)
            else { return nil }
            self = .documented(times: factor)
        }
    }

    package var rawValue: String {
        switch self {
        case .off: "off"
        case .documented(times: 1): "documented"
        case .documented(let factor): "x\(factor)"
        }
    }
}

package import Exchange

/// How strictly the signatures of orders and logins are taken.
package enum SignaturePolicy: String, Sendable, CaseIterable {
    /// A wrong signature is refused.
    case strict
    /// A wrong signature is let pass with a line on the console.
    case warn
    /// Signatures are not looked at.
    case off
}

/// What becomes of an order's place in the queue when it is made smaller at the same price. No source says
/// what the real exchange does.
package enum ModifyPolicy: String, Sendable, CaseIterable {
    /// It keeps its place.
    case inPlace = "in-place"
    /// It queues last, as a new order would.
    case replace
}

/// What an exchange is like from the day it is made.
package struct Configuration: Sendable {
    /// The name that is signed into every message. paradex-py knows only four of them.
    package static let chainIDs = [
        "PRIVATE_SN_POTC_SEPOLIA", "PRIVATE_SN_PARACLEAR_TESTNET", "PRIVATE_SN_PARACLEAR_MAINNET",
        "PRIVATE_SN_POTC_MOCK_SEPOLIA",
    ]

    package var chainID = chainIDs[0]
    package var signatures = SignaturePolicy.strict
    package var modify = ModifyPolicy.inPlace
    /// Decides the seeded accounts' keys and the key that signs tokens.
    package var seed: UInt64 = 0
    /// What a new account starts with.
    package var balance = Quote(units: 1_000_000 * Int128(FixedPoint.scale))
    package var rateLimits = RateLimitPolicy.off
    /// Whether the limits include the one on all private requests of an address together.
    package var limitsPrivateRequests = false

    package init() {}

    /// Signs tokens. Follows from the seed, so a token outlives a restart; it protects nothing of value.
    var tokenSecret: [UInt8] { Array("paradex-mock token key, seed \(seed)".utf8) }
}

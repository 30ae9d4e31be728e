/// What an account can change about itself.
package enum AccountChange: Hashable, Sendable {
    /// From 1 to the market's highest.
    case leverage(MarketID, Int)
    /// How much worse than the best price its market orders' average may be in this market.
    case slippage(MarketID, Rate)
    /// A preference under its name, for example a user name; the exchange only remembers it.
    case preference(String, String)
    case keyAdded(AccountKey)
    case keyRevoked(publicKey: String)
    case tokenAdded(AccessToken)
    case tokenRevoked(id: String)
}

/// A second key that may sign for an account.
package struct AccountKey: Hashable, Sendable {
    /// Lower-case hex with 0x and no leading zeros.
    package let publicKey: String
    package let name: String
    package internal(set) var createdAt = Timestamp.zero
    /// nil while it can be used.
    package internal(set) var revokedAt: Timestamp?

    package init(publicKey: String, name: String) {
        self.publicKey = publicKey
        self.name = name
    }
}

/// A long-lived token of an account; what it lets its bearer do is the gateway's matter.
package struct AccessToken: Hashable, Sendable {
    /// Names the token without being it.
    package let id: String
    package let name: String
    package let kind: String
    package let expiresAt: Timestamp
    package internal(set) var createdAt = Timestamp.zero
    /// nil while it can be used.
    package internal(set) var revokedAt: Timestamp?

    package init(id: String, name: String, kind: String, expiresAt: Timestamp) {
        self.id = id
        self.name = name
        self.kind = kind
        self.expiresAt = expiresAt
    }
}

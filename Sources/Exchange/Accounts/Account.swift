/// An account's place in the exchange's list of accounts.
package struct AccountID: Hashable, Comparable, Sendable {
    package let index: Int

    package init(index: Int) { self.index = index }

    package static func < (left: AccountID, right: AccountID) -> Bool { left.index < right.index }
}

/// What it takes to open an account.
package struct NewAccount: Hashable, Sendable {
    /// The L2 address: lower-case hex with 0x and no leading zeros.
    package var address: String
    /// The STARK public key that signs for the account, in the same form.
    package var publicKey: String
    /// The Ethereum address it was onboarded with; "" if unknown.
    package var l1Address: String
    /// The cash it starts with.
    package var balance: Quote
    /// The account whose sub-account this is.
    package var parent: AccountID?

    package init(
        address: String, publicKey: String, l1Address: String, balance: Quote, parent: AccountID? = nil
    ) {
        self.address = address
        self.publicKey = publicKey
        self.l1Address = l1Address
        self.balance = balance
        self.parent = parent
    }
}

/// One trader: its keys, its money and its open orders.
package struct Account: Equatable, Sendable {
    package let id: AccountID
    package let address: String
    package let publicKey: String
    package let l1Address: String
    package let createdAt: Timestamp
    package let parent: AccountID?
    /// Cash in the settlement currency.
    package internal(set) var balance: Quote
    /// What the account began with.
    package let deposit: Quote
    /// By `MarketID.index`.
    package internal(set) var positions: [Position]
    /// Settings and open orders in each market, by `MarketID.index`.
    package internal(set) var standings: [Standing]
    /// When the next step of its liquidation is due; nil for an account in good health.
    package internal(set) var nextLiquidationAt: Timestamp?
    package internal(set) var preferences: [String: String] = [:]
    package internal(set) var keys: [AccountKey] = []
    package internal(set) var tokens: [AccessToken] = []
    /// Of the last change of balance or positions.
    package internal(set) var updatedAt: Timestamp
    package internal(set) var sequence: Int64 = 0
    var openOrders = OrderList()

    package var hasOpenOrders: Bool { !openOrders.isEmpty }

    package var isInLiquidation: Bool { nextLiquidationAt != nil }

    package init(_ new: NewAccount, id: AccountID, createdAt: Timestamp, marketCount: Int) {
        self.id = id
        address = new.address
        publicKey = new.publicKey
        l1Address = new.l1Address
        self.createdAt = createdAt
        parent = new.parent
        balance = new.balance
        deposit = new.balance
        updatedAt = createdAt
        positions = Array(repeating: Position(), count: marketCount)
        standings = Array(repeating: Standing(), count: marketCount)
    }
}

/// What an account has chosen in one market, and what its open orders there come to.
package struct Standing: Equatable, Sendable {
    /// nil for the market's highest.
    package internal(set) var leverage: Int?
    /// nil for the market's.
    package internal(set) var slippage: Rate?
    package internal(set) var openOrderCount = 0
    /// How many of the open orders are reduce-only.
    package internal(set) var reduceOnlyCount = 0
    var exposure = Exposure()
}

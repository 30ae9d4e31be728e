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

    package init(address: String, publicKey: String, l1Address: String, balance: Quote) {
        self.address = address
        self.publicKey = publicKey
        self.l1Address = l1Address
        self.balance = balance
    }
}

/// One trader: its keys, its money and its open orders.
package struct Account: Equatable, Sendable {
    package let id: AccountID
    package let address: String
    package let publicKey: String
    package let l1Address: String
    package let createdAt: Timestamp
    /// Cash in the settlement currency.
    package internal(set) var balance: Quote
    /// The signed position in each market, by `MarketID.index`.
    package internal(set) var positions: [SignedSize]
    /// Open orders in increasing order of their number.
    package internal(set) var openOrders: [OrderID] = []
    /// How many of the open orders are in each market, by `MarketID.index`.
    package internal(set) var openOrderCounts: [Int]
    /// How many of them are reduce-only, by `MarketID.index`.
    package internal(set) var reduceOnlyCounts: [Int]
    /// Open orders that have a client id.
    package internal(set) var openOrdersByClientID: [String: OrderID] = [:]

    package init(_ new: NewAccount, id: AccountID, createdAt: Timestamp, marketCount: Int) {
        self.id = id
        address = new.address
        publicKey = new.publicKey
        l1Address = new.l1Address
        self.createdAt = createdAt
        balance = new.balance
        positions = Array(repeating: .zero, count: marketCount)
        openOrderCounts = Array(repeating: 0, count: marketCount)
        reduceOnlyCounts = openOrderCounts
    }
}

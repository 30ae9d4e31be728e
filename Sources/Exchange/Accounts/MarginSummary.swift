/// An account's money, and how much of it its positions and orders bind.
package struct MarginSummary: Equatable, Sendable {
    /// Cash.
    package var balance: Quote
    /// Cash and what closing all positions at the mark price would bring, funding included.
    package var accountValue: Quote
    /// What it takes to open what is open, orders included.
    package var initialRequirement = Quote.zero
    /// What it takes to keep the positions.
    package var maintenanceRequirement = Quote.zero

    package init(balance: Quote, accountValue: Quote) {
        self.balance = balance
        self.accountValue = accountValue
    }

    package var freeCollateral: Quote { accountValue - initialRequirement }

    package var cushion: Quote { accountValue - maintenanceRequirement }
}

/// Something asked of the exchange: the only way its state changes. The journal is a list of these.
package enum Command: Hashable, Sendable {
    /// Opens and funds an account.
    case openAccount(NewAccount)
    /// Places up to ten orders. If one breaks a rule that is checked before the book, none is placed.
    case place([NewOrder])
    /// Changes the price or size of an open order.
    case modify(OrderChange)
    /// Cancels open orders; if one is not open, none is cancelled.
    case cancel(AccountID, [OrderID])
    /// Cancels every open order of the account, in one market or in all.
    case cancelAll(AccountID, MarketID?)
}

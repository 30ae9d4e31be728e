/// Something asked of the exchange: the only way its state changes. The journal is a list of these.
///
/// What is large and rare is kept outside: every command is as large as the largest.
package enum Command: Hashable, Sendable {
    /// Opens and funds an account.
    indirect case openAccount(NewAccount)
    /// Places up to ten orders. If one breaks a rule that is checked before the book, none is placed.
    case place([NewOrder])
    /// Places one order, like a list of one; it needs no list, which would be memory taken and given back.
    case placeOne(NewOrder)
    /// Changes the terms of an open order.
    case modify(OrderChange)
    /// Cancels open orders; if one is not open, none is cancelled.
    case cancel(AccountID, [OrderID])
    /// Cancels every open order of the account, in one market or in all. Algo orders go on.
    case cancelAll(AccountID, MarketID?)
    /// Begins to work an order over time.
    indirect case placeAlgo(NewAlgoOrder)
    /// Ends an algo order that is still worked.
    case cancelAlgo(AccountID, OrderID)
    /// Changes an account's settings, keys or tokens.
    indirect case changeAccount(AccountID, AccountChange)
    /// Sets a market's prices or where they come from.
    indirect case changeMarket(MarketChange)
    case setStatus(SystemStatus)
    /// Lets time pass: slices of algo orders and steps of liquidations that are due are carried out.
    case tick
}

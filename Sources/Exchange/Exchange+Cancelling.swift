extension Exchange {
    func check(cancelling orders: [OrderID], of account: AccountID) throws(Rejection) {
        try check(account)
        for (index, id) in orders.enumerated() where order(id)?.account != account {
            throw Rejection(.orderNotOpen(id), index: index)
        }
    }

    /// Closes open orders. An order that is named twice is closed once.
    mutating func cancel(_ orders: [OrderID], into events: inout [Event]) {
        for id in orders {
            guard let slot = resting.slot(of: id) else { continue }
            close(slot, .userCancelled, into: &events)
        }
    }

    /// Closes all open orders of an account, the oldest first.
    mutating func cancelAll(of account: AccountID, in market: MarketID?, into events: inout [Event]) {
        let orders = openOrders(of: account, in: market).reversed().map(\.id)
        cancel(orders, into: &events)
    }
}

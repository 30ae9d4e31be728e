extension Exchange {
    func check(cancelling orders: [OrderID], of account: AccountID) throws(Rejection) {
        try check(account)
        for index in orders.indices {
            guard let slot = resting.slot(of: orders[index]), resting[slot].order.account == account else {
                throw Rejection(.orderNotOpen(orders[index]), index: index)
            }
        }
    }

    /// Closes open orders. An order that is named twice is closed once.
    mutating func cancel(_ orders: [OrderID], into events: inout EventList) {
        for id in orders {
            guard let slot = resting.slot(of: id) else { continue }
            close(slot, .userCancelled, into: &events)
        }
    }

    /// Closes all open orders of an account, the oldest first.
    mutating func cancelAll(of account: AccountID, in market: MarketID?, into events: inout EventList) {
        closeOpenOrders(of: account, .userCancelled, into: &events) { market == nil || $0.market == market }
    }

    /// Closes the open orders of an account that are wanted, the oldest first.
    mutating func closeOpenOrders(
        of account: AccountID, _ reason: CancelReason, into events: inout EventList,
        where isWanted: (Order) -> Bool
    ) {
        var next = accounts[account.index].openOrders.oldest
        while next != .none {
            let slot = next
            next = resting[slot].newer
            if isWanted(resting[slot].order) { close(slot, reason, into: &events) }
        }
    }
}

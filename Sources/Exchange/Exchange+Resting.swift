extension Exchange {
    /// Puts an order at the back of the queue at its price.
    mutating func rest(_ order: Order) {
        let slot = resting.insert(order)
        let market = order.market.index
        books[market].add(slot, in: &resting, at: now)
        resting[slot].arrival = books[market].sequence
        accounts[order.account.index].add(order)
        accounts[order.account.index].exposures[market].add(order, at: markets[market].markPrice)
    }

    /// Takes an order out of the book, or out of those that wait, and out of memory.
    mutating func remove(_ slot: Slot) {
        let order = resting[slot].order
        let market = order.market.index
        if order.status == .untriggered {
            triggers[market].remove(order)
        } else {
            books[market].remove(slot, in: &resting, at: now)
            accounts[order.account.index].exposures[market].remove(order, at: markets[market].markPrice)
        }
        accounts[order.account.index].remove(order)
        resting.remove(slot)
    }

    /// Closes an open order.
    mutating func close(_ slot: Slot, _ reason: CancelReason, into events: inout [Event]) {
        var order = resting[slot].order
        remove(slot)
        order.status = .cancelled(reason)
        stamp(&order)
        events.append(.orderUpdated(order))
    }

    /// Marks an update of an order.
    mutating func stamp(_ order: inout Order) {
        order.updatedAt = now
        order.sequence = nextSequence()
    }
}

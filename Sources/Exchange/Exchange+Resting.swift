extension Exchange {
    /// Puts an order at the back of the queue at its price.
    mutating func rest(_ order: Order) {
        let slot = resting.insert(order)
        books[order.market.index].add(slot, in: &resting, at: now)
        accounts[order.account.index].add(order)
    }

    /// Takes an order out of the book and out of memory.
    mutating func remove(_ slot: Slot) {
        let order = resting[slot].order
        books[order.market.index].remove(slot, in: &resting, at: now)
        accounts[order.account.index].remove(order)
        resting.remove(slot)
    }

    /// Closes a resting order.
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

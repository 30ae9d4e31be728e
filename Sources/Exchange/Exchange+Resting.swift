extension Exchange {
    /// Puts an order at the back of the queue at its price.
    ///
    /// - Parameter slot: where the order is kept that it replaces; nil for one that was not open.
    mutating func rest(_ order: Order, at kept: Slot?) {
        let slot = kept ?? keep(order)
        if kept != nil { resting[slot].order = order }
        let market = order.market.index
        books[market].add(slot, in: &resting, at: now)
        accounts[order.account.index].standings[market].exposure.add(order, at: markets[market].markPrice)
    }

    /// Makes an order one of its account's open ones.
    mutating func keep(_ order: Order) -> Slot {
        let account = order.account.index
        accounts[account].standings[order.market.index].count(1, isReduceOnly: order.isReduceOnly)
        return resting.insert(order, &accounts[account].openOrders)
    }

    /// Takes an order out of the book, or out of those that wait. It is still one of its account's.
    mutating func withdraw(_ order: Order, at slot: Slot) {
        let market = order.market.index
        if order.status == .untriggered {
            triggers[market].remove(order)
        } else {
            books[market].remove(slot, in: &resting, at: now)
            accounts[order.account.index].standings[market].exposure
                .remove(order, at: markets[market].markPrice)
        }
    }

    /// Forgets an order that was withdrawn.
    mutating func forget(_ order: Order, at slot: Slot) {
        let account = order.account.index
        accounts[account].standings[order.market.index].count(-1, isReduceOnly: order.isReduceOnly)
        resting.remove(slot, order, &accounts[account].openOrders)
    }

    /// Closes an open order.
    mutating func close(_ slot: Slot, _ reason: CancelReason, into events: inout EventList) {
        var order = resting.order(slot)
        withdraw(order, at: slot)
        forget(order, at: slot)
        order.status = .cancelled(reason)
        stamp(&order)
        note(updated: consume order, into: &events)
    }

    /// Marks an update of an order.
    mutating func stamp(_ order: inout Order) {
        order.updatedAt = now
        order.sequence = nextSequence()
    }
}

extension Standing {
    /// Counts an order that begins (1) or ceases (-1) to be open.
    fileprivate mutating func count(_ step: Int, isReduceOnly: Bool) {
        openOrderCount += step
        if isReduceOnly { reduceOnlyCount += step }
    }
}

extension Exchange {
    func check(modifying change: OrderChange) throws(Rejection) {
        try check(change.account)
        guard let order = order(change.order), order.account == change.account else {
            throw Rejection(.orderNotOpen(change.order))
        }
        if let reason = refusal(of: change, to: order) { throw Rejection(reason) }
    }

    private func refusal(of change: OrderChange, to order: Order) -> Rejection.Reason? {
        guard order.type == .limit else { return .onlyLimitOrdersCanBeModified }
        let market = markets[order.market.index]
        let refusal = market.refusal(ofSignOf: change.price, change.size)
        if let refusal = refusal ?? market.refusal(of: change.price, change.size) { return refusal }
        guard change.price != order.price || change.size != order.size else { return .nothingToChange }
        return change.size > order.filled ? nil : .sizeNotAboveFilled(filled: order.filled)
    }

    /// Gives an open order a new price and size.
    ///
    /// Less at the same price keeps the place in the queue. Anything else is like a new order with the old
    /// number: it may match at once, and queues last where it rests.
    mutating func modify(_ change: OrderChange, into events: inout [Event]) {
        guard let slot = resting.slot(of: change.order) else { return }
        let order = resting[slot].order
        var changed = order
        changed.price = change.price
        changed.size = change.size
        changed.remaining = change.size - order.filled
        stamp(&changed)
        changed.lastModification = Modification(number: changed.sequence, refusal: nil)
        if let reason = reasonToStayOut(changed) {
            refuse(reason, at: slot, number: changed.sequence, into: &events)
        } else if change.price == order.price, change.size < order.size {
            reduce(slot, to: changed, into: &events)
        } else {
            remove(slot)
            enter(changed, into: &events)
        }
    }

    /// Leaves the order as it was but for the note that a change was refused.
    private mutating func refuse(
        _ reason: CancelReason, at slot: Slot, number: Int64, into events: inout [Event]
    ) {
        resting[slot].order.lastModification = Modification(number: number, refusal: reason)
        resting[slot].order.sequence = number
        resting[slot].order.updatedAt = now
        events.append(.orderUpdated(resting[slot].order))
    }

    /// Makes an order smaller where it stands.
    private mutating func reduce(_ slot: Slot, to changed: Order, into events: inout [Event]) {
        let less = resting[slot].order.remaining - changed.remaining
        books[changed.market.index].reduce(changed.side, at: changed.price, by: less, at: now)
        resting[slot].order = changed
        events.append(.orderUpdated(changed))
    }
}

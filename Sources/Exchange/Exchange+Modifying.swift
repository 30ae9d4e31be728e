extension Exchange {
    func check(modifying change: OrderChange) throws(Rejection) {
        try check(change.account)
        guard let order = order(change.order), order.account == change.account else {
            throw Rejection(.orderNotOpen(change.order))
        }
        if let reason = refusal(of: change, to: order) { throw Rejection(reason) }
    }

    private func refusal(of change: OrderChange, to order: Order) -> Rejection.Reason? {
        guard order.status == .untriggered || order.type.hasLimit else {
            return .onlyLimitOrdersCanBeModified
        }
        return refusalByStatus(ofModifying: order)
            ?? refusalOfForm(of: change, to: order)
            ?? refusalByMarket(of: change, to: order)
            ?? refusalOfEffect(of: change, to: order)
    }

    private func refusalByStatus(ofModifying order: Order) -> Rejection.Reason? {
        switch status {
        case .ok: nil
        case .postOnly: order.timeInForce == .postOnly ? nil : .systemIsPostOnly
        case .cancelOnly, .maintenance: .systemIsCancelOnly
        }
    }

    private func refusalOfForm(of change: OrderChange, to order: Order) -> Rejection.Reason? {
        let takesAll = change.size == .zero && order.status == .untriggered && order.type.closesPosition
        guard change.size > .zero || takesAll else { return .sizeNotPositive }
        if order.type.hasLimit, change.price <= .zero { return .priceNotPositive }
        guard let trigger = change.triggerPrice, trigger != order.triggerPrice else { return nil }
        guard order.status == .untriggered else { return .triggerCannotBeModified }
        return trigger > .zero ? nil : .triggerPriceNotPositive
    }

    private func refusalByMarket(of change: OrderChange, to order: Order) -> Rejection.Reason? {
        let price = order.type.hasLimit ? change.price : nil
        if let refusal = refusalOfTicks(in: order.market, price, trigger: change.triggerPrice) {
            return refusal
        }
        if change.size == .zero { return nil }
        let closesAll =
            order.isReduceOnly
            && Int128(change.size.units) == reducible(by: order.side, order.account, order.market)
        return refusal(of: change.size, in: order.market, closing: closesAll)
    }

    private func refusalOfEffect(of change: OrderChange, to order: Order) -> Rejection.Reason? {
        let changed = order.changed(by: change)
        guard changed != order else { return .nothingToChange }
        return change.size > order.filled || change.size == .zero
            ? nil : .sizeNotAboveFilled(filled: order.filled)
    }

    /// Gives an open order new terms.
    ///
    /// Less at the same price keeps the place in the queue if the change says so. Anything else is like a new
    /// order with the old number: it may match at once, and queues last where it rests. An order that waits for
    /// its trigger is judged again as at its entry if it asks for more.
    mutating func modify(_ change: OrderChange, into events: inout EventList) {
        guard let slot = resting.slot(of: change.order) else { return }
        let order = resting.order(slot)
        var changed = order.changed(by: change)
        stamp(&changed)
        changed.lastModification = Modification(number: changed.sequence, refusal: nil)
        let staysInPlace = change.keepsPlace && change.price == order.price && change.size < order.size
        let arrival = staysInPlace ? resting[slot].arrival : nil
        if order.status == .untriggered {
            let asksMore = changed.size > order.size || changed.price != order.price
            if asksMore, let reason = reasonNotToWait(changed) {
                refuse(reason, at: slot, number: changed.sequence, into: &events)
            } else {
                rewait(slot, changed, into: &events)
            }
        } else if let reason = reasonToStayOut(changed, replacing: slot, arrival: arrival) {
            refuse(reason, at: slot, number: changed.sequence, into: &events)
        } else if staysInPlace {
            reduce(slot, to: changed, into: &events)
        } else {
            withdraw(order, at: slot)
            enter(consume changed, replacing: slot, isJudged: true, into: &events)
        }
    }

    /// Gives an order that waits for its trigger new terms; the trigger's direction stays.
    private mutating func rewait(_ slot: Slot, _ changed: Order, into events: inout EventList) {
        triggers[changed.market.index].remove(resting[slot].order)
        resting[slot].order = changed
        triggers[changed.market.index].add(changed)
        pricesMoved = true
        note(updated: changed, into: &events)
    }

    /// Leaves the order as it was but for the note that a change was refused.
    private mutating func refuse(
        _ reason: CancelReason, at slot: Slot, number: Int64, into events: inout EventList
    ) {
        resting[slot].order.lastModification = Modification(number: number, refusal: reason)
        resting[slot].order.sequence = number
        resting[slot].order.updatedAt = now
        note(updated: resting[slot].order, into: &events)
    }

    /// Makes an order smaller where it stands.
    private mutating func reduce(_ slot: Slot, to changed: Order, into events: inout EventList) {
        let order = resting[slot].order
        let less = order.remaining - changed.remaining
        let market = changed.market.index
        books[market].reduce(slot, by: less, in: resting, at: now)
        accounts[changed.account.index].standings[market].exposure
            .remove(order, less, at: markets[market].markPrice)
        resting[slot].order = changed
        note(updated: changed, into: &events)
    }
}

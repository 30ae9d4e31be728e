extension Exchange {
    /// The side of its trigger price on which the mark price fires a new order.
    ///
    /// A take profit fires on the far side of the position it closes and a stop loss on the near side. For a
    /// plain stop no source says it: the side on which the mark price is not yet.
    func triggerDirection(of order: NewOrder) -> TriggerDirection? {
        guard order.type.isConditional else { return nil }
        if order.type.isTakeProfit { return order.side == .sell ? .above : .below }
        if order.type.isStopLoss { return order.side == .sell ? .below : .above }
        return order.triggerPrice > markets[order.market.index].markPrice ? .above : .below
    }

    /// Lets a conditional order wait for its trigger, which may have come already.
    mutating func wait(_ order: consuming Order, into events: inout EventList) {
        if let reason = reasonNotToWait(order) {
            order.status = .cancelled(reason)
            stamp(&order)
        } else {
            order.status = .untriggered
            stamp(&order)
            _ = keep(order)
            triggers[order.market.index].add(order)
            if triggers[order.market.index].next(at: markets[order.market.index].markPrice) != nil {
                pricesMoved = true
            }
        }
        note(updated: order, into: &events)
    }

    /// The risk checks of a stop order's entry; they are made again when it fires. Orders that close a
    /// position are judged by the position they find then.
    func reasonNotToWait(_ order: Order) -> CancelReason? {
        if accounts[order.account.index].isInLiquidation { return .inLiquidation }
        guard !order.type.closesPosition, !order.isReduceOnly else { return nil }
        return reasonOfRisk(order, replacing: nil)
    }

    /// Brings every order to the book that its market's mark price fires.
    mutating func fireTriggers(into events: inout EventList) {
        for index in markets.indices {
            while let id = triggers[index].next(at: markets[index].markPrice) {
                guard let slot = resting.slot(of: id) else { preconditionFailure("a waiting order is open") }
                fire(slot, into: &events)
            }
        }
    }

    private mutating func fire(_ slot: Slot, into events: inout EventList) {
        var order = resting.order(slot)
        if order.type.closesPosition {
            guard reducible(by: order.side, order.account, order.market) > 0 else {
                return close(slot, .reduceOnlyWouldIncrease, into: &events)
            }
            limitToPosition(&order)
        }
        withdraw(order, at: slot)
        order.status = .new
        let whole = reducible(by: order.side, order.account, order.market)
        let start = events.orderCount
        enter(order, replacing: slot, into: &events)
        if !order.type.hasLimit || wasFilled(order.id, events.orders[start..<events.orderCount]) {
            closeSibling(of: order, whole: whole, into: &events)
        }
    }

    private func wasFilled(_ id: OrderID, _ updates: ArraySlice<Order>) -> Bool {
        updates.contains { $0.id == id && $0.status == .filled }
    }

    /// Size zero becomes the whole position, a larger one is cut to it.
    private func limitToPosition(_ order: inout Order) {
        let room = reducible(by: order.side, order.account, order.market)
        guard order.size == .zero || Int128(order.remaining.units) > room else { return }
        order.size = order.filled + Size(units: Int64(clamping: room))
        order.remaining = Size(units: Int64(clamping: room))
    }
}

// MARK: Take profit and stop loss of one position

extension Exchange {
    /// Closes the other leg of a pair: the take profit of a stop loss or the stop loss of a take profit.
    ///
    /// The API has no word for a pair. Two orders are taken for one if they close the same position and each
    /// is for all of it.
    ///
    /// - Parameter whole: the position as it was when the order was triggered, in 10⁻⁸.
    mutating func closeSibling(of order: Order, whole: Int128, into events: inout EventList) {
        guard order.type.closesPosition, Int128(order.size.units) == whole else { return }
        closeOpenOrders(of: order.account, .reduceOnlyWouldIncrease, into: &events) {
            $0.market == order.market && $0.side == order.side && $0.status == .untriggered
                && $0.type.closesPosition && $0.type.isTakeProfit != order.type.isTakeProfit
                && ($0.size == .zero || Int128($0.size.units) == whole)
        }
    }

    /// Closes the waiting orders that were to close a position which is gone.
    mutating func closeOrphans(of account: AccountID, in market: MarketID, into events: inout EventList) {
        guard accounts[account.index].standings[market.index].reduceOnlyCount > 0 else { return }
        let gone = accounts[account.index].positions[market.index]
        guard let side = gone.side else { return }
        let closing = gone.size == .zero ? side.opposite : side
        closeOpenOrders(of: account, .reduceOnlyWouldIncrease, into: &events) {
            $0.market == market && $0.status == .untriggered && $0.type.closesPosition && $0.side == closing
        }
    }
}

import Exchange

// Reduce-only orders, and orders that close positions.

extension PlainExchange {
    /// How much of the position orders of this side can take away.
    func reducible(_ account: Int, _ market: Int, _ side: Side) -> Int128 {
        let position = accounts[account].positions[market].size
        return max(0, side == .sell ? position : -position)
    }

    /// Whether a reduce-only order, put where it would stand, fits what is left by those ahead of it.
    func hasRoom(for order: PlainOrder) -> Bool {
        let others = queue(order.terms.side, of: order.market).filter {
            $0.account == order.account && $0.id != order.id
        }
        let ahead = others.filter { other in
            guard order.terms.type.hasLimit else { return false }
            if other.price == order.price { return other.arrival < order.arrival }
            return (other.price > order.price) == (order.terms.side == .buy)
        }
        let sum = ahead.reduce(Int128(order.remaining)) { $0 + Int128($1.remaining) }
        return sum <= reducible(order.account, order.market, order.terms.side)
    }

    /// The first resting reduce-only order of this side that the account's position has no room for.
    func firstVoid(_ account: Int, _ market: Int, _ side: Side) -> PlainOrder? {
        var taken: Int128 = 0
        for order in queue(side, of: market) where order.account == account {
            taken += Int128(order.remaining)
            if order.terms.isReduceOnly, taken > reducible(account, market, side) { return order }
        }
        return nil
    }

    mutating func sweepReduceOnly() {
        for (account, market) in touched {
            for side in [Side.buy, .sell] {
                while let order = firstVoid(account, market, side) { close(order, .reduceOnlyWouldIncrease) }
            }
        }
        touched = []
    }

    /// Closes waiting take profits and stop losses whose position is gone.
    mutating func sweepEnded() {
        for (account, market, side) in ended {
            let orphans = orders.filter {
                $0.account == account && $0.market == market && $0.isWaiting && $0.terms.side == side
                    && ($0.terms.type.isTakeProfit || $0.terms.type.isStopLoss)
            }
            for order in orphans.sorted(by: { $0.id < $1.id }) { close(order, .reduceOnlyWouldIncrease) }
        }
        ended = []
    }
}

// Conditional orders.

extension PlainExchange {
    func direction(of order: NewOrder) -> TriggerDirection? {
        switch order.type {
        case .limit, .market: nil
        case .takeProfitLimit, .takeProfitMarket: order.side == .sell ? .above : .below
        case .stopLossLimit, .stopLossMarket: order.side == .sell ? .below : .above
        case .stopLimit, .stopMarket:
            order.triggerPrice.units > markets[order.market.index].mark ? .above : .below
        }
    }

    /// Whether the mark price has reached a waiting order's trigger.
    func isDue(_ order: PlainOrder) -> Bool {
        let mark = markets[order.market].mark
        return order.isWaiting && (order.direction == .above ? mark >= order.trigger : mark <= order.trigger)
    }

    /// Those that the rising price reaches first, the lowest trigger ahead; then those of the falling price.
    func nextDue(in market: Int) -> PlainOrder? {
        let due = orders.filter { $0.market == market && isDue($0) }
        let above = due.filter { $0.direction == .above }.min { ($0.trigger, $0.id) < ($1.trigger, $1.id) }
        return above
            ?? due.filter { $0.direction == .below }.min { (-$0.trigger, $0.id) < (-$1.trigger, $1.id) }
    }

    mutating func fire(_ waiting: PlainOrder) {
        var order = waiting
        let type = order.terms.type
        let closes = type.isTakeProfit || type.isStopLoss
        let room = reducible(order.account, order.market, order.terms.side)
        orders.removeAll { $0.id == order.id }
        if closes, room > 0, order.size == 0 || Int128(order.size) > room { order.size = Int64(room) }
        let isWhole = closes && Int128(order.size) == room
        guard order.size > 0 else { return report(order, .cancelled(.reduceOnlyWouldIncrease)) }
        enter(order)
        guard isWhole, !type.hasLimit || wasFilled(order.id) else { return }
        for sibling in siblings(of: order, whole: room) { close(sibling, .reduceOnlyWouldIncrease) }
    }

    private func wasFilled(_ id: Int64) -> Bool {
        happenings.contains {
            if case .order(id, .filled, _, _, _, _, _) = $0 { true } else { false }
        }
    }

    /// The other legs: both are for the whole position.
    private func siblings(of order: PlainOrder, whole: Int128) -> [PlainOrder] {
        let isOther: (OrderType) -> Bool = order.terms.type.isTakeProfit ? \.isStopLoss : \.isTakeProfit
        return orders.filter {
            $0.isWaiting && $0.account == order.account && $0.market == order.market
                && $0.terms.side == order.terms.side && isOther($0.terms.type)
                && ($0.size == 0 || Int128($0.size) == whole)
        }.sorted { $0.id < $1.id }
    }
}

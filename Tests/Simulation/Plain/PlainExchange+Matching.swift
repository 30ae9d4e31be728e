import Exchange

// The book: one array of orders that is sorted whenever an order is matched.

extension PlainExchange {
    /// The resting orders of one side, the one that is matched first at the front.
    func queue(_ side: Side, of market: Int) -> [PlainOrder] {
        orders.filter { !$0.isWaiting && $0.terms.side == side && $0.market == market }.sorted {
            if $0.price != $1.price { return ($0.price > $1.price) == (side == .buy) }
            return $0.arrival < $1.arrival
        }
    }

    mutating func place(_ new: NewOrder) {
        var order = PlainOrder(
            id: nextNumber(), terms: new, direction: direction(of: new),
            price: new.type.hasLimit ? new.price.units : 0,
            trigger: new.type.isConditional ? new.triggerPrice.units : 0, size: new.size.units)
        happenings.append(.accepted(order.id, account: order.account, trigger: order.direction))
        guard order.terms.type.isConditional else { return enter(order) }
        if let reason = reasonNotToWait(order) { return report(order, .cancelled(reason)) }
        order.isWaiting = true
        orders.append(order)
        if isDue(order) { isStirred = true }
        report(order, .untriggered)
    }

    mutating func modify(_ change: OrderChange) {
        guard let index = orders.firstIndex(where: { $0.id == change.order.number }) else { return }
        let old = orders[index]
        var order = old
        if order.terms.type.hasLimit { order.price = change.price.units }
        if order.terms.type.isConditional, let trigger = change.triggerPrice { order.trigger = trigger.units }
        order.size = change.size.units
        if order.isWaiting {
            if order.size > old.size || order.price != old.price, let reason = reasonNotToWait(order) {
                happenings.append(.unchanged(order.id, reason))
                return
            }
            orders[index] = order
            isStirred = true
            return report(order, .untriggered)
        }
        let isSmaller = change.keepsPlace && order.price == old.price && order.size < old.size
        if !isSmaller { order.arrival = .max }
        if let reason = reasonToStayOut(order, replacing: old) {
            happenings.append(.unchanged(order.id, reason))
        } else if isSmaller {
            orders[index] = order
            report(order, .open)
        } else {
            orders.remove(at: index)
            enter(order, isChecked: true)
        }
    }

    /// Why a conditional order does not begin to wait.
    func reasonNotToWait(_ order: PlainOrder) -> CancelReason? {
        let type = order.terms.type
        if accounts[order.account].nextStep != nil { return .inLiquidation }
        if type.isTakeProfit || type.isStopLoss || order.terms.isReduceOnly { return nil }
        return riskReason(order, replacing: nil)
    }

    /// Why an order does not meet the book.
    func reasonToStayOut(_ order: PlainOrder, replacing old: PlainOrder?) -> CancelReason? {
        if accounts[order.account].nextStep != nil { return .inLiquidation }
        if order.terms.isReduceOnly, !hasRoom(for: order) { return .reduceOnlyWouldIncrease }
        if order.terms.type.hasLimit {
            if isBeyond(order.price, bandEdge(order), order.terms.side) { return .outsidePriceBand }
            if order.terms.timeInForce == .postOnly, let best = first(against: order),
                !isBeyond(best.price, order.price, order.terms.side)
            {
                return .postOnlyWouldCross
            }
        }
        return riskReason(order, replacing: old)
    }

    mutating func enter(_ incoming: PlainOrder, isChecked: Bool = false) {
        var order = incoming
        order.isWaiting = false
        order.arrival = .max
        touched = []
        if !isChecked, let reason = reasonToStayOut(order, replacing: nil) {
            finish(order, .cancelled(reason))
        } else {
            let status = match(&order)
            finish(order, status)
        }
        sweepReduceOnly()
        sweepEnded()
    }

    private mutating func finish(_ order: PlainOrder, _ status: OrderStatus) {
        if status == .open {
            var resting = order
            resting.arrival = nextArrival()
            orders.append(resting)
        }
        report(order, status)
        touched.append((order.account, order.market))
    }

    private mutating func match(_ order: inout PlainOrder) -> OrderStatus {
        let terms = order.terms
        let limit = terms.type.hasLimit ? order.price : bandEdge(order)
        let average = averageLimit(of: order)
        while order.remaining > 0, let best = first(against: order), !isBeyond(best.price, limit, terms.side)
        {
            let most = most(order, at: best.price, average: average)
            guard most > 0 else { break }
            if best.account != order.account {
                exchange(&order, best, atMost: most)
                continue
            }
            if terms.selfTradePrevention != .expireTaker {
                close(best, .selfTrade)
                touched.append((best.account, best.market))
            }
            if terms.selfTradePrevention != .expireMaker { return .cancelled(.selfTrade) }
        }
        return outcome(order)
    }

    private func outcome(_ order: PlainOrder) -> OrderStatus {
        if order.remaining == 0 { return .filled }
        if !order.terms.type.hasLimit, order.filled == 0 {
            return .cancelled(first(against: order) == nil ? .emptyMarket : .outsidePriceBand)
        }
        if !order.terms.type.hasLimit || order.terms.timeInForce == .immediateOrCancel {
            return .cancelled(.remainingImmediateOrCancel)
        }
        return .open
    }

    /// The largest size in whole steps that leaves the average of all fills within its bound.
    private func most(_ order: PlainOrder, at price: Int64, average: Int64?) -> Int64 {
        guard let average, isBeyond(price, average, order.terms.side) else { return order.remaining }
        // (value + price × x) / (filled + x) may reach the average and not pass it.
        let gap = abs(Int128(price) - Int128(average))
        let slack = Int128(average) * Int128(order.filled) - order.value
        let room = order.terms.side == .buy ? slack : -slack
        guard room > 0 else { return 0 }
        let step = Int128(rules[order.market].sizeStep.units)
        return Int64(clamping: room / gap / step * step)
    }

    private func averageLimit(of order: PlainOrder) -> Int64? {
        let type = order.terms.type
        guard type == .market || type == .stopMarket else { return nil }
        let named = type == .market ? order.terms.averagePriceLimit.units : 0
        let slippage = accounts[order.account].slippage[order.market] ?? rules[order.market].maximumSlippage
        guard named > 0 || slippage != nil else { return nil }
        let base = first(against: order)?.price ?? markets[order.market].mark
        let limit = named > 0 ? named : moved(base, by: slippage!.units, order.terms.side)
        let edge = bandEdge(order)
        return isBeyond(limit, edge, order.terms.side) ? edge : limit
    }

    func first(against order: PlainOrder) -> PlainOrder? {
        queue(order.terms.side == .buy ? .sell : .buy, of: order.market).first
    }

    private func bandEdge(_ order: PlainOrder) -> Int64 {
        moved(markets[order.market].mark, by: rules[order.market].priceBandWidth.units, order.terms.side)
    }

    /// A price made worse for this side.
    private func moved(_ price: Int64, by rate: Int64, _ side: Side) -> Int64 {
        Int64(Int128(price) * (one + Int128(side == .buy ? rate : -rate)) / one)
    }

    private func isBeyond(_ price: Int64, _ limit: Int64, _ side: Side) -> Bool {
        side == .buy ? price > limit : price < limit
    }

    mutating func close(_ order: PlainOrder, _ reason: CancelReason) {
        orders.removeAll { $0.id == order.id }
        report(order, .cancelled(reason))
    }

    mutating func report(_ order: PlainOrder, _ status: OrderStatus) {
        happenings.append(
            .order(
                order.id, status, price: order.price, size: order.size, filled: order.filled,
                value: order.value, trigger: order.trigger))
    }
}

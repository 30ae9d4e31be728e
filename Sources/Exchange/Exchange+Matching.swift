extension Exchange {
    /// Brings an order to the book: matches it by price, then time, and rests or closes what remains.
    mutating func enter(_ incoming: Order, into events: inout [Event]) {
        var taker = incoming
        let start = events.count
        var reason = reasonToStayOut(taker)
        if reason == nil { reason = match(&taker, into: &events) }
        if reason == nil { reason = reasonNotToRest(taker) }
        if taker.remaining == .zero {
            taker.status = .filled
        } else if let reason {
            taker.status = .cancelled(reason)
        } else {
            taker.status = .open
        }
        stamp(&taker)
        if taker.isOpen { rest(taker) }
        events.append(.orderUpdated(taker))
        closeVoidReduceOnlyOrders(after: events[start...], into: &events)
    }

    /// Why an order is closed before it meets another: its limit is outside the price band, or it would
    /// match although it may only rest, or its account has no position left for it to reduce.
    func reasonToStayOut(_ order: Order) -> CancelReason? {
        if order.isReduceOnly, !fitsPosition(order) { return .reduceOnlyWouldIncrease }
        guard order.type == .limit else { return nil }
        let isInsideBand = order.side.accepts(order.price, limit: bandEdge(of: order))
        guard isInsideBand else { return .outsidePriceBand }
        guard order.timeInForce == .postOnly, let best = opposite(of: order) else { return nil }
        return order.side.accepts(best.price, limit: order.price) ? .postOnlyWouldCross : nil
    }

    /// Trades with the other side of the book while the limit allows it.
    ///
    /// - Returns: why the order must be closed although it might go on.
    private mutating func match(_ taker: inout Order, into events: inout [Event]) -> CancelReason? {
        let limit = taker.type == .limit ? taker.price : bandEdge(of: taker)
        while taker.remaining > .zero, let best = opposite(of: taker),
            taker.side.accepts(best.price, limit: limit)
        {
            guard resting[best.first].order.account == taker.account else {
                trade(&taker, with: best.first, into: &events)
                continue
            }
            switch taker.selfTradePrevention {
            case .expireTaker:
                return .selfTrade
            case .expireMaker:
                close(best.first, .selfTrade, into: &events)
            case .expireBoth:
                close(best.first, .selfTrade, into: &events)
                return .selfTrade
            }
        }
        return nil
    }

    /// Why what remains after matching is closed; nil if it is nothing, or rests.
    private func reasonNotToRest(_ taker: Order) -> CancelReason? {
        switch (taker.type, taker.timeInForce) {
        case (.limit, .goodTillCancelled), (.limit, .postOnly): nil
        case (.limit, .immediateOrCancel): .remainingImmediateOrCancel
        case (.market, _) where taker.filled > .zero: .remainingImmediateOrCancel
        case (.market, _): opposite(of: taker) == nil ? .emptyMarket : .outsidePriceBand
        }
    }

    /// The price beyond which an order of this side may not trade.
    private func bandEdge(of order: Order) -> Price {
        switch order.side {
        case .buy: markets[order.market.index].highestBuyPrice
        case .sell: markets[order.market.index].lowestSellPrice
        }
    }

    private func opposite(of order: Order) -> PriceLevel? {
        books[order.market.index].best(order.side.opposite)
    }
}

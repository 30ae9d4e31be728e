extension Exchange {
    /// Brings an order to the book: matches it by price, then time, and rests or closes what remains.
    ///
    /// - Parameters:
    ///   - kept: where the order is kept that it replaces, withdrawn; nil for one that was not open.
    ///   - isJudged: whether it was judged already, as part of what it replaces.
    mutating func enter(
        _ taker: consuming Order, replacing kept: Slot? = nil, isJudged: Bool = false,
        into events: inout EventList
    ) {
        let start = events.count
        var reason = isJudged ? nil : reasonToStayOut(taker)
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
        if taker.isOpen { rest(taker, at: kept) } else if let kept { forget(resting.order(kept), at: kept) }
        note(updated: taker, into: &events)
        closeVoidReduceOnlyOrders(from: start, into: &events)
        closeOrphans(into: &events)
    }

    /// Why an order is closed before it meets another: the state of its account, its price, or the risk.
    ///
    /// - Parameters:
    ///   - kept: where the order is kept that this one is to replace, while it still rests.
    ///   - arrival: the place in the queue that it keeps then; nil if it would queue last.
    func reasonToStayOut(
        _ order: Order, replacing kept: Slot? = nil, arrival: Int64? = nil
    ) -> CancelReason? {
        if accounts[order.account.index].isInLiquidation { return .inLiquidation }
        if order.isReduceOnly, !fitsPosition(order, arrival: arrival) { return .reduceOnlyWouldIncrease }
        return reasonOfPrice(order) ?? reasonOfRisk(order, replacing: kept)
    }

    /// A limit outside the price band, or an order that would match although it may only rest.
    private func reasonOfPrice(_ order: Order) -> CancelReason? {
        guard order.type.hasLimit else { return nil }
        let edge = bandEdge(of: order.side, in: order.market)
        guard order.side.accepts(order.price, limit: edge) else { return .outsidePriceBand }
        guard order.timeInForce == .postOnly, let best = opposite(of: order) else { return nil }
        return order.side.accepts(best.price, limit: order.price) ? .postOnlyWouldCross : nil
    }

    /// Trades with the other side of the book while the limits allow it.
    ///
    /// - Returns: why the order must be closed although it might go on.
    private mutating func match(_ taker: inout Order, into events: inout EventList) -> CancelReason? {
        let limits = limits(of: taker)
        while taker.remaining > .zero, let best = opposite(of: taker),
            taker.side.accepts(best.price, limit: limits.price)
        {
            let most = limits.size(for: taker, at: best.price, step: markets[taker.market.index].sizeStep)
            guard most > .zero else { return nil }
            guard resting[best.first].order.account == taker.account else {
                trade(&taker, with: best.first, atMost: most, into: &events)
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
        guard taker.remaining > .zero else { return nil }
        guard taker.type.hasLimit else {
            if taker.filled > .zero { return .remainingImmediateOrCancel }
            return opposite(of: taker) == nil ? .emptyMarket : .outsidePriceBand
        }
        return taker.timeInForce == .immediateOrCancel ? .remainingImmediateOrCancel : nil
    }

    /// The price beyond which an order of this side may not trade.
    func bandEdge(of side: Side, in market: MarketID) -> Price {
        let width = markets[market.index].priceBandWidth
        return markets[market.index].markPrice.moved(by: side == .buy ? width : -width)
    }

    /// The level that an order meets first.
    func opposite(of order: Order) -> PriceLevel? { best(order.side.opposite, in: order.market) }

    /// The best level of one side. The levels are read where they are, so that no book is retained.
    func best(_ side: Side, in market: MarketID) -> PriceLevel? {
        side == .buy ? books[market.index].bids.best : books[market.index].asks.best
    }
}

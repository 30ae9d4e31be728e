extension Exchange {
    /// All orders are checked before any is placed, each by the rules in the order of the API's "basic
    /// validation": one that is broken refuses the whole batch.
    func check(placing orders: [NewOrder]) throws(Rejection) {
        guard 1...Self.batchSizeMaximum ~= orders.count else {
            throw Rejection(.batchSizeOutOfRange(count: orders.count, maximum: Self.batchSizeMaximum))
        }
        for index in orders.indices {
            if let reason = refusal(of: orders[index], at: index, in: orders) {
                throw Rejection(reason, index: index)
            }
        }
    }

    func check(placing order: NewOrder) throws(Rejection) {
        if let reason = refusal(of: order, at: 0, in: []) { throw Rejection(reason) }
    }

    private func refusal(of order: NewOrder, at index: Int, in orders: [NewOrder]) -> Rejection.Reason? {
        guard accounts.indices.contains(order.account.index) else { return .accountUnknown }
        precondition(markets.indices.contains(order.market.index), "a market number comes from this exchange")
        return refusalByStatus(order)
            ?? order.refusalOfForm()
            ?? refusalByMarket(of: order)
            ?? refusalOfCount(of: order, at: index, in: orders)
            ?? refusalOfClientID(of: order, at: index, in: orders)
    }

    private func refusalByMarket(of order: NewOrder) -> Rejection.Reason? {
        if let refusal = refusalOfTicks(in: order.market, order.limit, trigger: order.trigger) {
            return refusal
        }
        if order.size == .zero { return nil }
        return refusal(of: order.size, in: order.market, closing: closesAll(order))
    }

    /// Whether a reduce-only order closes its account's position exactly. Only then may its value be below
    /// the minimum.
    private func closesAll(_ order: NewOrder) -> Bool {
        order.isReduceOnly
            && Int128(order.size.units) == reducible(by: order.side, order.account, order.market)
    }

    /// Only orders that can rest are counted: the others never become open orders.
    private func refusalOfCount(
        of order: NewOrder, at index: Int, in orders: [NewOrder]
    ) -> Rejection.Reason? {
        guard order.canRest else { return nil }
        let maximum = markets[order.market.index].maximumOpenOrders
        let open = accounts[order.account.index].standings[order.market.index].openOrderCount
        // Few lists come near the maximum, so that those ahead in it have to be looked at.
        if open + index < maximum { return nil }
        return open + ordersAhead(of: order, at: index, in: orders) < maximum
            ? nil : .tooManyOpenOrders(maximum: maximum)
    }

    /// How many orders of a list that come before an order can rest in the same market for the same account.
    private func ordersAhead(of order: NewOrder, at index: Int, in orders: [NewOrder]) -> Int {
        guard index > 0 else { return 0 }
        return orders[..<index].count {
            $0.canRest && $0.account == order.account && $0.market == order.market
        }
    }

    private func refusalOfClientID(
        of order: NewOrder, at index: Int, in orders: [NewOrder]
    ) -> Rejection.Reason? {
        guard !order.clientID.isEmpty else { return nil }
        if let slot = resting.slot(ofClientID: order.clientID, order.account) {
            return .clientIDInUse(resting[slot].order.id)
        }
        let isTaken = orders[..<index].contains {
            $0.account == order.account && $0.clientID.hasBytes(of: order.clientID)
        }
        return isTaken ? .clientIDInUse(OrderID(number: 0)) : nil
    }

    mutating func place(_ new: NewOrder, into events: inout EventList) {
        let id = OrderID(number: nextNumber())
        let order = Order(
            new, id: id, createdAt: now, sequence: nextSequence(), triggerDirection: triggerDirection(of: new)
        )
        note(accepted: order, into: &events)
        if order.type.isConditional {
            wait(order, into: &events)
        } else {
            enter(order, into: &events)
        }
    }
}

extension NewOrder {
    /// Whether the order may stay open.
    fileprivate var canRest: Bool {
        type.isConditional || type.hasLimit && timeInForce != .immediateOrCancel
    }

    fileprivate var limit: Price? { type.hasLimit ? price : nil }

    fileprivate var trigger: Price? { type.isConditional ? triggerPrice : nil }

    /// What is wrong with an order whatever the market: prices and sizes are positive, and type, instruction
    /// and flags go together.
    fileprivate func refusalOfForm() -> Rejection.Reason? {
        guard size > .zero || size == .zero && type.closesPosition else { return .sizeNotPositive }
        if let limit, limit <= .zero { return .priceNotPositive }
        if let trigger, trigger <= .zero { return .triggerPriceNotPositive }
        if averagePriceLimit < .zero { return .averagePriceLimitNotPositive }
        if type.closesPosition, !isReduceOnly { return .notReduceOnly }
        switch timeInForce {
        case .goodTillCancelled: return nil
        case .postOnly:
            if !type.hasLimit { return .marketOrderCannotRest }
            return type == .limit || type == .stopLimit ? nil : .typeCannotBePostOnly
        case .immediateOrCancel:
            return type == .limit || !type.hasLimit ? nil : .typeCannotBeImmediate
        }
    }
}

// Single fields of a market are read where they are: a method of the market would be given a copy of it.
extension Exchange {
    /// Prices are multiples of the tick size.
    func refusalOfTicks(in market: MarketID, _ price: Price?, trigger: Price?) -> Rejection.Reason? {
        let tick = markets[market.index].tickSize
        if let price, !price.isMultiple(of: tick) { return .priceNotMultipleOfTick(tick: tick) }
        if let trigger, !trigger.isMultiple(of: tick) { return .triggerPriceNotMultipleOfTick(tick: tick) }
        return nil
    }

    /// Sizes are multiples of the step size and not too large, and their value is not too small.
    ///
    /// The value is judged at the mark price even for limit orders, as the exchange's documentation of
    /// `min_notional` says.
    ///
    /// - Parameter closesAll: whether an order of this size closes its account's position exactly.
    func refusal(
        of size: Size, in market: MarketID, closing closesAll: @autoclosure () -> Bool
    ) -> Rejection.Reason? {
        let step = markets[market.index].sizeStep
        guard size.isMultiple(of: step) else { return .sizeNotMultipleOfStep(step: step) }
        let maximum = markets[market.index].maximumSize
        guard size <= maximum else { return .sizeAboveMaximum(maximum: maximum) }
        let (minimum, mark) = (markets[market.index].minimumValue, markets[market.index].markPrice)
        let value = Quote(mark, times: size, rounding: .towardZero)
        guard value < minimum, !closesAll() else { return nil }
        return .valueBelowMinimum(minimum: minimum, value: value, mark: mark)
    }
}

extension Exchange {
    /// All orders are checked before any is placed, each by the rules in the order of the API's "basic
    /// validation": one that is broken refuses the whole batch.
    func check(placing orders: [NewOrder]) throws(Rejection) {
        guard 1...Self.batchSizeMaximum ~= orders.count else {
            throw Rejection(.batchSizeOutOfRange(count: orders.count, maximum: Self.batchSizeMaximum))
        }
        for (index, order) in orders.enumerated() {
            if let reason = refusal(of: order, after: orders[..<index]) {
                throw Rejection(reason, index: index)
            }
        }
    }

    private func refusal(of order: NewOrder, after earlier: ArraySlice<NewOrder>) -> Rejection.Reason? {
        guard accounts.indices.contains(order.account.index) else { return .accountUnknown }
        precondition(markets.indices.contains(order.market.index), "a market number comes from this exchange")
        let limit = order.type == .limit ? order.price : nil
        let market = markets[order.market.index]
        return market.refusal(ofSignOf: limit, order.size)
            ?? refusalToRest(of: order)
            ?? market.refusal(of: limit, order.size)
            ?? refusalOfCount(of: order, after: earlier)
            ?? refusalOfClientID(of: order, after: earlier)
    }

    private func refusalToRest(of order: NewOrder) -> Rejection.Reason? {
        order.type == .market && order.timeInForce == .postOnly ? .marketOrderCannotRest : nil
    }

    /// Only orders that can rest are counted: the others never become open orders.
    private func refusalOfCount(
        of order: NewOrder, after earlier: ArraySlice<NewOrder>
    ) -> Rejection.Reason? {
        guard order.canRest else { return nil }
        let maximum = markets[order.market.index].maximumOpenOrders
        let open = accounts[order.account.index].openOrderCounts[order.market.index]
        let ahead = earlier.count { $0.canRest && $0.account == order.account && $0.market == order.market }
        return open + ahead < maximum ? nil : .tooManyOpenOrders(maximum: maximum)
    }

    private func refusalOfClientID(
        of order: NewOrder, after earlier: ArraySlice<NewOrder>
    ) -> Rejection.Reason? {
        guard !order.clientID.isEmpty else { return nil }
        if let id = accounts[order.account.index].openOrdersByClientID[order.clientID] {
            return .clientIDInUse(id)
        }
        let isTaken = earlier.contains { $0.account == order.account && $0.clientID == order.clientID }
        return isTaken ? .clientIDInUse(OrderID(number: 0)) : nil
    }

    mutating func place(_ new: NewOrder, into events: inout [Event]) {
        let id = OrderID(number: nextNumber())
        let order = Order(new, id: id, createdAt: now, sequence: nextSequence())
        events.append(.orderAccepted(order))
        enter(order, into: &events)
    }
}

extension NewOrder {
    /// Whether something of the order may stay in the book.
    fileprivate var canRest: Bool { type == .limit && timeInForce != .immediateOrCancel }
}

extension Market {
    /// Prices and sizes are positive. A market order has no price.
    func refusal(ofSignOf price: Price?, _ size: Size) -> Rejection.Reason? {
        guard size > .zero else { return .sizeNotPositive }
        if let price, price <= .zero { return .priceNotPositive }
        return nil
    }

    /// The market's rules for a positive price and a positive size.
    ///
    /// The value is judged at the mark price even for limit orders, as the exchange's documentation of
    /// `min_notional` says.
    func refusal(of price: Price?, _ size: Size) -> Rejection.Reason? {
        if let price, !price.isMultiple(of: tickSize) { return .priceNotMultipleOfTick(tick: tickSize) }
        guard size.isMultiple(of: sizeStep) else { return .sizeNotMultipleOfStep(step: sizeStep) }
        guard size <= maximumSize else { return .sizeAboveMaximum(maximum: maximumSize) }
        let value = Quote(markPrice, times: size, rounding: .towardZero)
        guard value >= minimumValue else {
            return .valueBelowMinimum(minimum: minimumValue, value: value, mark: markPrice)
        }
        return nil
    }
}

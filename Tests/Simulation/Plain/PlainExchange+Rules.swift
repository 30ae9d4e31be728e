import Exchange

// Which commands are carried out at all.

extension PlainExchange {
    private func isAccount(_ id: AccountID) -> Bool { accounts.indices.contains(id.index) }

    func isAllowed(_ command: Command) -> Bool {
        switch command {
        case .openAccount(let new):
            let isTaken = accounts.contains { $0.address == new.address }
            if isTaken || new.address == "0x1" { return false }
            guard let parent = new.parent else { return true }
            return isAccount(parent) && !accounts[parent.index].isSubAccount
        case .place(let new): return areAllowed(new)
        case .placeOne(let new): return areAllowed([new])
        case .modify(let change): return isAllowed(change)
        case .cancel(let account, let ids):
            return isAccount(account) && ids.allSatisfy { owned($0, by: account) != nil }
        case .cancelAll(let account, _): return isAccount(account)
        case .placeAlgo(let new): return isAllowed(new)
        case .cancelAlgo(let account, let id):
            return algos.contains { $0.id == id.number && $0.terms.account == account && $0.isOpen }
        case .changeAccount(let account, let change):
            return isAccount(account) && isAllowed(change, account.index)
        case .changeMarket(let change):
            return [change.markPrice, change.indexPrice].allSatisfy { $0 == nil || $0!.units > 0 }
        case .setStatus, .tick: return true
        }
    }

    private func isAllowed(_ change: AccountChange, _ account: Int) -> Bool {
        switch change {
        case .leverage(let market, let leverage):
            let fraction = rules[market.index].margin.map { Int128($0.initialFraction.units) } ?? one
            guard leverage >= 1, Int128(leverage) * fraction <= one else { return false }
            var changed = self
            changed.accounts[account].leverage[market.index] = leverage
            let after = changed.initialMargin(account, orders)
            return after <= initialMargin(account, orders) || worth(account) >= after
        case .slippage(let market, let rate):
            return rate.units >= 0 && rate <= rules[market.index].priceBandWidth
        case .preference, .keyAdded, .keyRevoked, .tokenAdded, .tokenRevoked: return true
        }
    }

    private func owned(_ id: OrderID, by account: AccountID) -> PlainOrder? {
        orders.first { $0.id == id.number && $0.terms.account == account }
    }

    // MARK: Placing

    private func areAllowed(_ batch: [NewOrder]) -> Bool {
        guard batch.count >= 1, batch.count <= 10 else { return false }
        var others = orders.map(\.terms)
        for order in batch {
            guard isAccount(order.account), isOpen(to: order.timeInForce), isWellFormed(order) else {
                return false
            }
            let limit = order.type.hasLimit ? order.price.units : nil
            let trigger = order.type.isConditional ? order.triggerPrice.units : nil
            guard keepsTicks([limit, trigger], order.market) else { return false }
            let exact = isExact(order.size.units, order)
            guard order.size.units == 0 || keepsSizes(order.size.units, order.market, isExact: exact) else {
                return false
            }
            let mine = others.filter { $0.account == order.account && $0.market == order.market }
            let full = mine.filter(canStay).count >= rules[order.market.index].maximumOpenOrders
            guard !canStay(order) || !full else { return false }
            let named = others.contains { $0.account == order.account && $0.clientID == order.clientID }
            guard order.clientID == "" || !named else { return false }
            others.append(order)
        }
        return true
    }

    private func canStay(_ order: NewOrder) -> Bool {
        order.type.isConditional || order.type == .limit && order.timeInForce != .immediateOrCancel
    }

    private func isOpen(to timeInForce: TimeInForce) -> Bool {
        status == .ok || status == .postOnly && timeInForce == .postOnly
    }

    private func isWellFormed(_ order: NewOrder) -> Bool {
        let closes = order.type.isTakeProfit || order.type.isStopLoss
        guard order.size.units > 0 || order.size.units == 0 && closes else { return false }
        if order.type.hasLimit, order.price.units <= 0 { return false }
        if order.type.isConditional, order.triggerPrice.units <= 0 { return false }
        if order.averagePriceLimit.units < 0 || closes && !order.isReduceOnly { return false }
        return switch order.timeInForce {
        case .goodTillCancelled: true
        case .postOnly: [.limit, .stopLimit].contains(order.type)
        case .immediateOrCancel: order.type == .limit || !order.type.hasLimit
        }
    }

    private func keepsTicks(_ prices: [Int64?], _ market: MarketID) -> Bool {
        prices.allSatisfy { ($0 ?? 0) % rules[market.index].tickSize.units == 0 }
    }

    private func keepsSizes(_ size: Int64, _ market: MarketID, isExact: Bool) -> Bool {
        let rule = rules[market.index]
        guard size > 0, size % rule.sizeStep.units == 0, size <= rule.maximumSize.units else { return false }
        let value = Int128(markets[market.index].mark) * Int128(size)
        return isExact || value >= rule.minimumValue.units * one
    }

    /// Whether a reduce-only order of this size closes its account's position.
    private func isExact(_ size: Int64, _ order: NewOrder) -> Bool {
        let position = accounts[order.account.index].positions[order.market.index].size
        return order.isReduceOnly && Int128(size) == (order.side == .sell ? position : -position)
    }

    private func isAllowed(_ new: NewAlgoOrder) -> Bool {
        guard isAccount(new.account), status == .ok, new.size.units > 0 else { return false }
        guard new.duration >= 30, new.duration <= 86_400, new.duration % 30 == 0 else { return false }
        return keepsSizes(new.size.units, new.market, isExact: false)
    }

    // MARK: Modifying

    private func isAllowed(_ change: OrderChange) -> Bool {
        guard isAccount(change.account), let order = owned(change.order, by: change.account) else {
            return false
        }
        guard isOpen(to: order.terms.timeInForce) else { return false }
        let closes = order.terms.type.isTakeProfit || order.terms.type.isStopLoss
        let takesAll = change.size.units == 0 && order.isWaiting && closes
        guard change.size.units > 0 || takesAll else { return false }
        let hasLimit = order.terms.type.hasLimit
        if hasLimit, change.price.units <= 0 { return false }
        if let trigger = change.triggerPrice, trigger.units != order.trigger {
            guard order.isWaiting, trigger.units > 0 else { return false }
        }
        guard
            keepsTicks([hasLimit ? change.price.units : nil, change.triggerPrice?.units], order.terms.market)
        else { return false }
        let exact = isExact(change.size.units, order.terms)
        guard takesAll || keepsSizes(change.size.units, order.terms.market, isExact: exact) else {
            return false
        }
        let isSame =
            (!hasLimit || change.price.units == order.price) && change.size.units == order.size
            && (change.triggerPrice == nil || change.triggerPrice!.units == order.trigger)
        return !isSame && (takesAll || change.size.units > order.filled)
    }
}

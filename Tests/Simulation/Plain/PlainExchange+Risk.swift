import Exchange

// What accounts are worth and what their positions and orders bind, exactly, in 10⁻²⁴ of the settlement
// currency: nothing is rounded on the way.

extension PlainExchange {
    /// 10⁻²⁴ in 10⁻⁸.
    static let fine: Int128 = 10_000_000_000_000_000

    func worth(_ account: Int) -> Int128 {
        var worth = accounts[account].balance * Self.fine
        for (market, position) in accounts[account].positions.enumerated() {
            worth += position.size * Int128(markets[market].mark) * one - position.cost * Self.fine
            worth -= position.size * (markets[market].funding - position.funding)
        }
        return worth
    }

    /// What it takes to open what is open. Buys and sells are never open at once: the larger side counts.
    func initialMargin(_ account: Int, _ orders: [PlainOrder]) -> Int128 {
        rules.indices.reduce(0) { sum, market in
            guard rules[market].margin != nil else { return sum }
            let mine = orders.filter { $0.account == account && $0.market == market && !$0.isWaiting }
            let position = accounts[account].positions[market].size
            let buys = mine.filter { $0.terms.side == .buy }.reduce(position) { $0 + Int128($1.remaining) }
            let sells = mine.filter { $0.terms.side == .sell }.reduce(-position) { $0 + Int128($1.remaining) }
            let value = max(0, buys, sells) * Int128(markets[market].mark)
            return sum + value * (fraction(account, market) + provision(market))
                + mine.reduce(0) { $0 + openLoss($1) }
        }
    }

    /// What it takes to keep the positions.
    func maintenanceMargin(_ account: Int) -> Int128 {
        rules.indices.reduce(0) { sum, market in
            guard let margin = rules[market].margin else { return sum }
            let value = abs(accounts[account].positions[market].size) * Int128(markets[market].mark)
            let kept = value * fraction(account, market) / one * Int128(margin.maintenanceFactor.units)
            return sum + kept + value * provision(market)
        }
    }

    func fraction(_ account: Int, _ market: Int) -> Int128 {
        let base = Int128(rules[market].margin?.initialFraction.units ?? 0)
        guard let leverage = accounts[account].leverage[market] else { return base }
        return max(base, one / Int128(leverage))
    }

    /// The API's taker fee, which opening or closing would cost; a rebate provides nothing.
    func provision(_ market: Int) -> Int128 { max(0, Int128(rules[market].fees.api.taker.units)) }

    /// What an order would lose at once by trading at its limit instead of the mark price.
    private func openLoss(_ order: PlainOrder) -> Int128 {
        guard order.terms.type.hasLimit else { return 0 }
        let difference = Int128(order.price) - Int128(markets[order.market].mark)
        return max(0, order.terms.side == .buy ? difference : -difference) * Int128(order.remaining) * one
    }

    func riskReason(_ order: PlainOrder, replacing old: PlainOrder?) -> CancelReason? {
        let others = orders.filter { $0.id != old?.id }
        if let limit = rules[order.market].positionLimit {
            let position = accounts[order.account].positions[order.market].size
            let ahead = others.filter {
                $0.account == order.account && $0.market == order.market && !$0.isWaiting
                    && $0.terms.side == order.terms.side
            }
            let open = ahead.reduce(Int128(order.remaining)) { $0 + Int128($1.remaining) }
            if open + (order.terms.side == .buy ? position : -position) > Int128(limit.units) {
                return .exceedsPositionLimit
            }
        }
        var entering = order
        entering.isWaiting = false
        let before = initialMargin(order.account, orders)
        let after = initialMargin(order.account, others + [entering])
        return after > before && worth(order.account) < after ? .notEnoughMargin : nil
    }

    /// The funding due on a position in 10⁻⁸; negative is owed.
    func fundingDue(_ position: PlainPosition, _ market: Int) -> Int128 {
        -nearest(position.size * (markets[market].funding - position.funding), Self.fine)
    }
}

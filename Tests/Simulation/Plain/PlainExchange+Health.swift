import Exchange

// Accounts that are worth less than they need.

extension PlainExchange {
    mutating func checkHealth() {
        for account in accounts.indices where account != fund {
            deleverage(account)
            liquidate(account)
        }
    }

    private func isShort(_ account: Int) -> Bool { worth(account) < initialMargin(account, orders) }

    /// Closes orders until the rest is covered: those that offset no position first, of each kind the most
    /// passive first, and of those that do offset only what exceeds the position.
    private mutating func deleverage(_ account: Int) {
        let mine = orders.filter {
            $0.account == account && !$0.isWaiting && rules[$0.market].margin != nil
        }
        let passive = mine.sorted { (distance($0), $0.id) > (distance($1), $1.id) }
        for order in passive.filter({ !offsets($0) }) where isShort(account) { close(order, .deleveraged) }
        for order in passive.filter({ offsets($0) }) where isShort(account) {
            let side = queue(order.terms.side, of: order.market).filter { $0.account == account }
            let sum = side.reduce(0 as Int128) { $0 + Int128($1.remaining) }
            if sum > reducible(account, order.market, order.terms.side) { close(order, .deleveraged) }
        }
    }

    private func offsets(_ order: PlainOrder) -> Bool {
        reducible(order.account, order.market, order.terms.side) > 0
    }

    private func distance(_ order: PlainOrder) -> Int128 {
        let mark = Int128(markets[order.market].mark)
        let away = nearest((Int128(order.price) - mark) * one, mark)
        return order.terms.side == .sell ? away : -away
    }

    // MARK: Liquidation

    private func holds(_ account: Int) -> Bool {
        rules.indices.contains { rules[$0].margin != nil && accounts[account].positions[$0].size != 0 }
    }

    /// Whether the maintenance margin is at most 90 % of the account's worth.
    private func isHealthy(_ account: Int) -> Bool {
        !holds(account) || maintenanceMargin(account) * 10 <= worth(account) * 9
    }

    private mutating func liquidate(_ account: Int) {
        guard let next = accounts[account].nextStep else {
            if holds(account), worth(account) < maintenanceMargin(account) { begin(account) }
            return
        }
        if isHealthy(account) {
            accounts[account].nextStep = nil
        } else if now >= next {
            takeStep(account)
        }
    }

    private mutating func begin(_ account: Int) {
        let mine = orders.filter { $0.account == account }
        for order in mine.sorted(by: { $0.id < $1.id }) { close(order, .inLiquidation) }
        for market in rules.indices {
            let step = Int128(rules[market].sizeStep.units)
            let fifth = (abs(accounts[account].positions[market].size) + 4) / 5
            accounts[account].positions[market].step = (fifth + step - 1) / step * step
        }
        takeStep(account)
    }

    private mutating func takeStep(_ account: Int) {
        accounts[account].nextStep = now + 5000
        for market in rules.indices where rules[market].margin != nil { takeOver(account, market) }
        sweepEnded()
        if isHealthy(account) { accounts[account].nextStep = nil }
    }

    private mutating func takeOver(_ account: Int, _ market: Int) {
        let position = accounts[account].positions[market]
        let size = Int64(min(abs(position.size), position.step))
        guard size > 0 else { return }
        let fee = liquidationFee(account, market, size)
        if fund == nil {
            fund = accounts.count
            open(NewAccount(address: "0x1", publicKey: "0x0", l1Address: "", balance: .zero))
        }
        let side: Side = position.size > 0 ? .sell : .buy
        let value = nearest(Int128(markets[market].mark) * Int128(size), one)
        let number = nextNumber()
        let other = book(fund!, market, side == .buy ? .sell : .buy, size, value, fee: -fee)
        let own = book(account, market, side, size, value, fee: fee)
        happenings.append(
            .trade(
                number, .liquidation, market: market, price: markets[market].mark, size: size, taker: side,
                index: markets[market].index, makerFill: other, takerFill: own))
    }

    /// A fifth of the part's maintenance margin, if the account has it. Its last position goes with its debts.
    private func liquidationFee(_ account: Int, _ market: Int, _ size: Int64) -> Int128 {
        let value = nearest(Int128(markets[market].mark) * Int128(size), one)
        let needed = nearest(value * fraction(account, market), one)
        let factor = Int128(rules[market].margin?.maintenanceFactor.units ?? 0)
        let kept = nearest(needed * factor, one) + nearest(value * provision(market), one)
        let fee = nearest(kept, 5)
        let rounded = roundedWorth(account)
        let isLast = accounts[account].positions.enumerated().allSatisfy {
            $0.element.size == 0 || $0.offset == market && abs($0.element.size) == Int128(size)
        }
        return min(fee, isLast ? rounded : max(0, rounded))
    }

    /// What the books would say that the account has if all its positions were closed now.
    func roundedWorth(_ account: Int) -> Int128 {
        accounts[account].positions.enumerated().reduce(accounts[account].balance) { sum, entry in
            let value = nearest(entry.element.size * Int128(markets[entry.offset].mark), one)
            return sum + value - entry.element.cost + fundingDue(entry.element, entry.offset)
        }
    }
}

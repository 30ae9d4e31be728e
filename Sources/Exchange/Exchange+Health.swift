// What happens to accounts that are worth less than their positions and orders need.
//
// Source: the exchange's documentation of deleveraging and of liquidations: steps of 20 % until the margin
// ratio is below 90 %. The fee is the share of the maintenance margin that /system/config names.

extension Exchange {
    /// The share of the maintenance margin of a liquidated part that is its fee.
    package static let liquidationFee = Rate(units: FixedPoint.scale / 5)
    /// Milliseconds between two steps of a liquidation.
    static let liquidationInterval: Int64 = 5000
    /// Steps in which a whole position is liquidated.
    private static let liquidationSteps: Int128 = 5
    /// A liquidation ends when the maintenance margin is at most this share of the account's value.
    private static let healthyRatio = Rate(units: FixedPoint.scale * 9 / 10)

    /// Looks at every account that has something to lose.
    mutating func checkHealth(into events: inout EventList) {
        for index in accounts.indices {
            let account = AccountID(index: index)
            guard needsCare(account) else { continue }
            deleverage(account, into: &events)
            liquidate(account, into: &events)
        }
    }

    /// Whether an account has something to lose, and is being liquidated or worth too little.
    private func needsCare(_ account: AccountID) -> Bool {
        guard account != insuranceFund, hasRisk(account) else { return false }
        if accounts[account.index].nextLiquidationAt != nil { return true }
        let summary = margin(of: account)
        return summary.freeCollateral < .zero || summary.cushion < .zero
    }

    private func hasRisk(_ account: AccountID) -> Bool {
        // Of many accounts most are idle: what never traded and has no open order has nothing in any market.
        let isIdle = accounts[account.index].sequence == 0 && !accounts[account.index].hasOpenOrders
        return !isIdle
            && markets.indices.contains { markets[$0].margin != nil && isActive(account, inMarketAt: $0) }
    }

    /// Closes resting orders while the account is worth less than its initial margin: first those that do
    /// not offset a position, then the most passive of the others, as long as they exceed the position.
    private mutating func deleverage(_ account: AccountID, into events: inout EventList) {
        guard margin(of: account).freeCollateral < .zero else { return }
        for order in ordersToGiveUp(of: account) {
            guard margin(of: account).freeCollateral < .zero else { return }
            guard let slot = resting.slot(of: order.id) else { continue }
            let position = accounts[account.index].positions[order.market.index].size.units
            let exposure = accounts[account.index].standings[order.market.index].exposure
            let room = order.side == .sell ? position : -position
            guard exposure.size(of: order.side) > room else { continue }
            close(slot, .deleveraged, into: &events)
        }
    }

    /// Resting orders that bind margin, those that offset no position first, and of each kind the most
    /// passive first.
    private func ordersToGiveUp(of account: AccountID) -> [Order] {
        let orders = openOrders(of: account, in: nil).filter {
            $0.status == .open && markets[$0.market.index].margin != nil
        }
        let passive = orders.sorted { distance(of: $0) > distance(of: $1) }
        return passive.filter { !offsets($0) } + passive.filter(offsets)
    }

    private func offsets(_ order: Order) -> Bool {
        reducible(by: order.side, order.account, order.market) > 0
    }

    /// How far an order's price is on the passive side of the mark price, as a share of it.
    private func distance(of order: Order) -> Int64 {
        let share = Rate(of: order.price, over: markets[order.market.index].markPrice).units
        return order.side == .buy ? -share : share
    }
}

extension Exchange {
    /// Takes the next step of an account's liquidation, or begins one, or ends it.
    private mutating func liquidate(_ account: AccountID, into events: inout EventList) {
        let summary = margin(of: account)
        guard let due = accounts[account.index].nextLiquidationAt else {
            if summary.maintenanceRequirement > .zero, summary.cushion < .zero {
                beginLiquidation(of: account, into: &events)
            }
            return
        }
        if isHealthy(summary) {
            endLiquidation(of: account)
        } else if now >= due {
            takeStep(of: account, into: &events)
        }
    }

    private func isHealthy(_ summary: MarginSummary) -> Bool {
        let most = summary.accountValue.share(Self.healthyRatio, rounding: .towardZero)
        return summary.maintenanceRequirement == .zero || summary.maintenanceRequirement <= most
    }

    private mutating func beginLiquidation(of account: AccountID, into events: inout EventList) {
        closeOpenOrders(of: account, .inLiquidation, into: &events) { _ in true }
        for index in markets.indices {
            let units = accounts[account.index].positions[index].size.units.magnitudeSigned
            let step = Int128(markets[index].sizeStep.units)
            let share = (units + Self.liquidationSteps - 1) / Self.liquidationSteps
            let whole = (share + step - 1) / step * step
            accounts[account.index].positions[index].liquidationStep = Size(units: Int64(clamping: whole))
        }
        liquidating.append(account)
        takeStep(of: account, into: &events)
    }

    private mutating func takeStep(of account: AccountID, into events: inout EventList) {
        accounts[account.index].nextLiquidationAt = now.advanced(by: Self.liquidationInterval)
        for index in markets.indices where markets[index].margin != nil {
            takeOver(account, MarketID(index: index), into: &events)
        }
        closeOrphans(into: &events)
        if isHealthy(margin(of: account)) { endLiquidation(of: account) }
    }

    private mutating func endLiquidation(of account: AccountID) {
        accounts[account.index].nextLiquidationAt = nil
        liquidating.removeAll { $0 == account }
        for index in markets.indices { accounts[account.index].positions[index].liquidationStep = .zero }
    }

    /// Lets the insurance fund take over one step of a position at the mark price.
    private mutating func takeOver(_ account: AccountID, _ market: MarketID, into events: inout EventList) {
        let position = accounts[account.index].positions[market.index]
        guard position.size != .zero else { return }
        let part = min(position.size.units.magnitudeSigned, Int128(position.liquidationStep.units))
        let requirement = maintenanceMargin(of: account, in: market, part)
        let fund = insuranceFund(into: &events)
        takeOver(
            Size(units: Int64(clamping: part)), of: account, by: fund, in: market,
            fee: requirement.share(Self.liquidationFee, rounding: .nearest), into: &events)
    }

    private mutating func insuranceFund(into events: inout EventList) -> AccountID {
        if let insuranceFund { return insuranceFund }
        let fund = NewAccount(address: Self.insuranceAddress, publicKey: "0x0", l1Address: "", balance: .zero)
        open(fund, into: &events)
        let id = AccountID(index: accounts.count - 1)
        insuranceFund = id
        return id
    }

    /// Not an address that any key leads to.
    package static let insuranceAddress = "0x1"
}

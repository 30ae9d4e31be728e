// Cross margin: what an account is worth, and how much of it positions and orders bind.
//
// Source: the exchange's documentation of cross margin requirement and of risk checks. The fee provision is
// the taker fee on the open size; orders that wait for their trigger bind nothing.

extension Exchange {
    /// An account's money and margin at the present mark prices.
    package func margin(of account: AccountID) -> MarginSummary {
        var summary = MarginSummary(
            balance: accounts[account.index].balance, accountValue: worth(of: account))
        for index in markets.indices where isActive(account, inMarketAt: index) {
            let market = MarketID(index: index)
            if accounts[account.index].positions[market.index].size != .zero {
                summary.maintenanceRequirement += maintenanceMargin(of: account, in: market)
            }
            let exposure = accounts[account.index].standings[market.index].exposure
            summary.initialRequirement += initialMargin(of: account, in: market, exposure)
        }
        return summary
    }

    /// Cash and what closing all positions at the mark price would bring, funding included.
    private func worth(of account: AccountID) -> Quote {
        markets.indices.reduce(accounts[account.index].balance) { $0 + gain(of: account, inMarketAt: $1) }
    }

    /// What closing an account's position at the mark price would bring, funding included.
    private func gain(of account: AccountID, inMarketAt index: Int) -> Quote {
        guard accounts[account.index].positions[index].size != .zero else { return .zero }
        let market = MarketID(index: index)
        return value(accounts[account.index].positions[index].size.units, in: market)
            - accounts[account.index].positions[index].cost + unrealizedFunding(of: account, in: market)
    }

    /// What closing a position at the mark price would bring; funding and fees not counted.
    package func unrealizedPnL(of position: Position, in market: MarketID) -> Quote {
        value(position.size.units, in: market) - position.cost
    }

    /// The funding that has accrued on a position; negative is owed.
    package func unrealizedFunding(of position: Position, in market: MarketID) -> Quote {
        unrealizedFunding(on: position.size, since: position.fundingIndex, in: market)
    }

    /// The funding that has accrued on an account's position; negative is owed.
    func unrealizedFunding(of account: AccountID, in market: MarketID) -> Quote {
        unrealizedFunding(
            on: accounts[account.index].positions[market.index].size,
            since: accounts[account.index].positions[market.index].fundingIndex, in: market)
    }

    private func unrealizedFunding(
        on size: SignedSize, since index: FundingIndex, in market: MarketID
    ) -> Quote {
        let moved = fundingIndexes[market.index].units - index.units
        guard moved != 0, size != .zero else { return .zero }
        let scale = Int128(FixedPoint.scale)
        let (product, overflows) = size.units.multipliedReportingOverflow(by: moved)
        guard overflows else { return Quote(units: -Rounding.nearest.quotient(product, scale * scale)) }
        // Less exact by what nobody can count at such sizes.
        return Quote(units: -Rounding.nearest.scaled(size.units * Rounding.nearest.scaled(moved)))
    }

    /// What an account must keep for its position in a market.
    package func maintenanceMargin(of account: AccountID, in market: MarketID) -> Quote {
        maintenanceMargin(of: account, in: market, accounts[account.index].positions[market.index].size.units)
    }

    /// The leverage that the account's positions in a market have at most.
    package func leverage(of account: AccountID, in market: MarketID) -> Int {
        self.account(account).standings[market.index].leverage ?? markets[market.index].margin?
            .maximumLeverage ?? 1
    }

    /// The mark price at which the account would be liquidated if the other markets stood still; nil if
    /// there is no such price.
    package func liquidationPrice(of account: AccountID, in market: MarketID) -> Price? {
        let units = accounts[account.index].positions[market.index].size.units
        guard units != 0, let rules = markets[market.index].margin else { return nil }
        let summary = margin(of: account)
        let share = Int128(maintenanceShare(of: account, in: market, rules))
        // Worth and requirement both move in proportion to the mark price; where they meet, it is over.
        let scale = Int128(FixedPoint.scale)
        let slope = units * scale - units.magnitudeSigned * share
        guard slope != 0 else { return nil }
        let cushion = (slope < 0 ? summary.cushion.units : -summary.cushion.units) * scale
        // Divided before the second scale, since the largest values have no room for both.
        let (whole, rest) = cushion.quotientAndRemainder(dividingBy: slope.magnitudeSigned)
        let distance =
            Int128(Int64(clamping: whole)) * scale
            + Rounding.nearest.quotient(rest * scale, slope.magnitudeSigned)
        let price = Int128(markets[market.index].markPrice.units) + distance
        return price > 0 ? Price(units: Int64(clamping: price)) : nil
    }
}

extension Exchange {
    /// Why an order's size is too much for its account: the position limit, then the margin.
    ///
    /// - Parameter kept: where the order is kept that this one is to replace, while it still rests.
    func reasonOfRisk(_ order: Order, replacing kept: Slot?) -> CancelReason? {
        let (account, market) = (order.account.index, order.market.index)
        let limit = markets[market].positionLimit
        let isMargined = markets[market].margin != nil
        guard limit != nil || isMargined else { return nil }
        let mark = markets[market].markPrice
        var exposure = accounts[account].standings[market].exposure
        if let kept, resting[kept].order.status == .open {
            exposure.remove(resting[kept].order, at: mark)
        }
        exposure.add(order, at: mark)
        if let limit {
            let position = accounts[account].positions[market].size.units
            let reached = exposure.size(of: order.side) + (order.side == .buy ? position : -position)
            if reached > Int128(limit.units) { return .exceedsPositionLimit }
        }
        guard isMargined else { return nil }
        return covers(order.account, order.market, exposure) ? nil : .notEnoughMargin
    }

    /// Whether an account can have this exposure in a market: it has the margin, or needs no more than now.
    private func covers(_ account: AccountID, _ market: MarketID, _ exposure: Exposure) -> Bool {
        let after = initialMargin(of: account, in: market, exposure)
        var free = accounts[account.index].balance
        for index in markets.indices {
            free += gain(of: account, inMarketAt: index)
            guard index != market.index, isActive(account, inMarketAt: index) else { continue }
            let other = accounts[account.index].standings[index].exposure
            free -= initialMargin(of: account, in: MarketID(index: index), other)
        }
        if free >= after { return true }
        let before = accounts[account.index].standings[market.index].exposure
        return after <= initialMargin(of: account, in: market, before)
    }

    /// Whether the account has a position or an open order in a market.
    func isActive(_ account: AccountID, inMarketAt index: Int) -> Bool {
        accounts[account.index].standings[index].openOrderCount > 0
            || accounts[account.index].positions[index].size != .zero
    }

    /// What position and orders in one market bind: net margin, fee provision and open loss.
    private func initialMargin(
        of account: AccountID, in market: MarketID, _ exposure: Exposure
    ) -> Quote {
        let open = exposure.openSize(with: accounts[account.index].positions[market.index].size)
        guard open > 0, let rules = markets[market.index].margin else { return .zero }
        let fraction = rules.initialFraction(
            leverage: accounts[account.index].standings[market.index].leverage)
        let value = value(open, in: market)
        let margin = value.share(fraction, rounding: .nearest) + provision(on: value, in: market)
        guard exposure.openLoss != 0 else { return margin }
        return margin + Quote(units: Rounding.nearest.scaled(exposure.openLoss))
    }

    /// What a position of this size needs to be kept, in 10⁻⁸ of the base asset.
    func maintenanceMargin(of account: AccountID, in market: MarketID, _ units: Int128) -> Quote {
        guard let rules = markets[market.index].margin else { return .zero }
        let value = value(units.magnitudeSigned, in: market)
        let fraction = rules.initialFraction(
            leverage: accounts[account.index].standings[market.index].leverage)
        return value.share(fraction, rounding: .nearest).share(rules.maintenanceFactor, rounding: .nearest)
            + provision(on: value, in: market)
    }

    /// The share of a position's value that is its maintenance requirement, in 10⁻⁸.
    private func maintenanceShare(
        of account: AccountID, in market: MarketID, _ rules: MarginRules
    ) -> Int64 {
        let fraction = rules.initialFraction(
            leverage: accounts[account.index].standings[market.index].leverage)
        let kept = Quote(units: Int128(fraction.units)).share(rules.maintenanceFactor, rounding: .nearest)
        return Int64(clamping: kept.units) + max(0, markets[market.index].fees.api.taker.units)
    }

    private func provision(on value: Quote, in market: MarketID) -> Quote {
        value.share(max(.zero, markets[market.index].fees.api.taker), rounding: .nearest)
    }

    /// What this many 10⁻⁸ of the base asset are worth at the mark price.
    func value(_ units: Int128, in market: MarketID) -> Quote {
        Quote(units: Rounding.nearest.scaled(units, times: markets[market.index].markPrice.units))
    }
}

extension Int128 {
    /// The absolute value, with a sign to compute on.
    var magnitudeSigned: Int128 { self < 0 ? -self : self }
}

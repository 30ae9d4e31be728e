import Exchange

// Who pays whom.

extension PlainExchange {
    mutating func exchange(_ taker: inout PlainOrder, _ best: PlainOrder, atMost most: Int64) {
        var maker = best
        let size = min(most, taker.remaining, maker.remaining)
        maker.filled += size
        taker.filled += size
        maker.value += Int128(maker.price) * Int128(size)
        taker.value += Int128(maker.price) * Int128(size)
        orders.removeAll { $0.id == maker.id }
        if maker.remaining > 0 { orders.append(maker) }
        let value = nearest(Int128(maker.price) * Int128(size), one)
        noteTrade(maker.market, maker.price, size, value)
        let number = nextNumber()
        let makerFill = book(
            maker.account, maker.market, maker.terms.side, size, value,
            fee: fee(maker, value, isTaker: false),
            order: maker.id, remaining: maker.remaining)
        let takerFill = book(
            taker.account, taker.market, taker.terms.side, size, value, fee: fee(taker, value, isTaker: true),
            order: taker.id, remaining: taker.remaining)
        happenings.append(
            .trade(
                number, .fill, market: maker.market, price: maker.price, size: size, taker: taker.terms.side,
                index: markets[maker.market].index, makerFill: makerFill, takerFill: takerFill))
        report(maker, maker.remaining > 0 ? .open : .filled)
        touched.append((maker.account, maker.market))
    }

    private func fee(_ order: PlainOrder, _ value: Int128, isTaker: Bool) -> Int128 {
        let schedule = rules[order.market].fees
        let rates = order.terms.isInteractive ? schedule.interactive : schedule.api
        return nearest(value * Int128((isTaker ? rates.taker : rates.maker).units), one)
    }

    /// Books one side of a trade: the part that goes against the position closes it at its average cost.
    mutating func book(
        _ account: Int, _ market: Int, _ side: Side, _ size: Int64, _ value: Int128, fee: Int128,
        order: Int64 = 0, remaining: Int64 = 0
    ) -> PlainFill {
        var position = accounts[account].positions[market]
        let held = position.size
        let owed = -fundingDue(position, market)
        position.funding = markets[market].funding
        let change = side == .buy ? Int128(size) : -Int128(size)
        let closed = held.signum() == -change.signum() ? min(abs(held), abs(change)) : 0
        let closedValue = nearest(value * closed, Int128(size))
        let closedCost = held == 0 ? 0 : nearest(position.cost * closed, abs(held))
        let gain = (held > 0 ? closedValue : -closedValue) - closedCost
        position.cost += (side == .buy ? value - closedValue : closedValue - value) - closedCost
        position.size += change
        let isNew = abs(change) > closed && position.size.signum() != held.signum()
        if isNew {
            position = PlainPosition(size: position.size, cost: position.cost, funding: position.funding)
            position.openedAt = now
        } else {
            position.gain += gain
            position.received -= owed
            position.closed += closed
            position.closedValue += closedValue
            if position.size == 0 { position.closedAt = now }
        }
        accounts[account].positions[market] = position
        accounts[account].balance += gain - owed - fee
        fees += fee
        fundingPaid += owed
        if held != 0, held.signum() != position.size.signum() {
            ended.append((account, market, held > 0 ? .sell : .buy))
        }
        return PlainFill(
            order: order, account: account, fee: fee, gain: gain, funding: -owed,
            index: position.funding, remaining: remaining, position: position.size,
            balance: accounts[account].balance)
    }

    private mutating func noteTrade(_ market: Int, _ price: Int64, _ size: Int64, _ value: Int128) {
        let minute = now / 60_000
        let price = Price(units: price)
        var candle = markets[market].candles[.last] ?? Candle(minute: minute, at: price)
        if candle.minute != minute { candle = Candle(minute: minute, at: price) }
        markets[market].candles[.last] = Candle(
            minute: minute, open: candle.open, high: max(candle.high, price), low: min(candle.low, price),
            close: price, volume: candle.volume + Int128(size), value: candle.value + Quote(units: value))
        traded.insert(market)
    }
}

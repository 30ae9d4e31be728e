extension Exchange {
    /// Lets two orders trade as much as both have left, at the resting order's price.
    mutating func trade(_ taker: inout Order, with slot: Slot, into events: inout [Event]) {
        let price = resting[slot].order.price
        let size = min(taker.remaining, resting[slot].order.remaining)
        let maker = fillMaker(slot, size)
        taker.fill(size, at: price)
        lastTrades[taker.market.index] = price
        let market = markets[taker.market.index]
        let value = Quote(price, times: size, rounding: .nearest)
        let trade = Trade(
            number: nextNumber(), market: taker.market, price: price, size: size, takerSide: taker.side,
            at: now, maker: settle(maker, size, fee: value.share(market.makerFee, rounding: .nearest)),
            taker: settle(taker, size, fee: value.share(market.takerFee, rounding: .nearest)))
        events.append(.traded(trade))
        events.append(.orderUpdated(maker))
    }

    /// Fills a resting order. When nothing remains, it leaves the book.
    private mutating func fillMaker(_ slot: Slot, _ size: Size) -> Order {
        var maker = resting[slot].order
        let isFilled = maker.remaining == size
        if isFilled {
            remove(slot)
        } else {
            books[maker.market.index].reduce(maker.side, at: maker.price, by: size, at: now)
        }
        maker.fill(size, at: maker.price)
        maker.status = isFilled ? .filled : .open
        stamp(&maker)
        if !isFilled { resting[slot].order = maker }
        return maker
    }

    /// Books one side of a trade to its account.
    private mutating func settle(_ order: Order, _ size: Size, fee: Quote) -> Fill {
        let account = order.account.index
        let market = order.market.index
        accounts[account].balance -= fee
        accounts[account].positions[market].apply(order.side, size)
        feesCollected += fee
        return Fill(
            order: order.id, account: order.account, clientID: order.clientID, fee: fee,
            remaining: order.remaining, position: accounts[account].positions[market],
            balance: accounts[account].balance)
    }
}

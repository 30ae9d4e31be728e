extension Exchange {
    /// Lets two orders trade as much as both have left, at the resting order's price.
    ///
    /// - Parameter size: the most that the incoming order may take.
    mutating func trade(
        _ taker: inout Order, with slot: Slot, atMost size: Size, into events: inout EventList
    ) {
        let price = resting[slot].order.price
        let size = min(size, taker.remaining, resting[slot].order.remaining)
        let maker = fillMaker(slot, size)
        taker.fill(size, at: price)
        let market = taker.market.index
        let value = Quote(price, times: size, rounding: .nearest)
        count(price, size, value, in: taker.market)
        let makerFee = markets[market].fees.rates(isInteractive: maker.isInteractive).maker
        let takerFee = markets[market].fees.rates(isInteractive: taker.isInteractive).taker
        let number = nextNumber()
        let sale = Sale(
            number: number, market: taker.market, size: size, value: value, takerSide: taker.side)
        let trade = Trade(
            number: number, market: taker.market, price: price, size: size, takerSide: taker.side, at: now,
            indexPrice: markets[market].indexPrice, bookSequence: books[market].sequence,
            fundingIndex: fundingIndexes[market],
            maker: settle(
                sale, maker, isTaker: false, fee: value.share(makerFee, rounding: .nearest)),
            taker: settle(sale, taker, isTaker: true, fee: value.share(takerFee, rounding: .nearest)))
        note(trade, into: &events)
        note(updated: maker, into: &events)
    }

    /// Lets one account take over a part of another's position at the mark price, without orders.
    mutating func takeOver(
        _ size: Size, of account: AccountID, by fund: AccountID, in market: MarketID, fee: Quote,
        into events: inout EventList
    ) {
        let price = markets[market.index].markPrice
        let value = Quote(price, times: size, rounding: .nearest)
        let isLong = accounts[account.index].positions[market.index].size.units > 0
        let number = nextNumber()
        let sale = Sale(
            number: number, market: market, size: size, value: value, takerSide: isLong ? .sell : .buy)
        let fee = affordable(fee, sale, account)
        let maker = Party(account: fund, side: sale.takerSide.opposite, isTaker: false, fee: Quote.zero - fee)
        let taker = Party(account: account, side: sale.takerSide, isTaker: true, fee: fee)
        let makerFill = Fill(maker, settle(sale, maker))
        let trade = Trade(
            number: number, kind: .liquidation, market: market, price: price, size: size,
            takerSide: sale.takerSide, at: now, indexPrice: markets[market.index].indexPrice,
            bookSequence: 0, fundingIndex: fundingIndexes[market.index], maker: makerFill,
            taker: Fill(taker, settle(sale, taker)))
        note(trade, into: &events)
    }

    /// The fee, or less if the account has nothing left to pay it from. If the account owes more than it has
    /// when its last position goes, the fee is negative: the fund pays its debt.
    private func affordable(_ fee: Quote, _ sale: Sale, _ account: AccountID) -> Quote {
        let worth = margin(of: account).accountValue
        let positions = accounts[account.index].positions
        let isLast = positions.indices.allSatisfy {
            $0 == sale.market.index
                ? positions[$0].size.units.magnitudeSigned == Int128(sale.size.units)
                : positions[$0].size == .zero
        }
        return isLast ? min(fee, worth) : min(fee, max(worth, .zero))
    }

    private mutating func count(_ price: Price, _ size: Size, _ value: Quote, in market: MarketID) {
        lastTrades[market.index] = price
        statistics[market.index].count(price, size, value, at: now)
        if !traded.contains(market) { traded.append(market) }
    }

    /// Fills a resting order. When nothing remains, it leaves the book.
    private mutating func fillMaker(_ slot: Slot, _ size: Size) -> Order {
        let market = resting[slot].order.market.index
        let isFilled = resting[slot].order.remaining == size
        if isFilled {
            books[market].remove(slot, in: &resting, at: now)
        } else {
            books[market].reduce(slot, by: size, in: resting, at: now)
        }
        let sequence = nextSequence()
        resting[slot].order.fillAtOwnPrice(size, at: now, sequence)
        let maker = resting.order(slot)
        accounts[maker.account.index].standings[market].exposure
            .remove(maker, size, at: markets[market].markPrice)
        if isFilled { forget(maker, at: slot) }
        return maker
    }
}

extension Order {
    /// Counts a fill of an order that rests.
    fileprivate mutating func fillAtOwnPrice(_ size: Size, at now: Timestamp, _ sequence: Int64) {
        fill(size, at: price)
        status = remaining == .zero ? .filled : .open
        updatedAt = now
        self.sequence = sequence
    }
}

/// What two accounts exchange.
private struct Sale {
    let number: Int64
    let market: MarketID
    let size: Size
    let value: Quote
    let takerSide: Side
}

/// One account's part in it.
private struct Party {
    let account: AccountID
    let side: Side
    let isTaker: Bool
    let fee: Quote
}

/// What one account's part has come to.
private struct Settlement {
    let realizedPnL: Quote
    let realizedFunding: Quote
    let position: SignedSize
    let balance: Quote
}

extension Fill {
    fileprivate init(of order: Order, _ party: Party, _ settlement: Settlement) {
        self.init(
            order: order.id, orderedAt: order.createdAt, account: party.account, clientID: order.clientID,
            isInteractive: order.isInteractive, fee: party.fee, realizedPnL: settlement.realizedPnL,
            realizedFunding: settlement.realizedFunding, remaining: order.remaining,
            position: settlement.position, balance: settlement.balance)
    }

    /// Without an order.
    fileprivate init(_ party: Party, _ settlement: Settlement) {
        self.init(
            order: OrderID(number: 0), orderedAt: .zero, account: party.account, clientID: "",
            isInteractive: false, fee: party.fee, realizedPnL: settlement.realizedPnL,
            realizedFunding: settlement.realizedFunding, remaining: .zero, position: settlement.position,
            balance: settlement.balance)
    }
}

extension Exchange {
    private mutating func settle(_ sale: Sale, _ order: Order, isTaker: Bool, fee: Quote) -> Fill {
        let party = Party(account: order.account, side: order.side, isTaker: isTaker, fee: fee)
        return Fill(of: order, party, settle(sale, party))
    }

    /// Books one side of a trade to its account.
    private mutating func settle(_ sale: Sale, _ party: Party) -> Settlement {
        let market = sale.market.index
        let funding = unrealizedFunding(of: party.account, in: sale.market)
        let settlement = accounts[party.account.index].settle(
            sale, party, funding, at: fundingIndexes[market], at: now, nextSequence())
        let after = settlement.position.units
        let before = after - (party.side == .buy ? Int128(sale.size.units) : -Int128(sale.size.units))
        if before != 0, before.signum() != after.signum() {
            closedPositions.append(ClosedPosition(account: party.account, market: sale.market))
        }
        countOpenInterest(max(0, after) - max(0, before), in: market)
        feesCollected += party.fee
        fundingCollected -= funding
        return settlement
    }

    private mutating func countOpenInterest(_ more: Int128, in market: Int) {
        let before = statistics[market].openInterest
        statistics[market].openInterest = before + more
        guard markets[market].funding != nil, (before == 0) != (before + more == 0) else { return }
        marketsOwingFunding += before == 0 ? 1 : -1
    }

    /// Closes the orders that were to close positions which are gone by now.
    mutating func closeOrphans(into events: inout EventList) {
        guard !closedPositions.isEmpty else { return }
        // Closing an order closes no position, so the list does not change meanwhile.
        for index in closedPositions.indices {
            let closed = closedPositions[index]
            closeOrphans(of: closed.account, in: closed.market, into: &events)
        }
        closedPositions.removeAll(keepingCapacity: true)
    }
}

extension Position {
    /// Books one side of a trade; returns what the closed part has gained.
    fileprivate mutating func book(
        _ sale: Sale, _ party: Party, _ funding: Quote, at index: FundingIndex, at now: Timestamp,
        _ sequence: Int64
    ) -> Quote {
        settleFunding(funding, at: index)
        let gained = apply(party.side, sale.size, sale.value, at: now)
        lastTrade = sale.number
        wasTaker = party.isTaker
        self.sequence = sequence
        return gained
    }
}

extension Account {
    /// Books one side of a trade: the fee, the funding that was due, and what the closed part of its position has
    /// gained.
    fileprivate mutating func settle(
        _ sale: Sale, _ party: Party, _ funding: Quote, at index: FundingIndex, at now: Timestamp,
        _ sequence: Int64
    ) -> Settlement {
        let market = sale.market.index
        let gained = positions[market].book(sale, party, funding, at: index, at: now, sequence)
        balance += gained + funding - party.fee
        updatedAt = now
        self.sequence = sequence
        return Settlement(
            realizedPnL: gained, realizedFunding: funding, position: positions[market].size, balance: balance)
    }
}

/// A position that was closed or turned during this command.
struct ClosedPosition: Equatable {
    let account: AccountID
    let market: MarketID
}

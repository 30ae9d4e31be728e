// Mark and index prices, and what hangs on them: triggers, margins, and the mark price itself where it
// follows the book.

extension Exchange {
    func check(_ change: MarketChange) throws(Rejection) {
        precondition(
            markets.indices.contains(change.market.index), "a market number comes from this exchange")
        for price in [change.markPrice, change.indexPrice].compactMap(\.self) where price <= .zero {
            throw Rejection(.priceNotPositive)
        }
    }

    mutating func apply(_ change: MarketChange, into events: inout EventList) {
        let index = change.market.index
        if let price = change.indexPrice { setIndexPrice(of: change.market, price, into: &events) }
        if let follows = change.followsBook { markets[index].followsBook = follows }
        switch change.fundingRate {
        case .computed: markets[index].fixedFundingRate = nil
        case .fixed(let rate): markets[index].fixedFundingRate = rate
        case nil: break
        }
        if let price = change.markPrice { setMarkPrice(of: change.market, price, into: &events) }
        note(.marketChanged(change), into: &events)
    }

    /// Sees to it that marks, triggers, margins and the book agree. Ends because every round but the last
    /// takes an order out of the book or out of a queue of triggers.
    mutating func settlePrices(into events: inout EventList) {
        repeat {
            followBooks(into: &events)
            guard pricesMoved else { break }
            pricesMoved = false
            guard status == .ok else { break }
            fireTriggers(into: &events)
            checkHealth(into: &events)
        } while true
        if traded.count > 1 { traded.sort(by: >) }
        while let market = traded.popLast() { noteTrades(in: market, into: &events) }
    }

    private mutating func followBooks(into events: inout EventList) {
        for index in markets.indices where markets[index].followsBook {
            let market = MarketID(index: index)
            guard let bid = bestBid(of: market)?.price, let ask = bestAsk(of: market)?.price else { continue }
            let middle = Price(units: bid.units + (ask.units - bid.units) / 2)
            if middle > .zero, middle != markets[index].markPrice {
                setMarkPrice(of: market, middle, into: &events)
            }
        }
    }

    private mutating func setMarkPrice(of market: MarketID, _ price: Price, into events: inout EventList) {
        let old = markets[market.index].markPrice
        guard price != old else { return }
        markets[market.index].markPrice = price
        revalueOrders(in: market, from: old, to: price)
        let candle = statistics[market.index].note(price, .mark, at: now)
        note(.candleChanged(market, .mark, candle), into: &events)
        pricesMoved = true
    }

    private mutating func setIndexPrice(of market: MarketID, _ price: Price, into events: inout EventList) {
        guard price != markets[market.index].indexPrice else { return }
        markets[market.index].indexPrice = price
        let candle = statistics[market.index].note(price, .index, at: now)
        note(.candleChanged(market, .index, candle), into: &events)
    }

    /// Corrects the open loss of the orders whose limit is worse than the old or the new mark price. They
    /// are at the busy end of the book, so only the few that are concerned are looked at.
    private mutating func revalueOrders(in market: MarketID, from old: Price, to new: Price) {
        for side in Side.allCases {
            let edge = side == .buy ? min(old, new) : max(old, new)
            for index in 0..<books[market.index][side].count {
                let level = books[market.index][side][fromBest: index]
                guard side.prefers(level.price, to: edge) else { break }
                var next = level.first
                while next != .none {
                    let order = resting[next].order
                    accounts[order.account.index].standings[market.index].exposure.remove(order, at: old)
                    accounts[order.account.index].standings[market.index].exposure.add(order, at: new)
                    next = resting[next].next
                }
            }
        }
    }

    private mutating func noteTrades(in market: MarketID, into events: inout EventList) {
        guard let candle = statistics[market.index].trades.last else { return }
        note(.candleChanged(market, .last, candle), into: &events)
    }
}

import Exchange

// Time, prices, and orders that are worked over time.

extension PlainExchange {
    mutating func pass(to time: Int64) {
        now = time
        accrue()
        if now / 60_000 > fundingMinute {
            fundingMinute = now / 60_000
            for market in rules.indices where rules[market].funding != nil {
                happenings.append(
                    .funding(market, at: now, index: markets[market].funding, rate: Int64(rate(market))))
            }
        }
    }

    /// Does what waited for its time. Nothing is sent and nobody liquidated while the system is not ok; what
    /// is late comes afterwards.
    mutating func tick() {
        guard status == .ok else { return }
        for index in algos.indices {
            while algos[index].isOpen, algos[index].nextSlice <= now { send(index) }
        }
        if accounts.contains(where: { $0.nextStep != nil }) { isStirred = true }
    }

    private mutating func accrue() {
        let step = now / 5000
        guard step > fundingStep else { return }
        let passed = fundingStep == 0 ? 0 : (step - fundingStep) * 5000
        fundingStep = step
        isStirred = true
        for market in rules.indices {
            guard let funding = rules[market].funding else { continue }
            let moved = Int128(markets[market].mark) * rate(market) * Int128(passed)
            markets[market].funding += nearest(moved, Int128(funding.periodHours) * 3_600_000)
        }
    }

    private func rate(_ market: Int) -> Int128 {
        guard let rule = rules[market].funding else { return 0 }
        if let fixed = markets[market].fixedRate { return Int128(fixed) }
        let index = Int128(markets[market].index)
        let premium = nearest((Int128(markets[market].mark) - index) * one, index)
        let clamp = Int128(rule.clamp.units)
        let rate = premium + min(clamp, max(-clamp, Int128(rule.interestRate.units) - premium))
        let most = Int128(rule.maximumRate.units)
        return min(most, max(-most, rate))
    }

    // MARK: Prices

    mutating func apply(_ change: MarketChange) {
        let market = change.market.index
        if let price = change.indexPrice, price.units != markets[market].index {
            markets[market].index = price.units
            note(price, .index, market)
        }
        if let follows = change.followsBook { markets[market].followsBook = follows }
        switch change.fundingRate {
        case .computed: markets[market].fixedRate = nil
        case .fixed(let rate): markets[market].fixedRate = rate.units
        case nil: break
        }
        if let price = change.markPrice { mark(market, price.units) }
        happenings.append(.market(change))
    }

    private mutating func mark(_ market: Int, _ price: Int64) {
        guard price != markets[market].mark else { return }
        markets[market].mark = price
        isStirred = true
        note(Price(units: price), .mark, market)
    }

    private mutating func note(_ price: Price, _ kind: PriceKind, _ market: Int) {
        let last = markets[market].candles[kind] ?? Candle(minute: 0, at: price)
        let minute = now / 60_000
        let isNew = last.minute != minute
        let open = isNew ? last.close : last.open
        let candle = Candle(
            minute: minute, open: open, high: max(isNew ? open : last.high, price),
            low: min(isNew ? open : last.low, price), close: price, volume: 0, value: .zero)
        markets[market].candles[kind] = candle
        happenings.append(.candle(market, kind, candle))
    }

    /// Marks follow books, orders are triggered, accounts are looked at: until nothing moves any more.
    mutating func settle() {
        while true {
            for market in rules.indices where markets[market].followsBook { follow(market) }
            guard isStirred else { break }
            isStirred = false
            guard status == .ok else { break }
            for market in rules.indices { while let order = nextDue(in: market) { fire(order) } }
            checkHealth()
        }
        for market in traded.sorted() {
            happenings.append(.candle(market, .last, markets[market].candles[.last]!))
        }
        traded = []
    }

    private mutating func follow(_ market: Int) {
        guard let bid = queue(.buy, of: market).first, let ask = queue(.sell, of: market).first else {
            return
        }
        mark(market, (bid.price + ask.price) / 2)
    }

    // MARK: Orders that are worked over time

    mutating func place(_ new: NewAlgoOrder) {
        let algo = PlainAlgo(
            id: nextNumber(), terms: new, remaining: new.size.units, slicesLeft: new.duration / 30,
            nextSlice: now)
        algos.append(algo)
        report(algo, .new)
        send(algos.count - 1)
    }

    mutating func cancelAlgo(_ id: Int64) {
        for index in algos.indices where algos[index].id == id && algos[index].isOpen {
            algos[index].isOpen = false
            report(algos[index], .cancelled(.userCancelled))
        }
    }

    private mutating func send(_ index: Int) {
        var algo = algos[index]
        guard algo.slicesLeft > 0 else {
            algos[index].isOpen = false
            return report(algo, .cancelled(.expired))
        }
        let step = rules[algo.terms.market.index].sizeStep.units
        let size = algo.slicesLeft == 1 ? algo.remaining : algo.remaining / algo.slicesLeft / step * step
        algo.slicesLeft -= 1
        algo.nextSlice += 30_000
        if size > 0 {
            let start = happenings.count
            place(
                NewOrder(
                    account: algo.terms.account, market: algo.terms.market, side: algo.terms.side,
                    type: .market, isInteractive: algo.terms.isInteractive, price: .zero,
                    size: Size(units: size)))
            for case .trade(_, _, _, let price, let size, _, _, _, _) in happenings[start...] {
                algo.remaining -= size
                algo.value += Int128(price) * Int128(size)
            }
        }
        algo.isOpen = algo.remaining > 0
        algos[index] = algo
        report(algo, algo.isOpen ? .open : .filled)
    }

    private mutating func report(_ algo: PlainAlgo, _ status: OrderStatus) {
        happenings.append(
            .algo(algo.id, status, remaining: algo.remaining, value: algo.value, next: algo.nextSlice))
    }
}

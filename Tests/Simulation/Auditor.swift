import Exchange

/// Watches an exchange and compares all it says and holds with the plain one.
struct Auditor {
    private var plain: PlainExchange
    private var laws = Laws()

    init(rules: [Market]) { plain = PlainExchange(rules: rules) }

    /// Looks at one command: its events, nil if it was refused, and the exchange before and after.
    mutating func look(
        at command: Command, _ time: Timestamp, before: Exchange, after: Exchange, _ events: [Event]?
    ) throws(Violation) {
        let isChecked = (try? before.check(command)) != nil
        try require(isChecked, is: events != nil, "check agrees with execute")
        let expected = plain.execute(command, at: time)
        try compare(events?.map(Happening.init), expected)
        guard let events else {
            return try require(before == after, "a refused command changes nothing")
        }
        try compareState(after)
        try laws.check(after, events)
    }

    private func compare(_ found: [Happening]?, _ expected: [Happening]?) throws(Violation) {
        guard found != expected else { return }
        guard let found else { throw Violation("the command is allowed", "it was refused") }
        guard let expected else { throw Violation("the command is refused", "it gave \(found)") }
        let same = zip(found, expected).prefix { $0 == $1 }.count
        let before = expected.prefix(same).map { "    both: \($0)\n" }.joined()
        let missing = expected.dropFirst(same).map { "expected: \($0)\n" }.joined()
        let extra = found.dropFirst(same).map { "   found: \($0)\n" }.joined()
        throw Violation("the events are those of the rules", before + missing + extra)
    }

    private func compareState(_ exchange: Exchange) throws(Violation) {
        try require(exchange.feesCollected.units, is: plain.fees, "fees are counted")
        try require(exchange.fundingCollected.units, is: plain.fundingPaid, "funding is counted")
        try require(exchange.insuranceFund?.index, is: plain.fund, "the insurance fund is known")
        for (found, market) in zip(exchange.markets, plain.markets) {
            try require(found.markPrice.units, is: market.mark, "mark price")
            try require(found.indexPrice.units, is: market.index, "index price")
        }
        let fundings = exchange.fundingIndexes.map(\.units)
        try require(fundings, is: plain.markets.map(\.funding), "funding indexes")
        for index in plain.accounts.indices { try compareAccount(exchange.accounts[index], index, exchange) }
        if exchange.status == .ok { try checkDuties() }
    }

    private func compareAccount(_ account: Account, _ index: Int, _ exchange: Exchange) throws(Violation) {
        let expected = plain.accounts[index]
        try require(account.balance.units, is: expected.balance, "balance of \(index)")
        try require(
            account.nextLiquidationAt?.milliseconds, is: expected.nextStep, "next liquidation of \(index)")
        for market in plain.rules.indices {
            try comparePosition(account.positions[market], expected.positions[market], of: index)
            let price = exchange.liquidationPrice(of: account.id, in: MarketID(index: market))
            if let price { try checkLiquidation(at: price, index, market) }
        }
        try compareMargin(exchange.margin(of: account.id), index)
        try compareOrders(exchange.openOrders(of: account.id, in: nil), index)
    }

    private func comparePosition(
        _ found: Position, _ expected: PlainPosition, of account: Int
    ) throws(Violation) {
        let figures = [
            ("size", found.size.units, expected.size), ("cost", found.cost.units, expected.cost),
            ("realised gain", found.realizedPnL.units, expected.gain),
            ("realised funding", found.realizedFunding.units, expected.received),
            ("closed size", found.closedSize, expected.closed),
            ("opening", Int128(found.openedAt.milliseconds), Int128(expected.openedAt)),
            ("end", Int128(found.closedAt.milliseconds), Int128(expected.closedAt)),
            ("closed value", found.closedValue.units, expected.closedValue),
            ("average entry", found.averageEntryPrice.map { Int128($0.units) } ?? 0, expected.averageEntry),
        ]
        for (name, found, expected) in figures {
            try require(found, is: expected, "\(name) of a position of \(account)")
        }
    }

    /// At its liquidation price an account is worth its maintenance margin.
    private func checkLiquidation(at price: Price, _ account: Int, _ market: Int) throws(Violation) {
        var other = plain
        other.markets[market].mark = price.units
        let cushion = other.worth(account) - other.maintenanceMargin(account)
        // The price and the share of it that is the margin have eight decimals.
        let size = abs(plain.accounts[account].positions[market].size)
        let tolerance = size * (Int128(price.units) + 2 * one) + 10 * PlainExchange.fine
        try require(
            abs(cushion) <= tolerance, "the liquidation price of \(account) is where its cushion ends",
            "\(price) in \(market): \(cushion)")
    }

    /// The plain exchange does not round, so some units of 10⁻⁸ may be between them.
    private func compareMargin(_ margin: MarginSummary, _ account: Int) throws(Violation) {
        let pairs = [
            ("value", margin.accountValue.units, plain.worth(account)),
            ("initial", margin.initialRequirement.units, plain.initialMargin(account, plain.orders)),
            ("maintenance", margin.maintenanceRequirement.units, plain.maintenanceMargin(account)),
        ]
        for (name, found, expected) in pairs {
            let isNear = abs(found * PlainExchange.fine - expected) <= 10 * PlainExchange.fine
            try require(
                isNear, "\(name) margin of \(account)",
                "expected \(expected / PlainExchange.fine)\nfound    \(found)")
        }
    }

    private func compareOrders(_ found: [Order], _ account: Int) throws(Violation) {
        let expected = plain.orders.filter { $0.account == account }.sorted { $0.id > $1.id }
        try require(found.map(\.id.number), is: expected.map(\.id), "open orders of \(account)")
        for (order, own) in zip(found, expected) {
            let isSame =
                order.price.units == own.price && order.size.units == own.size
                && order.remaining.units == own.remaining && order.filledValue == own.value
                && order.triggerPrice.units == own.trigger && order.triggerDirection == own.direction
                && (order.status == .untriggered) == own.isWaiting
            try require(isSame, "an open order is as the rules say", "expected \(own)\nfound    \(order)")
        }
    }

    /// Nothing is left undone, by the plain exchange's own lights.
    private func checkDuties() throws(Violation) {
        for order in plain.orders {
            try require(!plain.isDue(order), "what is triggered has fired", "\(order)")
            guard order.terms.isReduceOnly, !order.isWaiting else { continue }
            let void = plain.firstVoid(order.account, order.market, order.terms.side)
            try require(void == nil, "no reduce-only order can increase a position", "\(order)")
        }
    }
}

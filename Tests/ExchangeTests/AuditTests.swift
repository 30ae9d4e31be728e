import Exchange
import Testing

/// What random runs have found once (see `scripts/simulate`), each with the fewest commands that show it.
@Suite("Findings of the auditor")
struct AuditTests {
    private var exchange: Exchange
    private var now: Int64 = 1_700_000_000_000

    init() throws {
        exchange = Exchange(markets: [try Self.market()])
        for index in 0..<3 {
            try open("0xa\(index)", "10000")
        }
    }

    private static func market() throws -> Market {
        Market(
            symbol: "M", tickSize: try Price("1"), sizeStep: try Size("0.1"), minimumValue: try Quote("10"),
            maximumSize: try Size("100"), maximumOpenOrders: 50, priceBandWidth: try Rate("0.1"),
            maximumSlippage: try Rate("0.02"), fees: .none,
            margin: MarginRules(initialFraction: try Rate("0.1"), maintenanceFactor: try Rate("0.5")),
            markPrice: try Price("100"))
    }

    @Test("a take profit for the whole position that finds none is not filled but closed")
    mutating func takeProfitWithoutPosition() throws {
        let events = try place(0, .sell, .takeProfitMarket, trigger: "90", "0", reduceOnly: true)
        #expect(last(events)?.status == .cancelled(.reduceOnlyWouldIncrease))
    }

    @Test("an own order beyond the worst average price is no self trade")
    mutating func selfTradeBeyondAverage() throws {
        try place(0, .buy, "97", "1")
        try place(0, .buy, "101", "1")
        let events = try place(0, .sell, .market, "2", selfTradePrevention: .expireMaker)
        #expect(last(events)?.status == .cancelled(.outsidePriceBand))
        #expect(exchange.openOrders(of: account(0), in: nil).count == 1)
    }

    @Test("an algo order pauses while the system is not ok, and goes on when it is")
    mutating func pausedAlgo() throws {
        try place(0, .sell, "100", "10")
        try placeAlgo(1, .buy, "3", seconds: 90)
        try execute(.setStatus(.cancelOnly))
        now += 70_000
        #expect(try execute(.tick).isEmpty)
        #expect(exchange.nextDeadline == nil)
        #expect(position(1) == (try Size("1")).units)
        try execute(.setStatus(.ok))
        try execute(.tick)
        #expect(position(1) == (try Size("3")).units)
    }

    @Test("an account with nothing but debts is not liquidated for ever")
    mutating func debts() throws {
        try open("0xb", "12")
        try place(3, .buy, "100", "1")
        try place(0, .sell, "100", "1")
        try place(0, .buy, "90", "1")
        // Out at a tenth less, while the mark price stays: two are gone.
        try place(3, .sell, .market, "1", averagePrice: "90")
        try place(1, .buy, "90", "1")
        try mark("80")
        #expect(exchange.account(account(3)).balance == (try Quote("2")))
        try open("0xc", "5")
        #expect(!exchange.account(account(3)).isInLiquidation)
        #expect(exchange.nextDeadline == nil)
    }

    @Test("a change that asks for no more margin is made even if the account lacks it")
    mutating func modifyWithoutMargin() throws {
        try open("0xb", "100")
        let order = try #require(last(try place(3, .buy, "95", "6")))
        try place(0, .sell, "110", "3")
        // Worth 30 less at once, while nobody looks at margins before the mark price moves.
        try place(3, .buy, .market, "3", averagePrice: "110")
        #expect(exchange.margin(of: account(3)).freeCollateral < .zero)
        let events = try execute(
            .modify(
                OrderChange(account: account(3), order: order.id, price: try Price("94"), size: order.size)))
        #expect(last(events)?.status == .open)
    }

    @Test("a take profit for a part of the position leaves the stop loss for all of it")
    mutating func partialTakeProfit() throws {
        try place(0, .buy, "100", "5")
        try place(1, .sell, "100", "5")
        try place(0, .sell, .stopLossMarket, trigger: "95", "0", reduceOnly: true)
        try place(0, .sell, .takeProfitMarket, trigger: "101", "2", reduceOnly: true)
        try place(1, .buy, "101", "9")
        try mark("101")
        #expect(position(0) == (try Size("3")).units)
        #expect(exchange.openOrders(of: account(0), in: nil).map(\.type) == [.stopLossMarket])
    }

    @Test("a modified reduce-only order stands behind those that came to its price before")
    mutating func reduceOnlyQueue() throws {
        try place(0, .buy, "100", "5")
        try place(1, .sell, "100", "5")
        let order = try #require(last(try place(0, .sell, "101", "5", reduceOnly: true)))
        try place(0, .sell, "102", "5")
        let change = OrderChange(
            account: account(0), order: order.id, price: try Price("102"), size: order.size)
        let events = try execute(.modify(change))
        #expect(last(events)?.lastModification?.refusal == .reduceOnlyWouldIncrease)
        #expect(last(events)?.price == order.price)
    }

    @Test("a liquidation's next step is taken when it is due, whenever the funding moves")
    mutating func liquidationStep() throws {
        try open("0xb", "12")
        try place(3, .buy, "100", "1")
        try place(0, .sell, "100", "1")
        now += 2000
        try mark("90")
        let due = try #require(exchange.account(account(3)).nextLiquidationAt)
        #expect(due.milliseconds == now + 5000)
        now += 4000
        try execute(.tick)
        now += 1000
        try execute(.tick)
        #expect(try #require(exchange.account(account(3)).nextLiquidationAt) > due)
    }

    @Test("nobody opens an account at the insurance fund's address")
    mutating func insuranceAddress() {
        #expect(throws: Rejection(.addressAlreadyOpen)) { try open(Exchange.insuranceAddress, "1") }
    }

    @Test("an account may use its margin to the last unit")
    mutating func wholeMargin() throws {
        try open("0xb", "10")
        #expect(last(try place(3, .buy, "100", "1"))?.status == .open)
        #expect(last(try place(3, .buy, "100", "0.1"))?.status == .cancelled(.notEnoughMargin))
    }

    // MARK: Shorthand

    private func account(_ index: Int) -> AccountID { AccountID(index: index) }

    private func position(_ index: Int) -> Int64 {
        Int64(exchange.account(account(index)).positions[0].size.units)
    }

    private func last(_ events: [Event]) -> Order? {
        events.reversed().lazy.compactMap { event in
            if case .orderUpdated(let order) = event { order } else { nil }
        }.first
    }

    @discardableResult
    private mutating func execute(_ command: Command) throws -> [Event] {
        try exchange.execute(command, at: Timestamp(milliseconds: now))
    }

    private mutating func open(_ address: String, _ balance: String) throws {
        try execute(
            .openAccount(
                NewAccount(address: address, publicKey: "", l1Address: "", balance: try Quote(balance))))
    }

    private mutating func mark(_ price: String) throws {
        try execute(.changeMarket(MarketChange(MarketID(index: 0), markPrice: try Price(price))))
    }

    @discardableResult
    private mutating func placeAlgo(
        _ index: Int, _ side: Side, _ size: String, seconds: Int64
    ) throws -> AlgoOrder? {
        let algo = NewAlgoOrder(
            account: account(index), market: MarketID(index: 0), side: side, size: try Size(size),
            duration: seconds)
        try execute(.placeAlgo(algo))
        return exchange.algos.last
    }

    @discardableResult
    private mutating func place(
        _ index: Int, _ side: Side, _ price: String, _ size: String, reduceOnly: Bool = false
    ) throws -> [Event] {
        let order = NewOrder(
            account: account(index), market: MarketID(index: 0), side: side, isReduceOnly: reduceOnly,
            price: try Price(price), size: try Size(size))
        return try execute(.place([order]))
    }

    @discardableResult
    private mutating func place(
        _ index: Int, _ side: Side, _ type: OrderType, trigger: String = "0", _ size: String,
        reduceOnly: Bool = false, averagePrice: String = "0",
        selfTradePrevention: SelfTradePrevention = .expireTaker
    ) throws -> [Event] {
        let order = NewOrder(
            account: account(index), market: MarketID(index: 0), side: side, type: type,
            selfTradePrevention: selfTradePrevention, isReduceOnly: reduceOnly, price: .zero,
            averagePriceLimit: try Price(averagePrice), triggerPrice: try Price(trigger),
            size: try Size(size))
        return try execute(.place([order]))
    }
}

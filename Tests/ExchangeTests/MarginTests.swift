import Exchange
import Testing

/// Mark 100, ten times leverage, 0.1 % for takers, and accounts with 1000.
@Suite("Cross margin")
struct MarginTests {
    private func market(_ symbol: String = "TEST-USD-PERP") throws -> Market {
        try .test(
            symbol: symbol, maximumSize: "1000", maximumOpenOrders: 20, band: "0.5", takerFee: "0.001",
            initialMargin: "0.1")
    }

    @Test("orders bind margin on the larger side, and a fee provision")
    func openSize() throws {
        try BookScript.run(
            """
            alice  margin                1000, 0, 0
            alice  buy 10 @ 99           open #1
            alice  margin                1000, 101, 0
            alice  sell 10 @ 101         open #2
            alice  margin                1000, 101, 0
            alice  sell 5 @ 102          open #3
            alice  margin                1000, 151.5, 0
            alice  cancel #3             closed #3 userCancelled
            alice  cancel-all            closed #1 userCancelled, closed #2 userCancelled
            alice  margin                1000, 0, 0
            """, in: market())
    }

    @Test("an order that is priced worse than the mark binds what it would lose")
    func openLoss() throws {
        // 1 × 100 × 0.1 + 0.1 and the 5 that buying at 105 loses at once; at a mark of 103 it is 2.
        try BookScript.run(
            """
            alice  buy 1 @ 105           open #1
            alice  margin                1000, 15.1, 0
            mark   103                   nothing
            alice  margin                1000, 12.403, 0
            mark   106                   nothing
            alice  margin                1000, 10.706, 0
            mark   100                   nothing
            alice  change #1 2 @ 105     open #1
            alice  margin                1000, 30.2, 0
            """, in: market())
    }

    @Test("a position binds initial and maintenance margin, and its gains count")
    func position() throws {
        // Alice pays 1 as a fee. Maintenance is half of the initial margin and the fee provision.
        try BookScript.run(
            """
            bob    sell 10 @ 100         open #1
            alice  buy 10 @ 100          trade 10 @ 100 maker #1, closed #1, closed #2
            alice  margin                999, 101, 51
            bob    margin                1000, 101, 51
            mark   110                   nothing
            alice  margin                1099, 111.1, 56.1
            bob    margin                900, 111.1, 56.1
            alice  sell 25 @ 111         open #3
            alice  margin                1099, 166.65, 56.1
            """, in: market())
    }

    @Test("an order is closed when the account's value does not cover it")
    func notEnough() throws {
        // A unit binds 10.1, so 99 units fit into 1000 and 100 do not.
        try BookScript.run(
            """
            alice  buy 99.1 @ 100        closed #1 notEnoughMargin
            alice  buy 99 @ 100          open #2
            alice  buy 0.1 @ 100         closed #3 notEnoughMargin
            alice  sell 99 @ 101         open #4
            alice  sell 0.1 @ 101        closed #5 notEnoughMargin
            alice  change #2 99.1 @ 100  kept #2 notEnoughMargin
            alice  change #2 98 @ 100    open #2
            """, in: market())
    }

    @Test("what does not raise the requirement is let in, however little is left")
    func reducing() throws {
        try BookScript.run(
            """
            bob    sell 90 @ 100         open #1
            alice  buy 90 @ 100          trade 90 @ 100 maker #1, closed #1, closed #2
            mark   99                    nothing
            alice  margin                901, 899.91, 454.41
            alice  buy 1 @ 99            closed #3 notEnoughMargin
            alice  sell 90 @ 99          open #4
            alice  sell 90 @ 99          open #5
            alice  sell 1 @ 99           closed #6 notEnoughMargin
            """, in: market())
    }

    @Test("a market order needs margin too")
    func marketOrder() throws {
        try BookScript.run(
            """
            bob    sell 99 @ 100         open #1
            carol  sell 99 @ 100         open #2
            alice  buy 100               closed #3 notEnoughMargin
            alice  buy 98                trade 98 @ 100 maker #1, closed #4
            """, in: market())
    }

    @Test("all markets share the account's value")
    func crossMargin() throws {
        try BookScript.run(
            """
            alice  buy 60 @ 100                   open #1
            alice  buy 39.1 @ 100 on OTHER        closed #2 notEnoughMargin
            alice  buy 39 @ 100 on OTHER          open #3
            alice  margin                         1000, 999.9, 0
            """, in: [market(), market("OTHER")])
    }

    @Test("a lower leverage binds more")
    func leverage() throws {
        try BookScript.run(
            """
            alice  leverage 11           refused leverageOutOfRange
            alice  leverage 0            refused leverageOutOfRange
            alice  leverage 5            nothing
            alice  buy 10 @ 100          open #1
            alice  margin                1000, 201, 0
            alice  leverage 10           nothing
            alice  margin                1000, 101, 0
            alice  buy 60 @ 100          open #2
            alice  leverage 7            refused leverageNotCovered
            alice  leverage 8            nothing
            alice  margin                1000, 882, 0
            """, in: market())
    }

    @Test("conditional orders bind nothing while they wait")
    func waiting() throws {
        try BookScript.run(
            """
            alice  buy 99.1 stop 101     closed #1 notEnoughMargin
            alice  buy 99 stop 101       waiting #2 above 101
            alice  margin                1000, 0, 0
            alice  buy 90 @ 99           open #3
            mark   101                   closed #2 notEnoughMargin
            """, in: market())
    }

    @Test("an order that waits is not changed to more than the account can have")
    func waitingChanged() throws {
        try BookScript.run(
            """
            alice  buy 90 stop 101                     waiting #1 above 101
            alice  change #1 99.1 @ 0                  kept #1 notEnoughMargin
            alice  change #1 99 @ 0                    waiting #1 above 101
            alice  buy 90 @ 99                         open #2
            alice  change #1 99 @ 0 trigger 102        waiting #1 above 102
            alice  change #1 60 @ 0                    waiting #1 above 102
            alice  change #1 61 @ 0                    kept #1 notEnoughMargin
            """, in: market())
    }

    @Test("the liquidation price is where value and maintenance margin meet")
    func liquidationPrice() throws {
        let script = try BookScript.run(
            """
            bob    sell 90 @ 100         open #1
            alice  buy 90 @ 100          trade 90 @ 100 maker #1, closed #1, closed #2
            """, in: .test(maximumSize: "100", initialMargin: "0.1"))
        let market = MarketID(index: 0)
        // 1000 + 90 × (m − 100) = 90 × m × 0.05, and 1000 − 90 × (m − 100) = 90 × m × 0.05.
        let prices = (0...2).map { index in
            script.exchange.liquidationPrice(of: AccountID(index: index), in: market)?.text
        }
        #expect(prices == ["93.56725146", "105.82010582", nil])
    }
}

/// The largest size and price that a markets file can have, and a balance to go with them.
@Suite("The greatest values")
struct GreatestValuesTests {
    private let alice = AccountID(index: 0)
    private let market = MarketID(index: 0)

    /// Alice has bought all that one order can be from Bob.
    private func exchange() throws -> Exchange {
        let rules = FundingRules(
            periodHours: 1, interestRate: .zero, clamp: .zero, maximumRate: try Rate("1"))
        let market = try Market.test(
            maximumSize: "1000000000", initialMargin: "0.00000002", funding: rules, mark: "1000000000")
        var exchange = Exchange(markets: [market])
        for name in ["alice", "bob"] {
            let new = try NewAccount.test(name, balance: "90000000000")
            _ = try exchange.execute(.openAccount(new), at: Timestamp(milliseconds: 1))
        }
        try trade("1000000000", buyer: 0, &exchange)
        return exchange
    }

    private func trade(_ size: String, buyer: Int, _ exchange: inout Exchange) throws {
        let sell = NewOrder(
            account: AccountID(index: 1 - buyer), market: market, side: .sell, price: try Price("1000000000"),
            size: try Size(size))
        var buy = sell
        (buy.account, buy.side) = (AccountID(index: buyer), .buy)
        _ = try exchange.execute(.place([sell, buy]), at: exchange.now.advanced(by: 1))
    }

    @Test("have a liquidation price")
    func liquidationPrice() throws {
        // 9·10¹⁰ + 10⁹ × (m − 10⁹) = 10⁹ × m × 10⁻⁸
        let price = try exchange().liquidationPrice(of: alice, in: market)
        #expect(price?.text == "999999919.9999992")
    }

    @Test("are closed in parts")
    func parts() throws {
        var exchange = try exchange()
        try trade("300000000.1", buyer: 1, &exchange)
        let position = exchange.accounts[0].positions[0]
        #expect(position.size.text == "699999999.9" && position.cost.text == "699999999900000000")
        #expect(position.realizedPnL == .zero && exchange.accounts[0].balance.text == "90000000000")
    }

    @Test("owe funding")
    func funding() throws {
        var exchange = try exchange()
        let change = MarketChange(market, fundingRate: .fixed(try Rate("1")))
        _ = try exchange.execute(.changeMarket(change), at: Timestamp(milliseconds: 5_000))
        // Nobody is liquidated meanwhile.
        _ = try exchange.execute(.setStatus(.cancelOnly), at: Timestamp(milliseconds: 5_000))
        _ = try exchange.execute(.tick, at: Timestamp(milliseconds: 3_605_000))
        let value = exchange.margin(of: alice).accountValue.text
        #expect(value == "-999999910000000000")
    }
}

@Suite("Position limit")
struct PositionLimitTests {
    @Test("size, open orders of the side and the position towards it stay within the limit")
    func limit() throws {
        try BookScript.run(
            """
            bob    sell 4 @ 100          open #1
            alice  buy 4 @ 100           trade 4 @ 100 maker #1, closed #1, closed #2
            alice  buy 5 @ 99            open #3
            alice  buy 1.1 @ 99          closed #4 exceedsPositionLimit
            alice  buy 1 @ 99            open #5
            alice  sell 14.1 @ 101       closed #6 exceedsPositionLimit
            alice  sell 14 @ 101         open #7
            alice  change #5 1.1 @ 99    kept #5 exceedsPositionLimit
            alice  change #5 1 @ 98      open #5
            """, in: .test(maximumSize: "20", positionLimit: "10"))
    }
}

import Exchange
import Testing

@Suite("Reading")
struct ReadingTests {
    private let market = MarketID(index: 0)
    private let alice = AccountID(index: 0)

    @Test("depth lists the best levels of each side, best first")
    func depth() throws {
        let exchange = try BookScript.run(
            """
            alice  sell 1 @ 103 ; sell 2 @ 101 ; sell 3 @ 102      open #1, open #2, open #3
            bob    buy 1 @ 97 ; buy 2 @ 99 ; buy 3 @ 98 ; buy 1 @ 99    open #4, open #5, open #6, open #7
            """
        ).exchange
        let depth = exchange.depth(of: market, levels: 2)
        #expect(depth.bids.map { "\($0.size.text) @ \($0.price.text)" } == ["3 @ 99", "3 @ 98"])
        #expect(depth.asks.map { "\($0.size.text) @ \($0.price.text)" } == ["2 @ 101", "3 @ 102"])
        #expect(exchange.bestBid(of: market)?.price.text == "99")
        #expect(exchange.bestAsk(of: market)?.size.text == "2")
    }

    @Test("a page of open orders lets all filters and the edge count, newest first")
    func openOrderPage() throws {
        let exchange = try BookScript.run(
            """
            alice  buy 1 @ 99 id=a                  open #1
            bob    buy 1 @ 98                       open #2
            alice  buy 1 @ 98                       open #3
            alice  sell 1 @ 103 id=b                open #4
            alice  buy 1 @ 97 on OTHER id=c         open #5
            alice  sell 1 stop 95 @ 94              waiting #6 below 95
            alice  sell 1 @ 104                     open #7
            alice  cancel #7                        closed #7 userCancelled
            """, in: [.test(maximumOpenOrders: 5), .test(symbol: "OTHER")]
        ).exchange
        func found(_ limit: Int = 9, _ narrow: (inout OrderQuery) -> Void) -> [Int64] {
            var query = OrderQuery(account: alice, status: .open, limit: limit)
            narrow(&query)
            return exchange.openOrders(query).map(\.id.number)
        }
        #expect(found { _ in } == [5, 4, 3, 1])
        #expect(found { $0.status = .untriggered } == [6])
        #expect(found { $0.status = .new } == [])
        #expect(found { $0.market = market } == [4, 3, 1])
        #expect(found { $0.side = .sell } == [4])
        #expect(found { $0.type = .market } == [])
        #expect(found { $0.clientID = "a" } == [1])
        #expect(found { $0.from = Timestamp(milliseconds: 4) } == [5, 4])
        #expect(found { $0.through = Timestamp(milliseconds: 4) } == [4, 3, 1])
        #expect(found { $0.bound = .before(OrderID(number: 4)) } == [3, 1])
        #expect(found(1) { $0.bound = .before(OrderID(number: 4)) } == [3])
        #expect(found(1) { $0.bound = .after(OrderID(number: 1)) } == [3])
        #expect(found(2) { _ in } == [5, 4])
    }

    /// Bids 10 in all and asks 8 in all, at prices that no tick but the market's own has all of.
    private func uneven() throws -> Exchange {
        try BookScript.run(
            """
            alice  sell 2 @ 101 ; sell 1 @ 103 ; sell 4 @ 105 ; sell 1 @ 106   open #1, open #2, open #3, open #4
            bob    buy 1 @ 99 ; buy 2 @ 97 ; buy 3 @ 95 ; buy 4 @ 94   open #5, open #6, open #7, open #8
            """
        ).exchange
    }

    @Test(
        "a coarser tick takes levels together, bids rounded down and asks up",
        arguments: [
            ("1", 2, "1 @ 99, 2 @ 97", "2 @ 101, 1 @ 103"),
            ("2", 9, "1 @ 98, 2 @ 96, 7 @ 94", "2 @ 102, 1 @ 104, 5 @ 106"),
            ("5", 9, "6 @ 95, 4 @ 90", "7 @ 105, 1 @ 110"),
            ("5", 1, "6 @ 95", "7 @ 105"),
            ("200", 9, "10 @ 0", "8 @ 200"),
        ])
    func aggregation(tick: String, levels: Int, bids: String, asks: String) throws {
        let depth = try uneven().depth(of: market, levels: levels, tick: try Price(tick))
        #expect(depth.bids.map { "\($0.size.text) @ \($0.price.text)" }.joined(separator: ", ") == bids)
        #expect(depth.asks.map { "\($0.size.text) @ \($0.price.text)" }.joined(separator: ", ") == asks)
    }

    @Test("sums and prices beyond what can be said are the greatest that can")
    func greatestAggregation() throws {
        let tick = Price(units: .max / 2 + 1)
        let exchange = try BookScript.run(
            "alice  sell 100 @ 60000000000      open #1", in: .test(minimumValue: "0")
        ).exchange
        let depth = exchange.depth(of: market, levels: 1, tick: tick)
        #expect(depth.asks.map(\.price.units) == [.max])
    }

    @Test(
        "the average price weighs the levels that a size would take",
        arguments: [
            // (2 × 101 + 103) ÷ 3; with 4 × 105 it is 725 ÷ 7, with 106 more 831 ÷ 8.
            (Side.buy, "2", "101"), (.buy, "3", "101.66666667"), (.buy, "7", "103.57142857"),
            (.buy, "8", "103.875"), (.buy, "8.00000001", nil),
            // (99 + 2 × 97) ÷ 3; all is (293 + 3 × 95 + 4 × 94) ÷ 10.
            (.sell, "0.00000001", "99"), (.sell, "3", "97.66666667"), (.sell, "10", "95.4"),
            (.sell, "11", nil), (.sell, "0", nil),
        ] as [(Side, String, String?)])
    func averagePrice(side: Side, size: String, expected: String?) throws {
        let price = try uneven().averagePrice(of: market, toTrade: side, try Size(size))
        #expect(price?.text == expected)
    }

    @Test("an empty book has no best price and was never updated")
    func emptyDepth() throws {
        let exchange = try BookScript([.test()]).exchange
        let depth = exchange.depth(of: market, levels: 5)
        #expect(depth.bids.isEmpty && depth.asks.isEmpty)
        #expect(depth.sequence == 0 && depth.updatedAt == .zero)
        #expect(exchange.bestBid(of: market) == nil)
        #expect(exchange.bestAsk(of: market) == nil)
    }

    @Test(
        "the book's sequence counts every order that is added, removed or reduced",
        arguments: [
            ("bob    buy 1 @ 97                  open #3", 1),
            ("bob    sell 2 @ 99                 trade 2 @ 99 maker #1, closed #3", 1),
            ("bob    sell 4  trade 3 @ 99 maker #1, closed #1, trade 1 @ 98 maker #2, closed #3", 2),
            ("bob    sell 1                      trade 1 @ 99 maker #1, closed #3", 1),
            ("bob    buy 1 @ 50 ioc              closed #3 remainingImmediateOrCancel", 0),
            ("alice  cancel #1                   closed #1 userCancelled", 1),
            ("alice  change #1 2 @ 99            open #1", 1),
            ("alice  change #1 4 @ 99            open #1", 2),
            ("alice  change #1 4 @ 120           kept #1 outsidePriceBand", 0),
            ("alice  sell 1 @ 99                 closed #3 selfTrade", 0),
            ("alice  sell 1 @ 99 expire-both     closed #1 selfTrade, closed #3 selfTrade", 1),
        ])
    func sequence(step: String, changes: Int64) throws {
        let exchange = try BookScript.run(
            """
            alice  buy 3 @ 99        open #1
            alice  buy 3 @ 98        open #2
            \(step)
            """
        ).exchange
        let depth = exchange.depth(of: market, levels: 1)
        #expect(depth.sequence == 2 + changes)
        #expect(depth.updatedAt.milliseconds == (changes == 0 ? 2 : 3))
    }

    @Test("open orders come newest first, in one market or in all")
    func openOrders() throws {
        let exchange = try BookScript.run(
            """
            alice  buy 1 @ 99               open #1
            alice  buy 1 @ 98 on OTHER      open #2
            alice  buy 1 @ 97               open #3
            bob    buy 1 @ 97               open #4
            """, in: [.test(), .test(symbol: "OTHER")]
        ).exchange
        #expect(exchange.openOrders(of: alice, in: nil).map(\.id.number) == [3, 2, 1])
        #expect(exchange.openOrders(of: alice, in: market).map(\.id.number) == [3, 1])
    }

    @Test("a closed order is no longer known")
    func closedOrders() throws {
        let exchange = try BookScript.run(
            """
            alice  buy 1 @ 99 id=a          open #1
            alice  buy 1 @ 98 id=b          open #2
            bob    sell 1 @ 99              trade 1 @ 99 maker #1, closed #1, closed #3
            """
        ).exchange
        #expect(exchange.order(OrderID(number: 1)) == nil)
        #expect(exchange.order(OrderID(number: 2))?.clientID == "b")
        #expect(exchange.order(OrderID(number: 3)) == nil)
        #expect(exchange.openOrder(clientID: "a", of: alice) == nil)
        #expect(exchange.openOrder(clientID: "b", of: alice)?.id == OrderID(number: 2))
        #expect(exchange.openOrder(clientID: "b", of: AccountID(index: 1)) == nil)
    }

    @Test("markets and accounts are found by name")
    func names() throws {
        let exchange = try BookScript([.test(), .test(symbol: "OTHER")]).exchange
        #expect(exchange.marketID(symbol: "OTHER") == MarketID(index: 1))
        #expect(exchange.marketID(symbol: "other") == nil)
        #expect(exchange.account(address: "bob") == AccountID(index: 1))
        #expect(exchange.account(address: "nobody") == nil)
        #expect(exchange.account(AccountID(index: 1)).address == "bob")
    }
}

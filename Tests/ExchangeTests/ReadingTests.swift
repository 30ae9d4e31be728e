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

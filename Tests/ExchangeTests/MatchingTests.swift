import Exchange
import Testing

@Suite("Matching")
struct MatchingTests {
    @Test("the better price is matched first, whoever came first")
    func pricePriority() throws {
        try BookScript.run(
            """
            alice  sell 1 @ 102       open #1
            carol  sell 1 @ 101       open #2
            bob    buy 2 @ 102        trade 1 @ 101 maker #2, closed #2, trade 1 @ 102 maker #1, closed #1, closed #3
            book                      empty
            """)
    }

    @Test("at one price the first come is the first served")
    func timePriority() throws {
        try BookScript.run(
            """
            alice  buy 1 @ 100        open #1
            carol  buy 1 @ 100        open #2
            alice  buy 1 @ 100        open #3
            bob    sell 1.5 @ 100     trade 1 @ 100 maker #1, closed #1, trade 0.5 @ 100 maker #2, closed #4
            bob    sell 1 @ 99        trade 0.5 @ 100 maker #2, closed #2, trade 0.5 @ 100 maker #3, closed #5
            book                      0.5 | 100 | ·
            """)
    }

    @Test("an order that leaves the middle of a queue leaves the others in their order")
    func queueWithGap() throws {
        try BookScript.run(
            """
            alice  buy 1 @ 100        open #1
            carol  buy 1 @ 100        open #2
            alice  buy 1 @ 100        open #3
            carol  cancel #2          closed #2 userCancelled
            carol  buy 1 @ 100        open #4
            bob    sell 3 @ 100       trade 1 @ 100 maker #1, closed #1, trade 1 @ 100 maker #3, closed #3, \
            trade 1 @ 100 maker #4, closed #4, closed #5
            """)
    }

    @Test("an order that leaves either end of a queue leaves the others in their order")
    func queueWithoutEnds() throws {
        try BookScript.run(
            """
            alice  buy 1 @ 100        open #1
            carol  buy 1 @ 100        open #2
            alice  buy 1 @ 100        open #3
            alice  cancel #3 #1       closed #3 userCancelled, closed #1 userCancelled
            alice  buy 1 @ 100        open #4
            bob    sell 2 @ 100       trade 1 @ 100 maker #2, closed #2, trade 1 @ 100 maker #4, closed #4, closed #5
            book                      empty
            """)
    }

    @Test("the taker pays the maker's price")
    func makerPrice() throws {
        try BookScript.run(
            """
            alice  sell 2 @ 101       open #1
            bob    buy 0.5 @ 109      trade 0.5 @ 101 maker #1, closed #2
            book                      · | 101 | 1.5
            """)
    }

    @Test("what does not match rests at its own price")
    func partialFill() throws {
        try BookScript.run(
            """
            alice  sell 1 @ 101       open #1
            bob    buy 3 @ 102        trade 1 @ 101 maker #1, closed #1, open #2 2 left
            book                      2 | 102 | ·
            """)
    }

    @Test("the average fill price weighs the fills by size")
    func averagePrice() throws {
        try BookScript.run(
            """
            alice  sell 1 @ 101       open #1
            alice  sell 2 @ 103       open #2
            bob    buy 5 @ 103        trade 1 @ 101 maker #1, closed #1, trade 2 @ 103 maker #2, closed #2, open #3 2 left
            order  #3 average         102.33333333
            """)
    }

    @Test("an order that was not filled has no average price")
    func noAveragePrice() throws {
        try BookScript.run(
            """
            alice  sell 1 @ 101       open #1
            order  #1 average         none
            """)
    }

    @Test("fills move positions, and gains and fees move money")
    func settlement() throws {
        let script = try BookScript.run(
            """
            alice  sell 2 @ 101         open #1
            bob    buy 1.5 @ 101        trade 1.5 @ 101 maker #1, closed #2
            alice  has                  -1.5, 1000.0303
            bob    has                  1.5, 999.7273
            alice  buy 1 @ 100          open #3
            bob    sell 1 @ 100         trade 1 @ 100 maker #3, closed #3, closed #4
            alice  has                  -0.5, 1001.0503
            bob    has                  0.5, 998.5473
            """, in: .test(makerFee: "-0.0002", takerFee: "0.0018"))
        #expect(script.exchange.feesCollected.text == "0.4024")
        #expect(script.exchange.lastTrades == [try Price("100")])
    }

    @Test("an immediate-or-cancel order takes what is there and closes")
    func immediateOrCancel() throws {
        try BookScript.run(
            """
            alice  sell 1 @ 101       open #1
            bob    buy 2 @ 101 ioc    trade 1 @ 101 maker #1, closed #1, closed #2 remainingImmediateOrCancel
            bob    buy 2 @ 101 ioc    closed #3 remainingImmediateOrCancel
            book                      empty
            """)
    }

    @Test("a post-only order that would cross is closed, not matched")
    func postOnly() throws {
        try BookScript.run(
            """
            alice  sell 1 @ 101            open #1
            bob    buy 1 @ 101 post-only   closed #2 postOnlyWouldCross
            bob    buy 1 @ 102 post-only   closed #3 postOnlyWouldCross
            bob    buy 1 @ 100 post-only   open #4
            alice  sell 1 @ 100 post-only  closed #5 postOnlyWouldCross
            book                           · | 101 | 1
                                           1 | 100 | ·
            """)
    }

    @Test("a post-only order does not cross its own account's orders either")
    func postOnlyAgainstSelf() throws {
        try BookScript.run(
            """
            alice  sell 1 @ 101                         open #1
            alice  buy 1 @ 101 post-only expire-maker   closed #2 postOnlyWouldCross
            book                                        · | 101 | 1
            """)
    }

    @Test("a market order takes level by level and never rests")
    func market() throws {
        try BookScript.run(
            """
            alice  sell 1 @ 101       open #1
            alice  sell 1 @ 103       open #2
            bob    buy 1.5            trade 1 @ 101 maker #1, closed #1, trade 0.5 @ 103 maker #2, closed #3
            bob    buy 1.5            trade 0.5 @ 103 maker #2, closed #2, closed #4 remainingImmediateOrCancel
            book                      empty
            """)
    }

    @Test("a market order that meets nobody is closed")
    func emptyMarket() throws {
        try BookScript.run(
            """
            bob    buy 1              closed #1 emptyMarket
            alice  buy 1 @ 100        open #2
            bob    buy 1 ioc          closed #3 emptyMarket
            """)
    }

    @Test("a market order stops at the edge of the price band")
    func marketAtBandEdge() throws {
        try BookScript.run(
            """
            alice  sell 1 @ 110       open #1
            alice  sell 1 @ 111       open #2
            bob    buy 3              trade 1 @ 110 maker #1, closed #1, closed #3 remainingImmediateOrCancel
            bob    buy 3              closed #4 outsidePriceBand
            alice  cancel-all         closed #2 userCancelled
            alice  buy 1 @ 90         open #5
            alice  buy 1 @ 89         open #6
            bob    sell 3             trade 1 @ 90 maker #5, closed #5, closed #7 remainingImmediateOrCancel
            bob    sell 3             closed #8 outsidePriceBand
            """)
    }

    @Test("a limit order outside the price band is closed, a passive price outside is fine")
    func limitOutsideBand() throws {
        try BookScript.run(
            """
            alice  sell 1 @ 100       open #1
            bob    buy 1 @ 111        closed #2 outsidePriceBand
            bob    buy 1 @ 110        trade 1 @ 100 maker #1, closed #1, closed #3
            alice  sell 1 @ 89        closed #4 outsidePriceBand
            alice  sell 1 @ 90        open #5
            alice  sell 1 @ 200       open #6
            bob    buy 1 @ 1          open #7
            bob    buy 10 @ 111 post-only   closed #8 outsidePriceBand
            """)
    }
}

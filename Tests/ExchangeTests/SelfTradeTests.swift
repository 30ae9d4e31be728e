import Exchange
import Testing

@Suite("Self-trade prevention")
struct SelfTradeTests {
    @Test("expire-taker closes the incoming order and leaves the resting one")
    func expireTaker() throws {
        try BookScript.run(
            """
            alice  sell 1 @ 101       open #1
            alice  buy 1 @ 101        closed #2 selfTrade
            book                      · | 101 | 1
            """)
    }

    @Test("expire-taker keeps the fills that came before the own order")
    func expireTakerAfterFill() throws {
        try BookScript.run(
            """
            bob    sell 1 @ 100       open #1
            alice  sell 1 @ 101       open #2
            bob    sell 1 @ 102       open #3
            alice  buy 3 @ 102        trade 1 @ 100 maker #1, closed #1, closed #4 selfTrade
            alice  has                1, 1000
            book                      · | 102 | 1
                                      · | 101 | 1
            """)
    }

    @Test("expire-maker closes the resting order and goes on")
    func expireMaker() throws {
        try BookScript.run(
            """
            alice  sell 1 @ 101                    open #1
            bob    sell 1 @ 101                    open #2
            alice  sell 1 @ 101                    open #3
            alice  buy 2 @ 101 expire-maker        closed #1 selfTrade, trade 1 @ 101 maker #2, closed #2, \
            closed #3 selfTrade, open #4 1 left
            book                                   1 | 101 | ·
            """)
    }

    @Test("a market order that met only its own account found an empty market")
    func expireMakerMarketOrder() throws {
        try BookScript.run(
            """
            alice  sell 1 @ 101            open #1
            alice  buy 2 expire-maker      closed #1 selfTrade, closed #2 emptyMarket
            """)
    }

    @Test("expire-both closes both, with or without earlier fills")
    func expireBoth() throws {
        try BookScript.run(
            """
            alice  sell 1 @ 101                    open #1
            alice  sell 1 @ 102                    open #2
            alice  buy 3 @ 102 expire-both         closed #1 selfTrade, closed #3 selfTrade
            bob    sell 1 @ 101                    open #4
            alice  buy 3 @ 102 expire-both         trade 1 @ 101 maker #4, closed #4, closed #2 selfTrade, closed #5 selfTrade
            book                                   empty
            """)
    }

    @Test("the incoming order's mode decides, not the resting one's")
    func incomingModeDecides() throws {
        try BookScript.run(
            """
            alice  sell 1 @ 101 expire-maker       open #1
            alice  buy 1 @ 101                     closed #2 selfTrade
            alice  buy 1 @ 101 expire-both         closed #1 selfTrade, closed #3 selfTrade
            """)
    }

    @Test("an own order out of reach prevents nothing")
    func ownOrderOutOfReach() throws {
        try BookScript.run(
            """
            bob    sell 1 @ 101       open #1
            alice  sell 1 @ 102       open #2
            alice  buy 1 @ 102        trade 1 @ 101 maker #1, closed #1, closed #3
            """)
    }
}

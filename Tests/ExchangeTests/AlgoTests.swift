import Exchange
import Testing

@Suite("Algo orders")
struct AlgoTests {
    @Test("equal slices every thirty seconds, the first at once")
    func slices() throws {
        try BookScript.run(
            """
            bob    sell 9 @ 100             open #1
            alice  works buy 3 for 90       algo 3 left, trade 1 @ 100 maker #1, closed #2, algo 2 left
            time   29                       nothing
            time   1                        trade 1 @ 100 maker #1, closed #3, algo 1 left
            time   30                       trade 1 @ 100 maker #1, closed #4, algo 0 left closed
            time   30                       nothing
            """)
    }

    @Test("what a slice leaves is shared by the later ones, in whole steps")
    func shares() throws {
        // A third of 2 is 0.6; half of the 2 that are still left is 1; then the rest.
        try BookScript.run(
            """
            alice  works buy 2 for 90       algo 2 left, closed #1 emptyMarket, algo 2 left
            bob    sell 9 @ 100             open #2
            time   30                       trade 1 @ 100 maker #2, closed #3, algo 1 left
            time   30                       trade 1 @ 100 maker #2, closed #4, algo 0 left closed
            """)
    }

    @Test("slices that are late go out one after another")
    func late() throws {
        try BookScript.run(
            """
            bob    sell 9 @ 100             open #1
            alice  works buy 3 for 90       algo 3 left, trade 1 @ 100 maker #1, closed #2, algo 2 left
            time   60                       trade 1 @ 100 maker #1, closed #3, algo 1 left, \
            trade 1 @ 100 maker #1, closed #4, algo 0 left closed
            """)
    }

    @Test("what is not filled in time is closed")
    func expiry() throws {
        try BookScript.run(
            """
            bob    sell 1 @ 100             open #1
            alice  works buy 2 for 60       algo 2 left, trade 1 @ 100 maker #1, closed #1, closed #2, algo 1 left
            time   30                       closed #3 emptyMarket, algo 1 left
            time   30                       algo 1 left closed expired
            """)
    }

    @Test("durations are 30 seconds to a day in steps of 30, sizes like those of orders")
    func refusals() throws {
        try BookScript.run(
            """
            alice  works buy 1 for 0        refused durationOutOfRange
            alice  works buy 1 for 45       refused durationOutOfRange
            alice  works buy 1 for 86430    refused durationOutOfRange
            alice  works buy 0 for 30       refused sizeNotPositive
            alice  works buy 0.05 for 30    refused sizeNotMultipleOfStep
            alice  works buy 101 for 30     refused sizeAboveMaximum
            """)
    }

    @Test("cancelling ends it")
    func cancel() throws {
        var exchange = try BookScript([.test()]).exchange
        let (alice, bob) = (AccountID(index: 0), AccountID(index: 1))
        let terms = NewAlgoOrder(
            account: alice, market: MarketID(index: 0), side: .buy, size: try Size("2"), duration: 60)
        _ = try exchange.execute(.placeAlgo(terms), at: .zero)
        let id = try #require(exchange.algos.first?.id)
        #expect(exchange.nextDeadline == Timestamp(milliseconds: 30_000))
        let refusal = Rejection(.algoNotOpen(id))
        #expect(throws: refusal) { _ = try exchange.execute(.cancelAlgo(bob, id), at: .zero) }
        _ = try exchange.execute(.cancelAlgo(alice, id), at: .zero)
        #expect(exchange.algo(id)?.status == .cancelled(.userCancelled) && exchange.nextDeadline == nil)
        #expect(throws: refusal) { _ = try exchange.execute(.cancelAlgo(alice, id), at: .zero) }
    }
}

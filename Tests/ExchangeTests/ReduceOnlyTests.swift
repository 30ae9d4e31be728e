import Exchange
import Testing

@Suite("Reduce-only orders")
struct ReduceOnlyTests {
    /// Room for the sizes and prices of the exchange's own examples.
    private func market() throws -> Market {
        Market(
            symbol: "TEST-USD-PERP", tickSize: try Price("1"), sizeStep: try Size("1"),
            minimumValue: try Quote("1"), maximumSize: try Size("1000"), maximumOpenOrders: 10,
            priceBandWidth: try Rate("0.5"), fees: .none, markPrice: try Price("4500"))
    }

    /// Runs a script after alice has bought 100 from bob with orders #1 and #2.
    private func runLong100(_ script: String) throws {
        try BookScript.run(
            """
            bob    sell 100 @ 4500             open #1
            alice  buy 100 @ 4500              trade 100 @ 4500 maker #1, closed #1, closed #2
            """ + "\n" + script, in: market())
    }

    @Test("without a position there is nothing to reduce")
    func noPosition() throws {
        try BookScript.run(
            """
            alice  sell 1 @ 4500 reduce-only   closed #1 reduceOnlyWouldIncrease
            bob    buy 1 @ 4400                open #2
            alice  sell 1 reduce-only          closed #3 reduceOnlyWouldIncrease
            """, in: market())
    }

    @Test("an order on the position's own side, or larger than the position, is closed")
    func wouldIncrease() throws {
        try runLong100(
            """
            alice  buy 1 @ 4400 reduce-only    closed #3 reduceOnlyWouldIncrease
            alice  sell 101 @ 4600 reduce-only closed #4 reduceOnlyWouldIncrease
            alice  sell 100 @ 4600 reduce-only open #5
            """)
    }

    @Test("a value below the minimum is let in only if it closes the position exactly")
    func belowMinimum() throws {
        // 10 at a mark of 100 is the least; half of the position is worth 5.
        try BookScript.run(
            """
            bob    sell 1 @ 10                 open #1
            alice  buy 1 @ 10                  trade 1 @ 10 maker #1, closed #1, closed #2
            alice  sell 0.5 @ 11 reduce-only   refused valueBelowMinimum
            mark   9                           nothing
            alice  sell 1 @ 11                 refused valueBelowMinimum
            bob    buy 1 @ 11 reduce-only      open #3
            alice  sell 1 @ 11 reduce-only     trade 1 @ 11 maker #3, closed #3, closed #4
            """, in: .test(band: "0.5", mark: "10"))
    }

    @Test("a position that grows disturbs nothing")
    func positionGrows() throws {
        try runLong100(
            """
            alice  sell 60 @ 4600 reduce-only  open #3
            bob    sell 10 @ 4500              open #4
            alice  buy 10 @ 4500               trade 10 @ 4500 maker #4, closed #4, closed #5
            """)
    }

    @Test("long 100 with 60 reduce-only: selling 40 keeps the order")
    func sellingForty() throws {
        try runLong100(
            """
            alice  sell 60 @ 4600 reduce-only  open #3
            bob    buy 40 @ 4500               open #4
            alice  sell 40 @ 4500              trade 40 @ 4500 maker #4, closed #4, closed #5
            """)
    }

    @Test("long 100 with 60 reduce-only: selling 41 closes the order")
    func sellingFortyOne() throws {
        try runLong100(
            """
            alice  sell 60 @ 4600 reduce-only  open #3
            bob    buy 41 @ 4500               open #4
            alice  sell 41 @ 4500              trade 41 @ 4500 maker #4, closed #4, closed #5, \
            closed #3 reduceOnlyWouldIncrease
            """)
    }

    @Test("a maker's position shrinks too, and closes what it leaves without one")
    func makerShrinks() throws {
        try runLong100(
            """
            alice  sell 60 @ 4700 reduce-only  open #3
            alice  sell 40 @ 4600 reduce-only  open #4
            bob    buy 41 @ 4700               trade 40 @ 4600 maker #4, closed #4, trade 1 @ 4700 maker #3, closed #5
            alice  sell 1 @ 4650               open #6, closed #3 reduceOnlyWouldIncrease
            """)
    }

    @Test("an ordinary order ahead takes the room of the last in the queue, one behind does not")
    func roomIsTaken() throws {
        try runLong100(
            """
            alice  sell 50 @ 4500 reduce-only  open #3
            alice  sell 50 @ 4600 reduce-only  open #4
            alice  sell 1 @ 4700               open #5
            alice  sell 1 @ 4700 reduce-only   closed #6 reduceOnlyWouldIncrease
            alice  sell 1 @ 4400               open #7, closed #4 reduceOnlyWouldIncrease
            """)
    }

    @Test("a reduce-only market order closes a position at most")
    func marketOrder() throws {
        try runLong100(
            """
            bob    buy 100 @ 4500              open #3
            alice  sell 101 reduce-only        closed #4 reduceOnlyWouldIncrease
            alice  sell 100 reduce-only        trade 100 @ 4500 maker #3, closed #3, closed #5
            alice  has                         0, 1000
            """)
    }

    @Test("a change that would make it too large leaves it as it was")
    func modified() throws {
        try runLong100(
            """
            alice  sell 60 @ 4600 reduce-only  open #3
            alice  change #3 101 @ 4600        kept #3 reduceOnlyWouldIncrease
            book                               · | 4600 | 60
            """)
    }
}

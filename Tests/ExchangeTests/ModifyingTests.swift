import Exchange
import Testing

@Suite("Modifying")
struct ModifyingTests {
    @Test("less at the same price keeps the place in the queue")
    func lessKeepsPlace() throws {
        try BookScript.run(
            """
            alice  buy 3 @ 100          open #1
            carol  buy 1 @ 100          open #2
            alice  change #1 2 @ 100    open #1
            book                        3 | 100 | ·
            bob    sell 2 @ 100         trade 2 @ 100 maker #1, closed #1, closed #3
            """)
    }

    @Test("more at the same price goes to the back of the queue")
    func moreLosesPlace() throws {
        try BookScript.run(
            """
            alice  buy 1 @ 100          open #1
            carol  buy 1 @ 100          open #2
            alice  change #1 2 @ 100    open #1
            bob    sell 2 @ 100         trade 1 @ 100 maker #2, closed #2, trade 1 @ 100 maker #1, closed #3
            """)
    }

    @Test("another price goes to the back of its queue, even with less size")
    func priceLosesPlace() throws {
        try BookScript.run(
            """
            alice  buy 2 @ 99           open #1
            carol  buy 1 @ 100          open #2
            alice  change #1 1 @ 100    open #1
            book                        2 | 100 | ·
            bob    sell 1 @ 100         trade 1 @ 100 maker #2, closed #2, closed #3
            """)
    }

    @Test("a new price may match at once")
    func matchesAtOnce() throws {
        try BookScript.run(
            """
            alice  buy 1 @ 99           open #1
            bob    sell 2 @ 101         open #2
            alice  change #1 3 @ 101    trade 2 @ 101 maker #2, closed #2, open #1 1 left
            order  #1 average           101
            book                        1 | 101 | ·
            """)
    }

    @Test("the size counts the filled part, and cannot go down to it")
    func sizeCountsFills() throws {
        try BookScript.run(
            """
            alice  buy 3 @ 100          open #1
            bob    sell 1 @ 100         trade 1 @ 100 maker #1, closed #2
            alice  change #1 1 @ 100    refused sizeNotAboveFilled
            alice  change #1 2 @ 100    open #1 1 left
            alice  change #1 4 @ 99     open #1 3 left
            book                        3 | 99 | ·
            """)
    }

    @Test("a post-only order that would cross at its new price stays as it was")
    func postOnlyStays() throws {
        let script = try BookScript.run(
            """
            alice  buy 1 @ 100 post-only      open #1
            bob    sell 1 @ 102               open #2
            alice  change #1 2 @ 102          kept #1 postOnlyWouldCross
            book                              · | 102 | 1
                                              1 | 100 | ·
            alice  change #1 2 @ 101          open #1
            """)
        let order = try #require(script.exchange.order(OrderID(number: 1)))
        #expect(order.lastModification?.refusal == nil)
        #expect(order.lastModification != nil)
    }

    @Test("an order is not moved outside the price band")
    func bandStays() throws {
        let script = try BookScript.run(
            """
            alice  buy 1 @ 100          open #1
            carol  buy 1 @ 100          open #2
            alice  change #1 1 @ 111    kept #1 outsidePriceBand
            bob    sell 1 @ 100         trade 1 @ 100 maker #1, closed #1, closed #3
            """)
        #expect(script.exchange.openOrders(of: AccountID(index: 0), in: nil).isEmpty)
    }

    @Test("a modified order keeps its own self-trade mode")
    func selfTrade() throws {
        try BookScript.run(
            """
            alice  sell 1 @ 102                 open #1
            alice  buy 1 @ 100                  open #2
            alice  buy 1 @ 99 expire-maker      open #3
            alice  change #2 1 @ 102            closed #2 selfTrade
            alice  change #3 1 @ 102            closed #1 selfTrade, open #3
            """)
    }

    @Test("a modified order keeps its number, its client id and when it was created")
    func keepsIdentity() throws {
        let script = try BookScript.run(
            """
            alice  buy 1 @ 99 id=mine       open #1
            alice  buy 1 @ 98               open #2
            alice  change #1 1 @ 97         open #1
            """)
        let alice = AccountID(index: 0)
        let orders = script.exchange.openOrders(of: alice, in: nil)
        #expect(orders.map(\.id.number) == [2, 1])
        let mine = try #require(script.exchange.openOrder(clientID: "mine", of: alice))
        #expect(mine.id.number == 1)
        #expect(mine.createdAt == Timestamp(milliseconds: 1))
        #expect(mine.updatedAt == Timestamp(milliseconds: 3))
        #expect(mine.sequence == 3_000_001)
        #expect(mine.lastModification == Modification(number: 3_000_000, refusal: nil))
    }

    @Test("a change that breaks a rule is refused and changes nothing")
    func refusals() throws {
        try BookScript.run(
            """
            alice  buy 1 @ 100 id=a         open #1
            bob    change #1 2 @ 100        refused orderNotOpen
            alice  change #1 0 @ 100        refused sizeNotPositive
            alice  change #1 1 @ 0          refused priceNotPositive
            alice  change #1 1 @ 100.5      refused priceNotMultipleOfTick
            alice  change #1 1.05 @ 100     refused sizeNotMultipleOfStep
            alice  change #1 100.1 @ 100    refused sizeAboveMaximum
            alice  change #1 0.1 @ 100      refused valueBelowMinimum
            alice  change #1 1 @ 100        refused nothingToChange
            book                            1 | 100 | ·
            alice  cancel #1                closed #1 userCancelled
            alice  change #1 2 @ 100        refused orderNotOpen
            """, in: .test(minimumValue: "20"))
    }
}

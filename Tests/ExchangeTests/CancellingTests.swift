import Exchange
import Testing

@Suite("Cancelling")
struct CancellingTests {
    @Test("a cancelled order leaves the book and keeps what was filled")
    func cancel() throws {
        try BookScript.run(
            """
            alice  buy 3 @ 100        open #1
            bob    sell 1 @ 100       trade 1 @ 100 maker #1, closed #2
            alice  cancel #1          closed #1 userCancelled
            alice  has                1, 1000
            alice  cancel #1          refused orderNotOpen
            """)
    }

    @Test("if one order of the list is not open, none is cancelled")
    func cancelAllOrNothing() throws {
        try BookScript.run(
            """
            alice  buy 1 @ 99         open #1
            bob    buy 1 @ 98         open #2
            alice  cancel #1 #2       refused orderNotOpen of 2
            book                      1 | 99 | ·
                                      1 | 98 | ·
            """)
    }

    @Test("an order that is named twice is cancelled once")
    func cancelTwice() throws {
        try BookScript.run(
            """
            alice  buy 1 @ 99                  open #1
            alice  buy 1 @ 98                  open #2
            alice  cancel #2 #1 #2             closed #2 userCancelled, closed #1 userCancelled
            """)
    }

    @Test("cancel-all closes the account's orders, oldest first, and no one else's")
    func cancelAll() throws {
        try BookScript.run(
            """
            alice  sell 1 @ 101       open #1
            bob    buy 1 @ 99         open #2
            alice  buy 1 @ 98         open #3
            alice  cancel-all         closed #1 userCancelled, closed #3 userCancelled
            alice  cancel-all         nothing
            book                      1 | 99 | ·
            """)
    }

    @Test("cancel-all can be limited to one market")
    func cancelAllInMarket() throws {
        try BookScript.run(
            """
            alice  buy 1 @ 99                      open #1
            alice  buy 1 @ 98 on OTHER             open #2
            alice  cancel-all OTHER                closed #2 userCancelled
            book                                   1 | 99 | ·
            """, in: [.test(), .test(symbol: "OTHER")])
    }
}

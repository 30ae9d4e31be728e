import Exchange
import Testing

/// Source: the exchange's documentation of VWAP orders.
@Suite("Market orders")
struct MarketOrderTests {
    private func market(slippage: String? = nil) throws -> Market {
        try .test(maximumOpenOrders: 10, band: "0.05", slippage: slippage, mark: "20000")
    }

    @Test("a level is taken in part, so that the average stays at the limit")
    func documentedExample() throws {
        // 10 at 19900 and 20 at 20050 come to an average of exactly 20000.
        try BookScript.run(
            """
            bob    sell 10 @ 19900              open #1
            bob    sell 30 @ 20050              open #2
            alice  buy 40 average 20000         trade 10 @ 19900 maker #1, closed #1, trade 20 @ 20050 maker #2, \
            closed #3 remainingImmediateOrCancel
            book                                · | 20050 | 10
            """, in: market())
    }

    @Test("sales are bound from below")
    func sale() throws {
        try BookScript.run(
            """
            bob    buy 10 @ 20100               open #1
            bob    buy 30 @ 19950               open #2
            alice  sell 40 average 20000        trade 10 @ 20100 maker #1, closed #1, trade 20 @ 19950 maker #2, \
            closed #3 remainingImmediateOrCancel
            """, in: market())
    }

    @Test("what is taken of a level is a whole number of steps")
    func wholeSteps() throws {
        // 1 × 100 / 150 is 0.666…
        try BookScript.run(
            """
            bob    sell 1 @ 19900               open #1
            bob    sell 30 @ 20150              open #2
            alice  buy 40 average 20000         trade 1 @ 19900 maker #1, closed #1, trade 0.6 @ 20150 maker #2, \
            closed #3 remainingImmediateOrCancel
            """, in: market())
    }

    @Test("nothing is filled when the best price is beyond the average")
    func nothingFits() throws {
        try BookScript.run(
            """
            bob    sell 1 @ 20001               open #1
            alice  buy 1 average 20000          closed #2 outsidePriceBand
            carol  sell 1 average 20000         closed #3 emptyMarket
            """, in: market())
    }

    @Test("without a limit of its own the slippage counts from the best price")
    func slippage() throws {
        // 20000 and 0.1 % of it: the average may be 20020, reached with as much at 20040 as at 20000.
        try BookScript.run(
            """
            bob    sell 3 @ 20000               open #1
            bob    sell 30 @ 20040              open #2
            alice  buy 40                       trade 3 @ 20000 maker #1, closed #1, trade 3 @ 20040 maker #2, \
            closed #3 remainingImmediateOrCancel
            """, in: market(slippage: "0.001"))
    }

    @Test("the price band bounds every fill, and the average a client asks for")
    func band() throws {
        try BookScript.run(
            """
            bob    sell 1 @ 21000               open #1
            bob    sell 1 @ 21001               open #2
            alice  buy 2 average 30000          trade 1 @ 21000 maker #1, closed #1, \
            closed #3 remainingImmediateOrCancel
            alice  buy 1 average 30000          closed #4 outsidePriceBand
            """, in: market())
    }

    @Test("an account's own slippage goes before the market's")
    func ownSlippage() throws {
        var exchange = try BookScript.run(
            """
            bob    sell 3 @ 20000               open #1
            bob    sell 30 @ 20040              open #2
            """, in: market(slippage: "0.001")
        ).exchange
        let (alice, market) = (AccountID(index: 0), MarketID(index: 0))
        _ = try exchange.execute(.changeAccount(alice, .slippage(market, try Rate("0.05"))), at: .zero)
        let order = NewOrder(
            account: alice, market: market, side: .buy, type: .market, price: .zero, size: try Size("10"))
        let events = try exchange.execute(.place([order]), at: .zero)
        let sizes = events.compactMap { event -> String? in
            guard case .traded(let trade) = event else { return nil }
            return trade.size.text
        }
        #expect(sizes == ["3", "7"])
    }
}

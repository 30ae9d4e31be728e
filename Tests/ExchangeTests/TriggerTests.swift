import Exchange
import Testing

@Suite("Conditional orders")
struct TriggerTests {
    private func market() throws -> Market { try .test(maximumOpenOrders: 10, band: "0.5") }

    /// Runs a script after alice has bought 10 from bob with orders #1 and #2.
    private func runLong10(_ script: String) throws {
        try BookScript.run(
            """
            bob    sell 10 @ 100               open #1
            alice  buy 10 @ 100                trade 10 @ 100 maker #1, closed #1, closed #2
            """ + "\n" + script, in: market())
    }

    @Test("a stop waits on the side of the mark price where its trigger is")
    func direction() throws {
        try BookScript.run(
            """
            alice  buy 1 stop 105              waiting #1 above 105
            alice  sell 1 stop 104             waiting #2 above 104
            alice  buy 1 stop 95               waiting #3 below 95
            alice  sell 1 stop 96              waiting #4 below 96
            book                               empty
            """, in: market())
    }

    @Test("a stop becomes a market order when the mark reaches it, the nearest trigger first")
    func stopMarket() throws {
        try BookScript.run(
            """
            alice  buy 1 stop 105              waiting #1 above 105
            alice  buy 1 stop 103              waiting #2 above 103
            bob    sell 3 @ 106                open #3
            mark   102                         nothing
            mark   105                         trade 1 @ 106 maker #3, closed #2, trade 1 @ 106 maker #3, closed #1
            mark   110                         nothing
            """, in: market())
    }

    @Test("a stop limit becomes a limit order and rests")
    func stopLimit() throws {
        try BookScript.run(
            """
            alice  sell 1 stop 95 @ 97         waiting #1 below 95
            mark   96                          nothing
            mark   95                          open #1
            book                               · | 97 | 1
            alice  change #1 2 @ 98            open #1
            alice  change #1 2 @ 98 trigger 90 refused triggerCannotBeModified
            """, in: market())
    }

    @Test("a trigger that has come already fires at once")
    func atOnce() throws {
        try BookScript.run(
            """
            bob    buy 1 @ 99                  open #1
            alice  sell 1 stop 100             waiting #2 below 100, trade 1 @ 99 maker #1, closed #1, closed #2
            """, in: market())
    }

    @Test("a waiting order can be changed, and keeps its direction")
    func change() throws {
        try BookScript.run(
            """
            alice  buy 1 stop 105 @ 106        waiting #1 above 105
            alice  change #1 2 @ 107 trigger 103  waiting #1 above 103
            alice  change #1 2 @ 107           refused nothingToChange
            mark   103                         open #1
            book                               2 | 107 | ·
            alice  buy 1 stop 110              waiting #2 above 110
            alice  change #2 2 @ 0 trigger 101 waiting #2 above 101, closed #2 emptyMarket
            """, in: market())
    }

    @Test("waiting orders are cancelled like others")
    func cancel() throws {
        try BookScript.run(
            """
            alice  buy 1 stop 105              waiting #1 above 105
            alice  buy 1 stop 106 id=x         waiting #2 above 106
            alice  buy 1 @ 95 id=x             refused clientIDInUse
            alice  cancel #1                   closed #1 userCancelled
            alice  cancel-all                  closed #2 userCancelled
            mark   110                         nothing
            """, in: market())
    }

    @Test("form: triggers, flags and instructions that do not go together are refused")
    func refusals() throws {
        try BookScript.run(
            """
            alice  buy 1 stop 0                        refused triggerPriceNotPositive
            alice  buy 1 stop 105.5                    refused triggerPriceNotMultipleOfTick
            alice  buy 0 stop 105                      refused sizeNotPositive
            alice  sell 1 profit 105                   refused notReduceOnly
            alice  buy 1 stop 105 post-only            refused marketOrderCannotRest
            alice  buy 1 stop 105 @ 106 post-only      waiting #1 above 105
            alice  buy 1 stop 105 @ 106 ioc            refused typeCannotBeImmediate
            alice  sell 1 loss 95 @ 94 post-only reduce-only  refused typeCannotBePostOnly
            """, in: market())
    }

    @Test("take profit of a long position waits above, stop loss below, and for a short the other way")
    func closingDirections() throws {
        try runLong10(
            """
            alice  sell 1 profit 105 reduce-only       waiting #3 above 105
            alice  sell 1 loss 95 reduce-only          waiting #4 below 95
            bob    buy 1 profit 95 reduce-only         waiting #5 below 95
            bob    buy 1 loss 105 reduce-only          waiting #6 above 105
            """)
    }

    @Test("size zero is the whole position when it fires, and the other leg goes")
    func wholePosition() throws {
        try runLong10(
            """
            alice  sell 0 profit 105 reduce-only       waiting #3 above 105
            alice  sell 0 loss 95 reduce-only          waiting #4 below 95
            carol  buy 20 @ 94                         open #5
            mark   95                                  trade 10 @ 94 maker #5, closed #4, \
            closed #3 reduceOnlyWouldIncrease
            alice  has                                 0, 940
            """)
    }

    @Test("a larger size is cut to the position")
    func cut() throws {
        try runLong10(
            """
            alice  sell 15 loss 95 reduce-only         waiting #3 below 95
            carol  buy 20 @ 94                         open #4
            mark   95                                  trade 10 @ 94 maker #4, closed #3
            """)
    }

    @Test("a limit leg leaves its sibling until it is filled")
    func limitLeg() throws {
        try runLong10(
            """
            alice  sell 0 profit 105 @ 106 reduce-only waiting #3 above 105
            alice  sell 0 loss 95 reduce-only          waiting #4 below 95
            mark   105                                 open #3
            carol  buy 4 @ 106                         trade 4 @ 106 maker #3, closed #5
            carol  buy 6 @ 106                         trade 6 @ 106 maker #3, closed #3, closed #6, \
            closed #4 reduceOnlyWouldIncrease
            """)
    }

    @Test("legs for a part of the position are not a pair")
    func partialLegs() throws {
        try runLong10(
            """
            alice  sell 4 profit 105 reduce-only       waiting #3 above 105
            alice  sell 3 loss 95 reduce-only          waiting #4 below 95
            carol  buy 20 @ 94                         open #5
            mark   105                                 trade 4 @ 94 maker #5, closed #3
            mark   95                                  trade 3 @ 94 maker #5, closed #4
            """)
    }

    @Test("closing the position by hand closes what was to close it")
    func orphans() throws {
        try runLong10(
            """
            alice  sell 0 profit 105 reduce-only       waiting #3 above 105
            alice  sell 3 loss 95 reduce-only          waiting #4 below 95
            carol  buy 20 @ 94                         open #5
            alice  sell 10 @ 94                        trade 10 @ 94 maker #5, closed #6, \
            closed #3 reduceOnlyWouldIncrease, closed #4 reduceOnlyWouldIncrease
            """)
    }

    @Test("without a position a reduce-only order fires for nothing")
    func noPosition() throws {
        try BookScript.run(
            """
            alice  sell 0 loss 95 reduce-only          waiting #1 below 95
            mark   90                                  closed #1 reduceOnlyWouldIncrease
            """, in: market())
    }

    @Test("a stop whose fill moves a mark that follows the book sets off the next")
    func cascade() throws {
        let start = try Market.test(maximumOpenOrders: 10, band: "0.5")
        var exchange = try BookScript.run(
            """
            bob    buy 1 @ 99                  open #1
            bob    buy 1 @ 95                  open #2
            bob    buy 5 @ 91                  open #3
            bob    sell 1 @ 101                open #4
            alice  sell 1 stop 99              waiting #5 below 99
            alice  sell 1 stop 96              waiting #6 below 96
            """, in: start
        ).exchange
        let following = MarketChange(MarketID(index: 0), followsBook: true)
        _ = try exchange.execute(.changeMarket(following), at: .zero)
        let carol = NewOrder(
            account: AccountID(index: 2), market: MarketID(index: 0), side: .sell, price: try Price("99"),
            size: try Size("1"))
        // Carol sells the bid at 99: the middle of 95 and 101 is 98, which fires the first stop at 95; the
        // middle of 91 and 101 is 96, which fires the second.
        let events = try exchange.execute(.place([carol]), at: .zero)
        let prices = events.compactMap { event -> String? in
            guard case .traded(let trade) = event else { return nil }
            return trade.price.text
        }
        #expect(prices == ["99", "95", "91"])
        #expect(exchange.markets[0].markPrice.text == "96")
    }
}

@Suite("System status")
struct SystemStatusTests {
    @Test("cancel only: nothing is placed or changed, but cancelled")
    func cancelOnly() throws {
        try BookScript.run(
            """
            alice  buy 1 @ 95                  open #1
            status cancelOnly                  nothing
            alice  buy 1 @ 95 post-only        refused systemIsCancelOnly
            alice  change #1 2 @ 95            refused systemIsCancelOnly
            alice  works buy 1 for 60          refused systemIsCancelOnly
            alice  cancel #1                   closed #1 userCancelled
            """)
    }

    @Test("post only: orders that only rest")
    func postOnly() throws {
        try BookScript.run(
            """
            alice  buy 1 @ 95                  open #1
            alice  buy 1 @ 94 post-only        open #2
            status postOnly                    nothing
            alice  buy 1 @ 95                  refused systemIsPostOnly
            alice  buy 1 @ 95 post-only        open #3
            alice  change #1 2 @ 95            refused systemIsPostOnly
            alice  change #2 2 @ 94            open #2
            status ok                          nothing
            alice  change #1 2 @ 95            open #1
            """)
    }

    @Test("triggers pause, and fire when all is well again")
    func pause() throws {
        try BookScript.run(
            """
            alice  buy 1 stop 105              waiting #1 above 105
            status cancelOnly                  nothing
            mark   105                         nothing
            status ok                          closed #1 emptyMarket
            """)
    }
}

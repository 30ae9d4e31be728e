import Exchange
import Testing

@Suite("Placing")
struct PlacingTests {
    @Test("an order that breaks a market's rule is refused")
    func marketRules() throws {
        try BookScript.run(
            """
            alice  buy 0 @ 100             refused sizeNotPositive
            alice  buy -1 @ 100            refused sizeNotPositive
            alice  buy 1 @ 0               refused priceNotPositive
            alice  buy 1 @ -5              refused priceNotPositive
            alice  buy 1 post-only         refused marketOrderCannotRest
            alice  buy 1 @ 99.5            refused priceNotMultipleOfTick
            alice  buy 0.15 @ 100          refused sizeNotMultipleOfStep
            alice  buy 100.1 @ 100         refused sizeAboveMaximum
            alice  buy 0.1 @ 100           refused valueBelowMinimum
            alice  buy 0.1                 refused valueBelowMinimum
            book                           empty
            alice  buy 100 @ 100           open #1
            """, in: .test(minimumValue: "10.01"))
    }

    @Test("the smallest value is judged at the mark price, not at the limit")
    func minimumValueAtMark() throws {
        try BookScript.run(
            """
            alice  buy 0.2 @ 1             open #1
            alice  buy 0.1 @ 110           refused valueBelowMinimum
            """, in: .test(minimumValue: "20"))
    }

    @Test("of several broken rules the first in the order of the rules is named")
    func orderOfRules() throws {
        try BookScript.run(
            """
            alice  buy 1 @ 100 id=a              open #1
            alice  buy 0 @ 0 id=a                refused sizeNotPositive
            alice  buy 1000.05 @ 0 id=a          refused priceNotPositive
            alice  buy 1000.05 post-only         refused marketOrderCannotRest
            alice  buy 1000.05 @ 0.5 id=a        refused priceNotMultipleOfTick
            alice  buy 1000.05 @ 1 id=a          refused sizeNotMultipleOfStep
            alice  buy 1000 @ 1 id=a             refused sizeAboveMaximum
            alice  buy 0.1 @ 1 id=a              refused valueBelowMinimum
            alice  buy 1 @ 1 id=a                refused tooManyOpenOrders
            alice  buy 1 @ 1 ioc id=a            refused clientIDInUse
            """, in: .test(minimumValue: "20", maximumOpenOrders: 1))
    }

    @Test("an account has no more open orders than the market allows")
    func openOrderLimit() throws {
        try BookScript.run(
            """
            alice  buy 1 @ 99 ; buy 1 @ 98             open #1, open #2
            alice  buy 1 @ 97                          refused tooManyOpenOrders
            bob    buy 1 @ 97                          open #3
            alice  buy 1 @ 97 ioc                      closed #4 remainingImmediateOrCancel
            alice  buy 1                               closed #5 emptyMarket
            alice  cancel #1                           closed #1 userCancelled
            alice  buy 1 @ 97                          open #6
            """, in: .test(maximumOpenOrders: 2))
    }

    @Test("a batch counts its own orders towards the limit, but only those that can rest")
    func openOrderLimitInBatch() throws {
        try BookScript.run(
            """
            alice  buy 1 @ 99 ; buy 1 @ 98 ; buy 1 @ 97        refused tooManyOpenOrders of 3
            book                                               empty
            alice  buy 1 @ 99 ; buy 1 @ 98 ioc ; buy 1 @ 97    open #1, closed #2 remainingImmediateOrCancel, open #3
            """, in: .test(maximumOpenOrders: 2))
    }

    @Test("the limit is counted for each market by itself")
    func openOrderLimitPerMarket() throws {
        try BookScript.run(
            """
            alice  buy 1 @ 99                      open #1
            alice  buy 1 @ 99 on OTHER             open #2
            alice  buy 1 @ 99 on OTHER             refused tooManyOpenOrders
            """, in: [.test(maximumOpenOrders: 1), .test(symbol: "OTHER", maximumOpenOrders: 1)])
    }

    @Test("a batch is placed whole or not at all")
    func batchAllOrNothing() throws {
        try BookScript.run(
            """
            alice  buy 1 @ 99 ; buy 1.05 @ 98 ; sell 1 @ 101      refused sizeNotMultipleOfStep of 2
            book                                                  empty
            alice  buy 1 @ 99 ; sell 1 @ 101                      open #1, open #2
            """)
    }

    @Test("the orders of a batch enter the book one after another")
    func batchInTurn() throws {
        try BookScript.run(
            """
            alice  sell 1 @ 101                           open #1
            bob    buy 1 @ 101 ; buy 1 @ 101 ; sell 1 @ 102    \
            trade 1 @ 101 maker #1, closed #1, closed #2, open #3, open #4
            """)
    }

    @Test("a client id is in use while its order is open, in its account")
    func clientIDs() throws {
        try BookScript.run(
            """
            alice  buy 1 @ 99 id=a                      open #1
            alice  buy 1 @ 98 id=a                      refused clientIDInUse
            bob    buy 1 @ 98 id=a                      open #2
            alice  buy 1 @ 98 id=b ; buy 1 @ 97 id=b    refused clientIDInUse of 2
            alice  cancel #1                            closed #1 userCancelled
            alice  buy 1 @ 98 id=a                      open #3
            carol  sell 1 @ 98                          trade 1 @ 98 maker #2, closed #2, closed #4
            bob    buy 1 @ 97 id=a                      open #5
            """)
    }

    @Test("the refusal of a client id names the order that has it")
    func clientIDHolder() throws {
        var exchange = try BookScript.run("alice  buy 1 @ 99 id=a   open #1").exchange
        let order = NewOrder.test(clientID: "a")
        #expect(throws: Rejection(.clientIDInUse(OrderID(number: 1)))) {
            _ = try exchange.execute(.place([order]), at: .zero)
        }
        let twin = NewOrder.test(clientID: "b")
        #expect(throws: Rejection(.clientIDInUse(OrderID(number: 0)), index: 1)) {
            _ = try exchange.execute(.place([twin, twin]), at: .zero)
        }
    }

    @Test("a batch has one to ten orders", arguments: [(0, false), (1, true), (10, true), (11, false)])
    func batchSize(count: Int, isAllowed: Bool) throws {
        let exchange = try BookScript([.test(maximumOpenOrders: 20)]).exchange
        let batch = Command.place(Array(repeating: .test(), count: count))
        if isAllowed {
            try exchange.check(batch)
        } else {
            #expect(throws: Rejection(.batchSizeOutOfRange(count: count, maximum: 10))) {
                try exchange.check(batch)
            }
        }
    }

    @Test("an unknown account is refused, whatever it asks")
    func unknownAccount() throws {
        let exchange = try BookScript([.test()]).exchange
        let nobody = AccountID(index: 3)
        var order = NewOrder.test()
        order.account = nobody
        let change = OrderChange(
            account: nobody, order: OrderID(number: 1), price: try Price("1"), size: try Size("1"))
        let commands: [Command] = [
            .place([order]), .modify(change), .cancel(nobody, []), .cancelAll(nobody, nil),
        ]
        for command in commands {
            #expect(throws: Rejection(.accountUnknown)) { try exchange.check(command) }
        }
    }
}

extension NewOrder {
    fileprivate static func test(clientID: String = "") -> NewOrder {
        NewOrder(
            account: AccountID(index: 0), market: MarketID(index: 0), side: .buy,
            price: Price(units: 99 * FixedPoint.scale), size: Size(units: FixedPoint.scale),
            clientID: clientID)
    }
}

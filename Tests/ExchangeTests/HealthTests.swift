import Exchange
import Testing

/// Mark 100, ten times leverage, no fees, and accounts with 1000.
@Suite("Deleveraging and liquidation")
struct HealthTests {
    private func market() throws -> Market {
        try .test(maximumSize: "200", maximumOpenOrders: 10, band: "0.5", initialMargin: "0.1")
    }

    @Test("orders that offset no position are given up first, the most passive of them first")
    func deleveraging() throws {
        // At 95 alice is worth 750 and would need 800 × 0.95; without #4 it is 60 × 9.5 = 570.
        try BookScript.run(
            """
            bob    sell 50 @ 100         open #1
            alice  buy 50 @ 100          trade 50 @ 100 maker #1, closed #1, closed #2
            alice  buy 10 @ 95           open #3
            alice  buy 20 @ 90           open #4
            alice  sell 60 @ 105         open #5
            mark   95                    closed #4 deleveraged
            alice  margin                750, 570, 237.5
            """, in: market())
    }

    @Test("a waiting order survives, since it binds nothing")
    func waiting() throws {
        try BookScript.run(
            """
            bob    sell 90 @ 100         open #1
            alice  buy 90 @ 100          trade 90 @ 100 maker #1, closed #1, closed #2
            alice  buy 10 @ 90           open #3
            alice  sell 0 loss 60 reduce-only  waiting #4 below 60
            mark   98                    closed #3 deleveraged
            """, in: market())
    }

    @Test("an account below its maintenance margin loses a fifth of its position every five seconds")
    func liquidation() throws {
        // At 93: worth 1000 − 630 = 370, needed 90 × 93 × 0.05 = 418.5. A step is 18, its fee a fifth of
        // 18 × 93 × 0.05. After one step 334.8 of 353.26 are needed, after two 251.1 of 336.52.
        let script = try BookScript.run(
            """
            bob    sell 90 @ 100         open #1
            alice  buy 90 @ 100          trade 90 @ 100 maker #1, closed #1, closed #2
            alice  sell 90 @ 110 reduce-only   open #3
            alice  sell 0 loss 50 reduce-only  waiting #4 below 50
            mark   93                    closed #3 inLiquidation, closed #4 inLiquidation, opened, liquidated 18 @ 93 fee 16.74
            alice  sell 1 @ 110          closed #5 inLiquidation
            alice  margin                353.26, 669.6, 334.8
            time   4                     nothing
            time   1                     liquidated 18 @ 93 fee 16.74
            alice  margin                336.52, 502.2, 251.1
            time   60                    nothing
            alice  sell 1 @ 110          open #6
            """, in: market())
        let fund = try #require(script.exchange.insuranceFund)
        let held = script.exchange.account(fund)
        #expect(held.balance.text == "33.48" && held.positions[0].size.text == "36")
    }

    @Test("a step is taken when it is due, whatever happened since the last one")
    func due() throws {
        // The second step is due 5 s after the first, at 5.003 s; an order in between changes nothing.
        let script = try BookScript.run(
            """
            bob    sell 90 @ 100         open #1
            alice  buy 90 @ 100          trade 90 @ 100 maker #1, closed #1, closed #2
            mark   93                    opened, liquidated 18 @ 93 fee 16.74
            time   4                     nothing
            carol  buy 1 @ 90            open #3
            time   1                     liquidated 18 @ 93 fee 16.74
            """, in: market())
        #expect(script.exchange.nextDeadline == nil)
    }

    @Test("the liquidation ends early when the price comes back")
    func recovery() throws {
        try BookScript.run(
            """
            bob    sell 90 @ 100         open #1
            alice  buy 90 @ 100          trade 90 @ 100 maker #1, closed #1, closed #2
            mark   93                    opened, liquidated 18 @ 93 fee 16.74
            mark   100                   nothing
            time   10                    nothing
            alice  sell 1 @ 110          open #3
            """, in: market())
    }

    @Test("what an account owes beyond its worth is paid by the fund")
    func bankruptcy() throws {
        // Alice loses 1800 of her 1000: the fund pays 800 with the last step.
        let script = try BookScript.run(
            """
            bob    sell 90 @ 100         open #1
            alice  buy 90 @ 100          trade 90 @ 100 maker #1, closed #1, closed #2
            mark   80                    opened, liquidated 18 @ 80 fee 0
            time   5                     liquidated 18 @ 80 fee 0
            time   5                     liquidated 18 @ 80 fee 0
            time   5                     liquidated 18 @ 80 fee 0
            time   5                     liquidated 18 @ 80 fee -800
            alice  has                   0, 0
            alice  margin                0, 0, 0
            """, in: market())
        let exchange = script.exchange
        #expect(exchange.account(try #require(exchange.insuranceFund)).balance.text == "-800")
        #expect(exchange.accounts[0].isInLiquidation == false && exchange.feesCollected == .zero)
        #expect(exchange.nextDeadline == nil)
    }

    @Test("nobody is liquidated while the system is not ok")
    func pause() throws {
        try BookScript.run(
            """
            bob    sell 90 @ 100         open #1
            alice  buy 90 @ 100          trade 90 @ 100 maker #1, closed #1, closed #2
            status postOnly              nothing
            mark   93                    nothing
            status ok                    opened, liquidated 18 @ 93 fee 16.74
            """, in: market())
    }
}

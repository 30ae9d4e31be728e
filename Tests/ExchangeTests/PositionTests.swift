import Exchange
import Testing

@Suite("Positions")
struct PositionTests {
    /// Alice's position and balance after what she bought (positive) and sold at these prices.
    private func position(_ trades: [(size: String, price: String)]) throws -> Account {
        var exchange = try BookScript([.test(band: "0.9")]).exchange
        for (text, price) in trades {
            let isSale = text.hasPrefix("-")
            let size = try Size(isSale ? String(text.dropFirst()) : text)
            let maker = NewOrder(
                account: AccountID(index: 1), market: MarketID(index: 0), side: isSale ? .buy : .sell,
                price: try Price(price), size: size)
            var taker = maker
            (taker.account, taker.side) = (AccountID(index: 0), maker.side.opposite)
            _ = try exchange.execute(.place([maker, taker]), at: exchange.now.advanced(by: 1))
        }
        return exchange.accounts[0]
    }

    @Test("buying more averages the entry price")
    func entry() throws {
        let account = try position([("1", "100"), ("3", "110")])
        let position = account.positions[0]
        #expect(position.size.text == "4" && position.cost.text == "430")
        #expect(position.averageEntryPrice?.text == "107.5" && position.averageExitPrice == nil)
        #expect(position.realizedPnL == .zero && account.balance.text == "1000")
        #expect(position.openedAt.milliseconds == 1 && position.updatedAt.milliseconds == 2)
    }

    @Test("selling a part realises its gain and leaves the entry price")
    func partialExit() throws {
        let account = try position([("1", "100"), ("3", "110"), ("-2", "120")])
        let position = account.positions[0]
        #expect(position.size.text == "2" && position.averageEntryPrice?.text == "107.5")
        #expect(position.averageExitPrice?.text == "120" && position.realizedPnL.text == "25")
        #expect(account.balance.text == "1025")
    }

    @Test("a closed position keeps its figures")
    func exit() throws {
        let account = try position([("1", "100"), ("3", "110"), ("-2", "120"), ("-2", "90")])
        let position = account.positions[0]
        #expect(position.size == .zero && position.averageEntryPrice == nil)
        #expect(position.averageExitPrice?.text == "105" && position.realizedPnL.text == "-10")
        #expect(position.closedAt.milliseconds == 4 && position.side == .buy)
        #expect(account.balance.text == "990")
    }

    @Test("selling more than there is turns the position")
    func turn() throws {
        let account = try position([("1", "100"), ("-3", "110")])
        let position = account.positions[0]
        #expect(position.size.text == "-2" && position.cost.text == "-220" && position.side == .sell)
        #expect(position.averageEntryPrice?.text == "110" && position.realizedPnL == .zero)
        #expect(account.balance.text == "1010")
    }

    @Test("a short position gains when it is bought back for less")
    func short() throws {
        let account = try position([("-2", "110"), ("1", "100")])
        #expect(account.positions[0].realizedPnL.text == "10" && account.balance.text == "1010")
        #expect(account.positions[0].averageEntryPrice?.text == "110")
    }

    @Test("thirds leave nothing behind")
    func thirds() throws {
        // 300.1 for three; the parts of the cost are rounded, and the last takes what is left.
        let account = try position([
            ("0.1", "101"), ("2.9", "100"), ("-1", "100"), ("-1", "100"), ("-1", "100"),
        ])
        #expect(account.positions[0].cost == .zero && account.balance.text == "999.9")
    }

    @Test("open interest is what all longs have together")
    func openInterest() throws {
        let script = try BookScript.run(
            """
            alice  sell 3 @ 100          open #1
            bob    buy 2 @ 100           trade 2 @ 100 maker #1, closed #2
            carol  buy 1 @ 100           trade 1 @ 100 maker #1, closed #1, closed #3
            bob    sell 2 @ 100          open #4
            carol  buy 1 @ 100           trade 1 @ 100 maker #4, closed #5
            """)
        #expect(script.exchange.statistics[0].openInterest == Int128(3 * FixedPoint.scale))
    }
}

@Suite("Funding")
struct FundingTests {
    private let rules = FundingRules(
        periodHours: 8, interestRate: Rate(units: 10_000), clamp: Rate(units: 50_000),
        maximumRate: Rate(units: 2_000_000))

    @Test("the rate follows premium and interest, within its bounds")
    func rate() throws {
        let cases = [
            ("0", "0.0001"), ("0.0003", "0.0001"), ("0.001", "0.0005"), ("-0.001", "-0.0005"),
            ("0.03", "0.02"), ("-0.03", "-0.02"),
        ]
        for (premium, rate) in cases {
            #expect(rules.rate(premium: try Rate(premium)).text == rate, "premium \(premium)")
        }
    }

    @Test("a premium beyond all numbers is cut like any other")
    func greatestPremium() throws {
        let negative = FundingRules(
            periodHours: 8, interestRate: Rate(units: -10_000), clamp: Rate(units: 50_000),
            maximumRate: Rate(units: 2_000_000))
        #expect(negative.rate(premium: Rate(units: .max)).text == "0.02")
        #expect(rules.rate(premium: Rate(units: .min)).text == "-0.02")
    }

    @Test("a position owes the way of the index since its last fill, and pays it with the next")
    func accrual() throws {
        // 0.01 % of 100 in eight hours: 0.01 for one, 0.1 for ten.
        let script = try BookScript.run(
            """
            bob    sell 10 @ 100         open #1
            alice  buy 10 @ 100          trade 10 @ 100 maker #1, closed #1, closed #2
            time   28800                 nothing
            alice  has                   10, 1000
            alice  margin                999.9, 100, 50
            bob    margin                1000.1, 100, 50
            bob    buy 4 @ 100           open #3
            alice  sell 4 @ 100          trade 4 @ 100 maker #3, closed #3, closed #4
            alice  has                   6, 999.9
            bob    has                   -6, 1000.1
            time   28800                 nothing
            alice  margin                999.84, 60, 30
            """, in: .test(initialMargin: "0.1", funding: rules))
        let alice = script.exchange.accounts[0].positions[0]
        #expect(alice.realizedFunding.text == "-0.1" && script.exchange.fundingCollected == .zero)
        #expect(script.exchange.fundingIndexes[0].text == "0.02")
    }

    @Test("the index moves in steps of five seconds, at the rate of the time")
    func steps() throws {
        var exchange = Exchange(markets: [try .test(funding: rules)])
        let market = MarketID(index: 0)
        _ = try exchange.execute(.tick, at: Timestamp(milliseconds: 12_000))
        _ = try exchange.execute(.tick, at: Timestamp(milliseconds: 14_999))
        #expect(exchange.fundingIndexes[0] == .zero)
        // 100 × 0.0001 × 5 / 28800 = 0.00000173611…
        _ = try exchange.execute(.tick, at: Timestamp(milliseconds: 15_000))
        #expect(exchange.fundingIndexes[0].units == 17_361_111_111)
        let fixed = MarketChange(market, fundingRate: .fixed(.zero))
        _ = try exchange.execute(.changeMarket(fixed), at: Timestamp(milliseconds: 20_000))
        _ = try exchange.execute(.tick, at: Timestamp(milliseconds: 60_000))
        #expect(exchange.fundingIndexes[0].units == 34_722_222_222)
    }

    @Test("while there are positions, every step of the index is due")
    func deadlines() throws {
        let script = try BookScript.run(
            """
            bob    sell 1 @ 100          open #1
            alice  buy 1 @ 100           trade 1 @ 100 maker #1, closed #1, closed #2
            """, in: .test(funding: rules))
        #expect(script.exchange.nextDeadline == Timestamp(milliseconds: 5_000))
    }

    @Test("every minute is recorded once")
    func records() throws {
        var exchange = Exchange(markets: [try .test(funding: rules)])
        var times: [Int64] = []
        for milliseconds in [61_000, 62_000, 119_999, 120_000, 300_000] as [Int64] {
            for case .fundingRecorded(let record) in try exchange.execute(
                .tick, at: Timestamp(milliseconds: milliseconds))
            {
                times.append(record.at.milliseconds)
                #expect(record.rate.text == "0.0001" && record.premium.text == "0.01")
            }
        }
        #expect(times == [61_000, 120_000, 300_000])
        #expect(exchange.nextDeadline == Timestamp(milliseconds: 360_000))
    }
}

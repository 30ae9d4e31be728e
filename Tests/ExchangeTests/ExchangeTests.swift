import Exchange
import Testing

@Suite("Exchange")
struct ExchangeTests {
    @Test("orders and trades share one counter")
    func numbers() throws {
        var exchange = try BookScript([.test()]).exchange
        let orders: [NewOrder] = [.test(0, .sell), .test(1, .buy), .test(1, .buy)]
        let events = try exchange.execute(.place(orders), at: .zero)
        let numbers = events.compactMap { event -> Int64? in
            switch event {
            case .orderAccepted(let order): order.id.number
            case .traded(let trade): trade.number
            default: nil
            }
        }
        #expect(numbers == [1, 2, 3, 4])
    }

    @Test("a match tells the trade, then the maker, then the taker, and at last the candle")
    func eventOrder() throws {
        var exchange = try BookScript([.test(makerFee: "0.01", takerFee: "0.02")]).exchange
        _ = try exchange.execute(.place([.test(0, .sell)]), at: Timestamp(milliseconds: 5))
        let events = try exchange.execute(.place([.test(1, .buy, size: 2)]), at: Timestamp(milliseconds: 7))
        guard events.count == 5, case .orderAccepted(let accepted) = events[0],
            case .traded(let trade) = events[1], case .orderUpdated(let maker) = events[2],
            case .orderUpdated(let taker) = events[3], case .candleChanged = events[4]
        else {
            Issue.record("unexpected events: \(events)")
            return
        }
        #expect(accepted.status == .new && accepted.remaining == accepted.size)
        #expect(maker.id.number == 1 && maker.status == .filled && maker.remaining == .zero)
        #expect(taker.id == accepted.id && taker.status == .open && taker.filled == trade.size)
        #expect(taker.filledValue == Int128(100 * FixedPoint.scale) * Int128(FixedPoint.scale))
        #expect(trade.takerSide == .buy && trade.at == Timestamp(milliseconds: 7) && trade.number == 3)
        #expect(
            trade.maker
                == Fill(
                    order: maker.id, orderedAt: maker.createdAt, account: maker.account, clientID: "",
                    isInteractive: false, fee: try Quote("1"), realizedPnL: .zero, realizedFunding: .zero,
                    remaining: .zero, position: SignedSize(units: Int128(-FixedPoint.scale)),
                    balance: try Quote("999")))
        #expect(
            trade.taker
                == Fill(
                    order: taker.id, orderedAt: taker.createdAt, account: taker.account, clientID: "",
                    isInteractive: false, fee: try Quote("2"), realizedPnL: .zero, realizedFunding: .zero,
                    remaining: try Size("1"), position: SignedSize(units: Int128(FixedPoint.scale)),
                    balance: try Quote("998")))
        #expect([accepted, maker, taker].map(\.sequence) == [7_000_000, 7_000_001, 7_000_004])
        #expect(exchange.accounts.prefix(2).map(\.sequence) == [7_000_002, 7_000_003])
    }

    @Test("fees are rounded to the nearest unit, halves away from zero")
    func feeRounding() throws {
        // Five units of 10⁻⁸ at a price of 1: half of it is 2.5 units.
        let market = Market(
            symbol: "X", tickSize: Price(units: 1), sizeStep: Size(units: 1), minimumValue: .zero,
            maximumSize: try Size("1"), maximumOpenOrders: 1, priceBandWidth: try Rate("0.1"),
            fees: FeeSchedule(maker: try Rate("-0.5"), taker: try Rate("0.5")), markPrice: try Price("1"))
        var exchange = try BookScript([market]).exchange
        var sell = NewOrder.test(0, .sell)
        (sell.price, sell.size) = (try Price("1"), Size(units: 5))
        var buy = sell
        (buy.side, buy.account) = (.buy, AccountID(index: 1))
        _ = try exchange.execute(.place([sell, buy]), at: .zero)
        #expect(exchange.accounts[0].balance.text == "1000.00000003")
        #expect(exchange.accounts[1].balance.text == "999.99999997")
        #expect(exchange.feesCollected == .zero)
    }

    @Test("time never goes back and update numbers never repeat")
    func time() throws {
        var exchange = try BookScript([.test()]).exchange
        var sequences: [Int64] = []
        for (milliseconds, seen) in [(5, 5), (3, 5), (5, 5), (6, 6)] as [(Int64, Int64)] {
            let events = try exchange.execute(
                .place([.test(0, .buy)]), at: Timestamp(milliseconds: milliseconds))
            #expect(exchange.now == Timestamp(milliseconds: seen))
            for case .orderUpdated(let order) in events {
                #expect(order.updatedAt == Timestamp(milliseconds: seen))
                sequences.append(order.sequence)
            }
        }
        #expect(sequences == [5_000_001, 5_000_003, 5_000_005, 6_000_001])
    }

    @Test("a refused command does not move time")
    func refusedTime() throws {
        var exchange = try BookScript([.test()]).exchange
        let before = exchange
        #expect(throws: Rejection.self) {
            _ = try exchange.execute(.place([]), at: Timestamp(milliseconds: 9))
        }
        #expect(exchange == before)
    }

    @Test("an account is opened once for an address, with its money and no orders")
    func openAccount() throws {
        var exchange = Exchange(markets: [try .test()])
        let new = try NewAccount.test("dave", balance: "12.5")
        let events = try exchange.execute(.openAccount(new), at: Timestamp(milliseconds: 4))
        let account = exchange.account(AccountID(index: 0))
        #expect(events == [.accountOpened(account)])
        #expect(account.balance.text == "12.5" && account.createdAt == Timestamp(milliseconds: 4))
        #expect(account.positions == [Position()] && !account.hasOpenOrders)
        #expect(throws: Rejection(.addressAlreadyOpen)) {
            _ = try exchange.execute(.openAccount(.test("dave")), at: .zero)
        }
    }

    @Test("the digest tells histories apart that differ in one number")
    func digest() throws {
        let order = NewOrder.test(0, .buy)
        var variants = [order, .test(1, .buy), .test(0, .sell), .test(0, .buy, size: 2), order]
        variants[4].price = try Price("99")
        var digests: [UInt64] = []
        for (variant, milliseconds) in variants.map({ ($0, Int64(1)) }) + [(order, Int64(2))] {
            var exchange = try BookScript([.test()]).exchange
            let before = exchange.digest
            _ = try exchange.execute(.place([variant]), at: Timestamp(milliseconds: milliseconds))
            #expect(exchange.digest != before)
            digests.append(exchange.digest)
        }
        #expect(Set(digests).count == digests.count)
    }

    @Test("checking a command refuses what executing it would refuse")
    func checkAgreesWithExecute() throws {
        let exchange = try BookScript.run("alice  buy 1 @ 99   open #1").exchange
        let commands: [Command] = [
            .place([.test(0, .buy, size: 1000)]), .cancel(AccountID(index: 1), [OrderID(number: 1)]),
            .openAccount(try .test("alice")), .place([.test(0, .buy)]), .cancelAll(AccountID(index: 0), nil),
        ]
        for command in commands {
            var copy = exchange
            let checked = Result { () throws(Rejection) in try exchange.check(command) }
            let executed = Result { () throws(Rejection) in _ = try copy.execute(command, at: .zero) }
            #expect(checked.rejection == executed.rejection)
        }
    }
}

extension Result where Failure == Rejection {
    fileprivate var rejection: Rejection? {
        switch self {
        case .success: nil
        case .failure(let rejection): rejection
        }
    }
}

extension NewOrder {
    fileprivate static func test(_ account: Int, _ side: Side, size: Int64 = 1) -> NewOrder {
        NewOrder(
            account: AccountID(index: account), market: MarketID(index: 0), side: side,
            price: Price(units: 100 * FixedPoint.scale), size: Size(units: size * FixedPoint.scale))
    }
}

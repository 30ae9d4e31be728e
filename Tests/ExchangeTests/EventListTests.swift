import Testing

@testable import Exchange

@Suite("List of events")
struct EventListTests {
    private let commands: [Command] = {
        let account = AccountID(index: 0)
        let other = AccountID(index: 1)
        func order(_ account: AccountID, _ side: Side, _ price: Int64, _ size: Int64) -> NewOrder {
            let whole = FixedPoint.scale
            return NewOrder(
                account: account, market: MarketID(index: 0), side: side, price: Price(units: price * whole),
                size: Size(units: size * whole), clientID: "\(side) \(price)")
        }
        return [
            .place([order(account, .buy, 99, 1), order(account, .buy, 98, 2), order(other, .sell, 98, 2)]),
            .tick,
            .placeOne(order(other, .sell, 98, 3)),
            .changeMarket(MarketChange(MarketID(index: 0), markPrice: Price(units: 101 * FixedPoint.scale))),
            .placeOne(order(account, .buy, 98, 5)),
            .cancelAll(account, nil),
        ]
    }()

    private func exchange() throws -> Exchange {
        var exchange = Exchange(markets: [try .test(takerFee: "0.001")])
        for name in ["alice", "bob"] { _ = try exchange.execute(.openAccount(.test(name)), at: .zero) }
        return exchange
    }

    @Test("a list that is used again holds what a new one does")
    func reuse() throws {
        var (fresh, again) = (try exchange(), try exchange())
        var events = EventList()
        var kinds: Set<Int> = []
        for command in commands {
            events.removeAll()
            #expect(events.isEmpty)
            try again.execute(command, at: .zero, into: &events)
            #expect(try Array(events) == fresh.execute(command, at: .zero))
            for entry in events.entries[..<events.count] {
                switch entry {
                case .accepted: kinds.insert(0)
                case .updated: kinds.insert(1)
                case .traded: kinds.insert(2)
                case .other: kinds.insert(3)
                }
            }
        }
        #expect(kinds.count == 4)
        #expect(fresh == again)
    }

    @Test("it gives the events that were put in, in their order")
    func order() throws {
        var exchange = try exchange()
        var all: [Event] = []
        for command in commands { all += try exchange.execute(command, at: .zero) }
        let list = EventList(all)
        #expect(Array(list) == all)
        #expect(list.orderCount + list.tradeCount < list.count)
        #expect(Array(list[2..<5]) == Array(all[2..<5]))
    }

    @Test("one order has the effect of a list of one")
    func oneOrder() throws {
        var (one, list) = (try exchange(), try exchange())
        for command in commands {
            guard case .placeOne(let order) = command else { continue }
            #expect(try one.execute(command, at: .zero) == list.execute(.place([order]), at: .zero))
            #expect(one.digest == list.digest)
        }
        let wrong = NewOrder(
            account: AccountID(index: 7), market: MarketID(index: 0), side: .buy, price: .zero, size: .zero)
        #expect(throws: Rejection(.accountUnknown)) { try one.check(.placeOne(wrong)) }
        #expect(one == list)
    }
}

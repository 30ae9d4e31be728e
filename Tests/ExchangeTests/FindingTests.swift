import Exchange
import Randomness
import Testing

@Suite("Finding")
struct FindingTests {
    private static let clientIDs =
        ["a", "b", "a client id of many bytes", "d\u{e9}", "\u{1F600}"]
        + (0..<500).map { "client \($0)" }

    @Test("open orders are found by number and by client id, whatever was opened and closed before")
    func find() throws {
        var random = SeededRandom(seed: 1)
        var exchange = Exchange(markets: [try .test(maximumOpenOrders: 10_000)])
        let accounts = [AccountID(index: 0), AccountID(index: 1)]
        for name in ["alice", "bob"] {
            _ = try exchange.execute(.openAccount(.test(name)), at: .zero)
        }
        var open: [Order] = []
        for _ in 0..<4000 {
            if let place = open.indices.randomElement(using: &random),
                open.count > 300 || Bool.random(using: &random)
            {
                let order = open.remove(at: place)
                _ = try exchange.execute(.cancel(order.account, [order.id]), at: .zero)
            } else {
                let new = try Self.order(accounts.randomElement(using: &random)!, using: &random)
                let events = try? exchange.execute(.place([new]), at: .zero)
                for case .orderUpdated(let order) in events ?? [] { open.append(order) }
            }
        }
        for number in 1...4000 {
            let id = OrderID(number: Int64(number))
            #expect(exchange.order(id) == open.first { $0.id == id })
        }
        for account in accounts {
            for name in Self.clientIDs {
                let expected = open.first { $0.account == account && $0.clientID == name }
                #expect(exchange.openOrder(clientID: name, of: account) == expected)
            }
        }
    }

    /// An order that rests: nobody sells.
    private static func order(
        _ account: AccountID, using random: inout SeededRandom
    ) throws -> NewOrder {
        NewOrder(
            account: account, market: MarketID(index: 0), side: .buy,
            price: Price(units: Int64.random(in: 90...110, using: &random) * FixedPoint.scale),
            size: try Size("1"), clientID: clientIDs.randomElement(using: &random)!)
    }

    @Test("client ids that look the same are different if their bytes are")
    func lookAlikes() throws {
        var exchange = Exchange(markets: [try .test()])
        _ = try exchange.execute(.openAccount(.test("alice")), at: .zero)
        var new = NewOrder(
            account: AccountID(index: 0), market: MarketID(index: 0), side: .buy, price: try Price("100"),
            size: try Size("1"), clientID: "caf\u{e9}")
        let composed = new
        new.clientID = "cafe\u{301}"
        _ = try exchange.execute(.place([composed, new]), at: .zero)
        #expect(exchange.openOrder(clientID: "caf\u{e9}", of: new.account)?.id == OrderID(number: 1))
        #expect(exchange.openOrder(clientID: "cafe\u{301}", of: new.account)?.id == OrderID(number: 2))
        #expect(throws: Rejection(.clientIDInUse(OrderID(number: 2)))) {
            try exchange.execute(.place([new]), at: .zero)
        }
    }
}

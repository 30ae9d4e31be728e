import Exchange
import Testing

@Suite("The exchange and the reference book")
struct ReferenceBookTests {
    private static let steps = 25_000

    @Test(
        "agree on every trade, every order and every price level over a long random run",
        arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
    func agree(seed: UInt64) throws {
        let rules = try Workload.markets(1)
        var exchange = try Exchange(markets: rules, opening: Workload.accounts())
        var reference = ReferenceBook(rules: rules)
        var workload = Workload(seed: seed, marketCount: 1)
        for step in 1...Self.steps {
            let (command, now) = workload.next()
            let events = try? exchange.execute(command, at: now)
            workload.remember(events ?? [])
            let expected = reference.execute(command)
            guard events.map(Self.happenings) == expected else {
                Issue.record("seed \(seed), step \(step): \(command)\n\(events as Any)\n\(expected as Any)")
                return
            }
            guard step % 10 > 0 || Self.haveEqualBooks(exchange, reference) else {
                Issue.record("seed \(seed), step \(step): the books differ")
                return
            }
        }
    }

    private static func happenings(_ events: [Event]) -> [ReferenceBook.Happening] {
        events.map { event in
            switch event {
            case .accountOpened: .accepted(0)
            case .orderAccepted(let order): .accepted(order.id.number)
            case .orderUpdated(let order): happening(order)
            case .traded(let trade):
                .trade(
                    trade.number, maker: trade.maker.order.number, taker: trade.taker.order.number,
                    trade.price,
                    trade.size)
            }
        }
    }

    private static func happening(_ order: Order) -> ReferenceBook.Happening {
        if let last = order.lastModification, let refusal = last.refusal, last.number == order.sequence {
            return .unchanged(order.id.number, refusal)
        }
        return .order(
            order.id.number, order.price, order.size, filled: order.filled, value: order.filledValue,
            order.status)
    }

    private static func haveEqualBooks(_ exchange: Exchange, _ reference: ReferenceBook) -> Bool {
        exchange.markets.indices.map(MarketID.init).allSatisfy { market in
            let depth = exchange.depth(of: market, levels: .max)
            return depth.bids.elementsEqual(reference.levels(.buy, of: market), by: ==)
                && depth.asks.elementsEqual(reference.levels(.sell, of: market), by: ==)
        }
    }
}

extension Exchange {
    /// An exchange with these accounts, opened at time zero.
    init(markets: [Market], opening accounts: [NewAccount]) throws {
        self.init(markets: markets)
        for account in accounts { _ = try execute(.openAccount(account), at: .zero) }
    }
}

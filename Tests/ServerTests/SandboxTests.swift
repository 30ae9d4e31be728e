import Exchange
import Gateway
import Store
import Support
import Testing

@testable import Server

@Suite struct SandboxTests {
    private static let alice = AccountID(index: 0)
    private static let bob = AccountID(index: 1)
    private static let market = MarketID(index: 0)
    private static let start: Int64 = 1_763_700_000_000

    /// Two accounts that trade, while prices move and minutes pass.
    private static func commands(_ exchange: Exchange) throws -> [Command] {
        func order(_ account: AccountID, _ side: Side, _ clientID: String) throws -> Command {
            let price = exchange.markets[market.index].markPrice
            return .place([
                NewOrder(
                    account: account, market: market, side: side, price: price, size: try Size("0.1"),
                    clientID: clientID)
            ])
        }
        let openings = (0..<2).map {
            SeededAccount(seed: 0, index: $0).opening(balance: Quote(units: 10_000_000_000_000))
        }
        return openings + [
            try order(alice, .buy, "first"), try order(bob, .sell, ""), try order(alice, .buy, "second"),
            .changeMarket(MarketChange(market, indexPrice: try Price("63000"))), .tick, .tick,
        ]
    }

    @Test(
        "every look-up is answered from the ledger",
        arguments: [
            Lookup.named([OrderID(number: 1), OrderID(number: 99)], clientIDs: ["second"], of: alice),
            .page(OrderQuery(account: alice, limit: 10)), .trades(TradeQuery(account: bob, limit: 10)),
            .candles(CandleQuery(market: market, kind: .index, minutes: 0...Int64.max, limit: 9)),
            .funding(FundingQuery(market: market, limit: 10)),
        ])
    func find(_ lookup: Lookup) throws {
        let store = try Store(location: .memory)
        let catalogue = try MarketCatalogue(MarketCatalogue.builtInText)
        var exchange = Exchange(markets: catalogue.markets)
        var plain = PlainLedger()
        for (index, command) in try Self.commands(exchange).enumerated() {
            let now = Timestamp(milliseconds: Self.start + Int64(index) * 60_000)
            let events = try exchange.execute(command, at: now)
            store.append(command, at: now, digest: exchange.digest)
            store.record(events, sequence: store.lastSequence)
            plain.record(events)
        }
        let gateway = Gateway(exchange: exchange, catalogue: catalogue, configuration: Configuration())
        let found = try Sandbox(gateway: gateway, store: store) { _ in }.find(lookup)
        #expect("\(found)" == "\(plain.find(lookup))")
        #expect("\(found)".contains("units:"), "something is found")
    }

    @Test("a turn writes a little of the ledger, and all that is more than may wait")
    func backlog() throws {
        let store = try Store(location: .memory)
        let catalogue = try MarketCatalogue(MarketCatalogue.builtInText)
        var exchange = Exchange(markets: catalogue.markets)
        let opening = try Self.commands(exchange)[0]
        let order = NewOrder(
            account: Self.alice, market: Self.market, side: .buy, timeInForce: .immediateOrCancel,
            price: try Price("60000"), size: try Size("0.1"))
        for command in [opening] + [Command](repeating: .place([order]), count: 9000) {
            let events = try exchange.execute(command, at: Timestamp(milliseconds: Self.start))
            store.append(command, at: .zero, digest: exchange.digest)
            store.record(events, sequence: store.lastSequence)
        }
        let gateway = Gateway(exchange: exchange, catalogue: catalogue, configuration: Configuration())
        let sandbox = Sandbox(gateway: gateway, store: store) { _ in }
        #expect(sandbox.backlog > Sandbox.backlogMaximum + Sandbox.rowsPerTurn)
        try sandbox.writeLedger(rows: Sandbox.rowsPerTurn)
        #expect(sandbox.backlog == Sandbox.backlogMaximum)
        try sandbox.writeLedger(rows: Sandbox.rowsPerTurn)
        #expect(sandbox.backlog == Sandbox.backlogMaximum - Sandbox.rowsPerTurn)
    }
}

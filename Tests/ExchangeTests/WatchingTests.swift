import Exchange
import Testing

@Suite("Watching")
struct WatchingTests {
    private let market = MarketID(index: 0)
    private let alice = AccountID(index: 0)
    private let bob = AccountID(index: 1)
    private let noon = Timestamp(milliseconds: 1000)

    private func exchange(isWatched: Bool) throws -> Exchange {
        var exchange = Exchange(markets: [try .test()])
        for name in ["alice", "bob"] { _ = try exchange.execute(.openAccount(.test(name)), at: noon) }
        exchange.watchBook(of: market, isWatched)
        return exchange
    }

    private func order(_ account: AccountID, _ side: Side, _ size: String, _ price: String) throws -> Command
    {
        .place([
            NewOrder(
                account: account, market: market, side: side, type: .limit, price: try Price(price),
                size: try Size(size), signedAt: noon)
        ])
    }

    /// Two asks at one price, one of them taken and a part of the other, and what is left is cancelled.
    private func commands() throws -> [Command] {
        [
            try order(alice, .sell, "1", "101"), try order(alice, .sell, "2", "101"),
            try order(bob, .buy, "1.5", "101"), .cancelAll(alice, nil), try order(bob, .buy, "1", "99"),
        ]
    }

    @Test("each change has its number, its level and the best prices after it")
    func changes() throws {
        var exchange = try exchange(isWatched: true)
        for command in try commands() { _ = try exchange.execute(command, at: noon) }
        let lines = exchange.takeBookChanges(of: market).map { change in
            let top = [change.top.bid, change.top.ask].map { level in
                level.map { "\($0.size.text)@\($0.price.text)" } ?? "-"
            }
            return "\(change.sequence) \(change.kind) \(change.side) \(change.size.text)@\(change.price.text)"
                + " \(top[0]) \(top[1])"
        }
        #expect(
            lines == [
                "1 inserted sell 1@101 - 1@101", "2 updated sell 3@101 - 3@101",
                "3 updated sell 2@101 - 2@101", "4 updated sell 1.5@101 - 1.5@101",
                "5 deleted sell 0@101 - -", "6 inserted buy 1@99 1@99 -",
            ])
        #expect(exchange.takeBookChanges(of: market).isEmpty)
        #expect(exchange.bookSequence(of: market) == 6)
    }

    @Test("whoever watches changes nothing")
    func isNoState() throws {
        var (watched, other) = (try exchange(isWatched: true), try exchange(isWatched: false))
        for command in try commands() {
            #expect(try watched.execute(command, at: noon) == other.execute(command, at: noon))
        }
        #expect(watched == other)
        #expect(watched.digest == other.digest)
        #expect(other.takeBookChanges(of: market).isEmpty)
        watched.watchBook(of: market, false)
        #expect(watched.takeBookChanges(of: market).isEmpty)
    }
}

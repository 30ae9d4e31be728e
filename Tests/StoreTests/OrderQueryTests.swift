import Exchange
import Randomness
import Testing

@testable import Store

/// Every query is compared with a filter over an array.
@Suite final class OrderQueryTests {
    private let store: Store
    /// In order of their numbers, and of their times, of which several may be equal.
    private let orders: [Order]

    init() throws {
        var random = SeededRandom(seed: 1)
        orders = (1...400).map { number in
            random.order(number, of: AccountID(index: Int(number % 3)), createdAt: 1_000 + number / 4)
        }
        store = try Store.inMemory()
        store.append(.cancelAll(AccountID(index: 0), nil), at: .zero, digest: 0)
        store.record(orders.map { .orderAccepted($0) }, sequence: 1)
    }

    @Test("each filter alone")
    func single() throws {
        let account = AccountID(index: 1)
        let queries =
            [OrderQuery(account: account, limit: 1000), OrderQuery(account: account, limit: 0)]
            + (0..<3).map { OrderQuery(account: account, market: MarketID(index: $0), limit: 1000) }
            + ["", "a", "order-1", "naïve 🦜", "'quoted'", "nul\0inside", "none"].map {
                OrderQuery(account: account, clientID: $0, limit: 1000)
            }
            + Side.allCases.map { OrderQuery(account: account, side: $0, limit: 1000) }
            + StatusFilter.allCases.map { OrderQuery(account: account, status: $0, limit: 1000) }
            + OrderType.allCases.map { OrderQuery(account: account, type: $0, limit: 1000) }
            + (1_000...1_101).map { time in
                OrderQuery(account: account, from: Timestamp(milliseconds: time), limit: 1000)
            }
            + (999...1_100).map { time in
                OrderQuery(account: account, through: Timestamp(milliseconds: time), limit: 1000)
            }
        for query in queries {
            #expect(try store.orders(query) == expected(query), "\(query)")
        }
    }

    @Test("all filters, bounds and limits together", arguments: UInt64(1)...10)
    func combined(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        for _ in 0..<100 {
            let query = query(&random)
            #expect(try store.orders(query) == expected(query), "\(query)")
        }
    }

    @Test("paging back and forth gives every order once and each page again", arguments: [1, 3, 10])
    func paging(limit: Int) throws {
        var query = OrderQuery(account: AccountID(index: 2), side: .buy, limit: limit)
        var pages = [try store.orders(query)]
        while let last = pages.last?.last {
            query.bound = .before(last.id)
            pages.append(try store.orders(query))
        }
        pages.removeLast()
        query.bound = nil
        query.limit = 1000
        #expect(pages.flatMap { $0 } == expected(query))
        query.limit = limit
        for (newer, older) in zip(pages, pages.dropFirst()) {
            query.bound = .after(older[0].id)
            #expect(try store.orders(query) == newer)
        }
    }

    @Test("the newest order of a client id is found, and none for an id that nobody uses")
    func latest() throws {
        let account = AccountID(index: 0)
        let newest = orders.last { $0.account == account && $0.clientID == "a" }
        #expect(newest != nil)
        #expect(try store.latestOrder(clientID: "a", of: account) == newest)
        #expect(try store.latestOrder(clientID: "none", of: account) == nil)
        #expect(try store.latestOrder(clientID: "", of: account) == nil)
        #expect(try store.latestOrder(clientID: "a", of: AccountID(index: 9)) == nil)
    }

    @Test("an order and a client id are found where they wait, in the ledger, and half here and half there")
    func waiting() throws {
        let account = AccountID(index: 0)
        let mine = orders.filter { $0.account == account }
        for limit in [1, 150, 1000] {
            for order in mine { #expect(try store.order(order.id, of: account) == order) }
            #expect(try store.order(orders[0].id, of: account) == nil, "it is another account's")
            for clientID in ["a", "order-1", "naïve 🦜", "nul\0inside"] {
                let newest = mine.last { $0.clientID == clientID }
                #expect(try store.latestOrder(clientID: clientID, of: account) == newest)
            }
            let lookAlike = "nai\u{308}ve 🦜"
            #expect(try store.latestOrder(clientID: lookAlike, of: account) == nil, "it has other bytes")
            try store.writeLedger(limit: limit)
        }
        #expect(store.backlog == 0)
    }

    @Test("a query for a client id uses the index")
    func plan() throws {
        let query = OrderQuery(account: AccountID(index: 0), clientID: "a", limit: 1)
        let plan = try store.rows("EXPLAIN QUERY PLAN \(query.sql)")
        #expect(
            plan.map { $0.split(separator: "|").last } == [
                "SEARCH order_row USING INDEX order_client_id "
                    + "(client_id=? AND <expr>=? AND rowid>? AND rowid<?)"
            ])
    }

    private func query(_ random: inout SeededRandom) -> OrderQuery {
        func maybe<Value>(_ value: Value) -> Value? { Bool.random(using: &random) ? value : nil }
        let number = OrderID(number: Int64.random(in: 0...401, using: &random))
        return OrderQuery(
            account: AccountID(index: Int.random(in: 0...3, using: &random)),
            market: maybe(random.market()), clientID: Int.random(in: 0..<4, using: &random) == 0 ? "a" : nil,
            side: maybe(random.side()), status: maybe(random.choice()),
            type: maybe(random.choice()),
            from: maybe(Timestamp(milliseconds: Int64.random(in: 1_000...1_050, using: &random))),
            through: maybe(Timestamp(milliseconds: Int64.random(in: 1_050...1_100, using: &random))),
            bound: maybe(Bool.random(using: &random) ? .before(number) : .after(number)),
            limit: Int.random(in: 0...20, using: &random))
    }

    private func expected(_ query: OrderQuery) -> [Order] {
        let matching = orders.reversed().filter { Self.matches($0, query) }
        if case .after = query.bound { return matching.suffix(query.limit) }
        return Array(matching.prefix(query.limit))
    }

    private static func matches(_ order: Order, _ query: OrderQuery) -> Bool {
        let isWithinBound =
            switch query.bound {
            case .before(let edge): order.id < edge
            case .after(let edge): order.id > edge
            case nil: true
            }
        let hasStatus =
            switch query.status {
            case .new: order.status == .new
            case .untriggered: order.status == .untriggered
            case .open: order.status == .open
            case .closed: !order.isOpen
            case nil: true
            }
        return isWithinBound && hasStatus && order.account == query.account
            && query.market.map { order.market == $0 } ?? true
            && query.clientID.map { order.clientID == $0 } ?? true
            && query.side.map { order.side == $0 } ?? true
            && query.type.map { order.type == $0 } ?? true
            && query.from.map { order.createdAt >= $0 } ?? true
            && query.through.map { order.createdAt <= $0 } ?? true
    }
}

import Exchange
import Randomness
import Support
import Testing

@testable import Store

@Suite struct LedgerTests {
    @Test("an order that is read back is the order that was written", arguments: UInt64(1)...20)
    func orders(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let store = try Store.inMemory()
        for number in Int64(1)...30 {
            // Twice, so that the update of every column that may change is seen too.
            for _ in 0..<2 {
                let first = random.order(number, of: AccountID(index: 3))
                try store.writeNow([.orderAccepted(first)])
                #expect(try store.order(first.id, of: first.account) == first)
                let second = random.laterState(of: first)
                try store.writeNow([.orderUpdated(second)])
                #expect(try store.order(first.id, of: first.account) == second)
                try store.connection.database.execute("DELETE FROM order_row")
            }
        }
    }

    @Test("a trade that is read back is the trade that was written", arguments: UInt64(1)...20)
    func trades(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let store = try Store.inMemory()
        for number in Int64(1)...30 {
            let trade = random.trade(number)
            try store.writeNow([.traded(trade)])
            #expect(try store.trades(TradeQuery(limit: 1)) == [trade])
        }
    }

    @Test("a candle that waits is replaced by a later one of its minute, and by no other")
    func candles() throws {
        var random = SeededRandom(seed: 7)
        let store = try Store.inMemory()
        let market = MarketID(index: 2)
        let candles = [5, 5, 6, 6, 6].map { random.candle(minute: $0) }
        for (number, candle) in candles.enumerated() {
            store.record([.candleChanged(market, .mark, candle)], at: Int64(number) + 1)
            if number == 3 { store.record([.candleChanged(market, .last, candles[0])], sequence: 4) }
        }
        #expect(store.backlog == 3)
        var query = CandleQuery(market: market, kind: .mark, minutes: 0...10, limit: 2)
        #expect(try store.candles(query) == [candles[1], candles[4]])
        query.kind = .last
        #expect(try store.candles(query) == [candles[0]])
        let later = random.candle(minute: 6)
        store.record([.candleChanged(market, .mark, later)], at: 6)
        query.kind = .mark
        #expect(try store.candles(query) == [candles[1], later])
    }

    @Test("balances and positions wait in one place each, however many trades there are")
    func dense() throws {
        var random = SeededRandom(seed: 8)
        let store = try Store.inMemory()
        let trades = (Int64(1)...200).map { random.trade($0) }
        for trade in trades { store.record([.traded(trade)], at: trade.number) }
        #expect(store.backlog == 200 + 4 + 4 * 3)
        // The same again while a part of it is written.
        try store.writeLedger(limit: 150)
        for trade in trades { store.record([.traded(trade)], at: 200 + trade.number) }
        try store.writeLedger(limit: .max)
        for index in 0..<12 {
            let (account, market) = (AccountID(index: index / 3), MarketID(index: index % 3))
            let fills = trades.filter { $0.market == market }.flatMap { [$0.maker, $0.taker] }
            let last = fills.last { $0.account == account }?.position.units.description
            let rows = try store.rows(
                "SELECT size FROM position_row WHERE account = \(account.index) AND market = \(market.index)")
            #expect(rows == last.map { [$0] } ?? [])
        }
    }

    @Test("an order belongs to its account")
    func otherAccount() throws {
        var random = SeededRandom(seed: 1)
        let store = try Store.inMemory()
        try store.writeNow([.orderAccepted(random.order(1, of: AccountID(index: 1)))])
        #expect(try store.order(OrderID(number: 1), of: AccountID(index: 2)) == nil)
    }

    @Test("an order is read back whichever columns it needs, and whichever it needed before")
    func extents() throws {
        var random = SeededRandom(seed: 6)
        let store = try Store.inMemory()
        for _ in 0..<20 {
            let numbers = Int64(1)...40
            let orders = numbers.map { random.sparseOrder($0) }
            try store.writeNow(orders.map { .orderUpdated($0) })
            for order in orders { #expect(try store.order(order.id, of: order.account) == order) }
        }
        for extent in OrderRow.Extent.allCases {
            #expect((Int64(1)...200).contains { OrderRow.extent(random.sparseOrder($0)) == extent })
        }
    }

    @Test("a trade is read back whichever columns it needs")
    func extentsOfTrades() throws {
        var random = SeededRandom(seed: 9)
        let store = try Store.inMemory()
        let trades = (Int64(1)...200).map { random.sparseTrade($0) }
        try store.writeNow(trades.map { .traded($0) })
        #expect(try store.trades(TradeQuery(limit: 200)) == trades.reversed())
        for extent in TradeRow.Extent.allCases {
            #expect(trades.contains { TradeRow.extent($0) == extent })
        }
    }

    @Test("while it waits, an order takes one place and its newest state is written")
    func coalescing() throws {
        var random = SeededRandom(seed: 2)
        let store = try Store.inMemory()
        let first = random.order(1, of: AccountID(index: 0))
        let second = random.laterState(of: first)
        store.record([.orderAccepted(first), .orderUpdated(second)], at: 1)
        #expect(store.backlog == 1)
        #expect(try store.order(first.id, of: first.account) == second)
        #expect(store.backlog == 1)
        try store.writeLedger(limit: 1)
        #expect(store.backlog == 0)
        #expect(try store.order(first.id, of: first.account) == second)
    }

    @Test("the ledger's mark stays before the oldest entry that has a row waiting")
    func mark() throws {
        var random = SeededRandom(seed: 3)
        let store = try Store.inMemory()
        let orders = (Int64(1)...5).map { random.order($0, of: AccountID(index: 0)) }
        for order in orders { store.record([.orderAccepted(order)], at: order.id.number) }
        try store.writeLedger(limit: 2)
        #expect(store.backlog == 3)
        #expect(store.ledgerSequence == 2)
        store.record([.orderUpdated(random.laterState(of: orders[3]))], at: 6)
        store.record([.orderUpdated(random.laterState(of: orders[0]))], at: 7)
        #expect(store.backlog == 4)
        try store.writeLedger(limit: 3)
        #expect(store.ledgerSequence == 6)
        try store.writeLedger(limit: 1)
        #expect(store.backlog == 0)
        #expect(store.ledgerSequence == 7)
        #expect(try store.rows("SELECT sequence FROM ledger_mark") == ["7"])
    }

    @Test("an entry without events moves the mark too")
    func emptyEntry() throws {
        let store = try Store.inMemory()
        store.record([], at: 1)
        try store.writeLedger(limit: 1)
        #expect(store.ledgerSequence == 1)
    }

    @Test("writing in small pieces ends with what writing at once gives", arguments: [1, 2, 3, 7, 50])
    func pieces(limit: Int) throws {
        let whole = try Store.inMemory()
        let pieces = try Store.inMemory()
        for (number, events) in history(60, seed: 4).enumerated() {
            whole.record(events, at: Int64(number) + 1)
            pieces.record(events, at: Int64(number) + 1)
            try pieces.writeLedger(limit: limit)
        }
        try whole.writeLedger(limit: .max)
        while pieces.backlog > 0 { try pieces.writeLedger(limit: limit) }
        #expect(try pieces.contents() == whole.contents())
        #expect(try !whole.contents().isEmpty)
    }

    @Test("after a sudden end a replay completes the ledger", arguments: [1, 10, 35, 1000])
    func recovery(limit: Int) throws {
        let folder = try TemporaryFolder()
        let history = history(60, seed: 5)
        let store = try Store.open(folder.path())
        for (number, events) in history.enumerated() {
            store.record(events, at: Int64(number) + 1)
            try store.commit()
            if number == 20 || number == 40 { try store.writeLedger(limit: limit) }
        }
        try folder.copyAsAfterCrash(to: "copy.db")
        let copy = try Store.open(folder.path("copy.db"))
        #expect(copy.ledgerSequence < 60)
        try copy.replay { entry throws(DatabaseError) in
            copy.record(history[Int(entry.sequence) - 1], sequence: entry.sequence)
            if entry.sequence.isMultiple(of: 13) { try copy.writeLedger(limit: 5) }
        }
        try store.writeLedger(limit: .max)
        try copy.writeLedger(limit: .max)
        #expect(copy.ledgerSequence == 60)
        #expect(try copy.contents() == store.contents())
    }

    @Test("writing the ledger commits the commands that it follows from")
    func oneTransaction() throws {
        let folder = try TemporaryFolder()
        let store = try Store.open(folder.path())
        store.record([], at: 1)
        try store.writeLedger(limit: 1)
        try folder.copyAsAfterCrash(to: "copy.db")
        let copy = try Store.open(folder.path("copy.db"))
        #expect(copy.lastSequence == 1)
        #expect(copy.ledgerSequence == 1)
    }

    @Test("when the database is full the rows stay queued until there is room")
    func full() throws {
        let store = try Store.inMemory()
        let reference = try Store.inMemory()
        for (number, events) in history(300, seed: 6).enumerated() {
            store.record(events, at: Int64(number) + 1)
            reference.record(events, at: Int64(number) + 1)
        }
        try store.commit()
        let pages = try store.rows("PRAGMA page_count")[0]
        _ = try store.rows("PRAGMA max_page_count = \(pages)")
        let backlog = store.backlog
        #expect(databaseError { try store.writeLedger(limit: .max) }?.kind == .full)
        #expect(store.backlog == backlog)
        #expect(store.ledgerSequence == 0)
        _ = try store.rows("PRAGMA max_page_count = 1000000")
        try store.writeLedger(limit: .max)
        try reference.writeLedger(limit: .max)
        #expect(try store.contents() == reference.contents())
    }

    /// Accounts first, then orders that come and change, and trades.
    private func history(_ count: Int, seed: UInt64) -> [[Event]] {
        var random = SeededRandom(seed: seed)
        var orders: [Order] = []
        return (0..<count).map { index in
            if index < 4 { return [.accountOpened(account(index))] }
            if index % 5 == 0 { return [.traded(random.trade(Int64(index)))] }
            if index % 7 == 0 {
                let candle = random.candle(minute: Int64(index / 20))
                return [
                    .candleChanged(random.market(), random.choice(), candle),
                    .fundingRecorded(random.fundingRecord(at: Int64(index))),
                ]
            }
            if index % 3 == 0, let order = orders.randomElement(using: &random) {
                return [.orderUpdated(random.laterState(of: order))]
            }
            orders.append(random.order(Int64(index), of: AccountID(index: index % 4)))
            return [.orderAccepted(orders.last!)]
        }
    }

    private func account(_ index: Int) -> Account {
        Account(
            NewAccount(
                address: "0x\(index)", publicKey: "0xa", l1Address: "", balance: Quote(units: Int128(index)),
                parent: index == 3 ? AccountID(index: 0) : nil),
            id: AccountID(index: index), createdAt: .zero, marketCount: 3)
    }
}

extension SeededRandom {
    /// The same order with new values in everything that may change.
    fileprivate mutating func laterState(of order: Order) -> Order {
        let other = self.order(order.id.number, of: order.account)
        let new = NewOrder(
            account: order.account, market: order.market, side: order.side, type: order.type,
            timeInForce: order.timeInForce, selfTradePrevention: order.selfTradePrevention,
            isReduceOnly: order.isReduceOnly, isInteractive: order.isInteractive, price: other.price,
            averagePriceLimit: order.averagePriceLimit, triggerPrice: other.triggerPrice, size: other.size,
            clientID: order.clientID, signedAt: order.signedAt)
        return Order(
            restored: new, id: order.id, createdAt: order.createdAt, updatedAt: other.updatedAt,
            sequence: other.sequence, remaining: other.remaining, filledValue: other.filledValue,
            status: other.status, triggerDirection: order.triggerDirection,
            lastModification: other.lastModification)
    }
}

extension SeededRandom {
    /// An order that says little more than that it is there, or that it traded, or something else in addition.
    fileprivate mutating func sparseOrder(_ number: Int64) -> Order {
        let rarely = { (random: inout SeededRandom) in Int.random(in: 0..<8, using: &random) == 0 }
        let size = Int64.random(in: 0...1_000, using: &self)
        let sequence = int64()
        let updated = rarely(&self) ? timestamp() : Timestamp(milliseconds: sequence / 1_000_000)
        let created = flag() ? updated : timestamp()
        let signed = created.milliseconds &- Int64.random(in: -1 << 43...1 << 43, using: &self)
        let new = NewOrder(
            account: AccountID(index: 3), market: market(), side: side(), type: choice(), price: price(),
            averagePriceLimit: rarely(&self) ? price() : .zero,
            triggerPrice: rarely(&self) ? price() : .zero,
            size: Size(units: size), clientID: rarely(&self) ? text() : "",
            signedAt: rarely(&self) ? timestamp() : Timestamp(milliseconds: signed))
        let filled = flag() ? 0 : flag() ? size : Int64.random(in: 0...size, using: &self)
        return Order(
            restored: new, id: OrderID(number: number), createdAt: created,
            updatedAt: updated, sequence: sequence, remaining: Size(units: size - filled),
            filledValue: Int128(filled) * Int128(flag() ? new.price.units : 64_000)
                + (rarely(&self) ? 1 : 0),
            status: filled == size && !rarely(&self) ? .filled : status(),
            triggerDirection: maybe { $0.choice() },
            lastModification: rarely(&self) ? modification() : nil)
    }

    /// A trade of which little more is to be said than that two orders met.
    fileprivate mutating func sparseTrade(_ number: Int64) -> Trade {
        let at = timestamp()
        func fill(of account: Int, orderedAt: Timestamp, _ random: inout SeededRandom) -> Fill {
            let rarely = { (random: inout SeededRandom) in Int.random(in: 0..<16, using: &random) == 0 }
            return Fill(
                order: OrderID(number: random.int64()),
                orderedAt: rarely(&random) ? random.timestamp() : orderedAt,
                account: AccountID(index: account), clientID: rarely(&random) ? random.text() : "",
                isInteractive: random.flag(), fee: random.quote(),
                realizedPnL: rarely(&random) ? random.quote() : .zero,
                realizedFunding: rarely(&random) ? random.quote() : .zero,
                remaining: random.flag() ? .zero : Size(units: random.int64()),
                position: SignedSize(units: random.int128()), balance: random.quote())
        }
        return Trade(
            number: number, kind: choice(), market: market(), price: price(), size: Size(units: int64()),
            takerSide: side(), at: at, indexPrice: price(), bookSequence: int64(),
            fundingIndex: FundingIndex(units: int128()),
            maker: fill(of: 0, orderedAt: timestamp(), &self), taker: fill(of: 1, orderedAt: at, &self))
    }
}

extension Store {
    /// Appends some command with the given number and records its events.
    fileprivate func record(_ events: [Event], at sequence: Int64) {
        append(.cancelAll(AccountID(index: 0), nil), at: .zero, digest: 0)
        #expect(lastSequence == sequence)
        record(events, sequence: sequence)
    }

    fileprivate func writeNow(_ events: [Event]) throws {
        record(events, at: lastSequence + 1)
        try writeLedger(limit: .max)
    }
}

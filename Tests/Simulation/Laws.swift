import Exchange

/// What is expected to hold and does not.
struct Violation: Error {
    let law: String
    let details: String

    init(_ law: String, _ details: String = "") {
        self.law = law
        self.details = details
    }
}

func require(_ claim: Bool, _ law: String, _ details: @autoclosure () -> String = "") throws(Violation) {
    guard claim else { throw Violation(law, details()) }
}

func require<Value: Equatable>(
    _ found: Value, is expected: Value, _ law: String
) throws(Violation) {
    guard found == expected else { throw Violation(law, "expected \(expected)\nfound    \(found)") }
}

/// Laws that need no second exchange: the state contradicts itself where they do not hold.
struct Laws {
    private var lastSequence: Int64 = 0

    mutating func check(_ exchange: Exchange, _ events: [Event]) throws(Violation) {
        try checkSequences(exchange, events)
        try checkMoney(exchange)
        try checkPositions(exchange)
        try checkBooks(exchange)
        for account in exchange.accounts { try checkOpenOrders(exchange, account) }
        try checkDeadline(exchange)
    }

    /// A tick does what is due: a server that waits for the next deadline does not turn for ever.
    private func checkDeadline(_ exchange: Exchange) throws(Violation) {
        guard let next = exchange.nextDeadline, next <= exchange.now else { return }
        var woken = exchange
        _ = try? woken.execute(.tick, at: exchange.now)
        guard let next = woken.nextDeadline else { return }
        try require(next > exchange.now, "a tick does what is due", "\(next) at \(exchange.now)")
    }

    private mutating func checkSequences(_ exchange: Exchange, _ events: [Event]) throws(Violation) {
        for event in events {
            switch event {
            case .orderAccepted(let order), .orderUpdated(let order):
                try require(order.sequence > lastSequence, "update numbers grow", "\(order)")
                try require(order.updatedAt, is: exchange.now, "an update has the time of its command")
                lastSequence = order.sequence
            default: break
            }
        }
    }

    private func checkMoney(_ exchange: Exchange) throws(Violation) {
        let deposits = exchange.accounts.reduce(Quote.zero) { $0 + $1.deposit }
        let held = exchange.accounts.reduce(exchange.feesCollected + exchange.fundingCollected) {
            sum, account in
            account.positions.reduce(sum + account.balance) { $0 - $1.cost }
        }
        try require(held, is: deposits, "funds are conserved")
    }

    private func checkPositions(_ exchange: Exchange) throws(Violation) {
        for market in exchange.markets.indices {
            let sizes = exchange.accounts.map { $0.positions[market].size.units }
            try require(sizes.reduce(0, +), is: 0, "what one is long another is short")
            try require(
                exchange.statistics[market].openInterest, is: sizes.reduce(0) { $0 + max(0, $1) },
                "open interest is the sum of longs")
        }
    }

    /// A book is not crossed, and its depth is the sum of what rests.
    private func checkBooks(_ exchange: Exchange) throws(Violation) {
        let orders = exchange.accounts.flatMap { exchange.openOrders(of: $0.id, in: nil) }
        for market in exchange.markets.indices.map(MarketID.init) {
            let depth = exchange.depth(of: market, levels: .max)
            if let bid = depth.bids.first, let ask = depth.asks.first {
                try require(bid.price < ask.price, "a book is not crossed", "\(bid) \(ask)")
            }
            for (side, levels) in [(Side.buy, depth.bids), (.sell, depth.asks)] {
                var sums: [Price: Int64] = [:]
                for order in orders
                where order.market == market && order.side == side && order.status == .open {
                    sums[order.price, default: 0] += order.remaining.units
                }
                let isSorted = zip(levels, levels.dropFirst()).allSatisfy {
                    ($0.price > $1.price) == (side == .buy)
                }
                try require(isSorted, "levels are sorted, the best first")
                let shown = Dictionary(levels.map { ($0.price, $0.size.units) }) { $0 + $1 }
                try require(shown, is: sums, "the depth is the sum of the resting orders")
            }
        }
    }

    /// An account's lists, counts and client ids tell of the same orders.
    private func checkOpenOrders(_ exchange: Exchange, _ account: Account) throws(Violation) {
        let orders = exchange.openOrders(of: account.id, in: nil)
        try require(orders.isEmpty, is: !account.hasOpenOrders, "open orders are listed")
        let isOwn = orders.allSatisfy {
            $0.account == account.id
                && ($0.status == .open || $0.status == .untriggered && $0.filled == .zero)
        }
        try require(isOwn, "a listed order is the account's and open")
        let isSorted = zip(orders, orders.dropFirst()).allSatisfy { $0.id > $1.id }
        try require(isSorted, "open orders are sorted, the newest first")
        for order in orders { try require(exchange.order(order.id), is: order, "open orders have numbers") }
        for market in exchange.markets.indices {
            let own = orders.filter { $0.market.index == market }
            try require(own.count, is: account.standings[market].openOrderCount, "open orders are counted")
            try require(
                own.count { $0.isReduceOnly }, is: account.standings[market].reduceOnlyCount,
                "reduce-only orders are counted")
        }
        let named = orders.filter { !$0.clientID.isEmpty }.map { ($0.clientID, $0.id) }
        let found = Workload.clientIDs.compactMap { name in
            exchange.openOrder(clientID: name, of: account.id).map { (name, $0.id) }
        }
        try require(
            Dictionary(uniqueKeysWithValues: found), is: Dictionary(named) { _, last in last },
            "client ids are those of open orders")
    }
}

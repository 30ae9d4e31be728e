// A reduce-only order may not be larger than the position it reduces, less what the account's own orders
// ahead of it on the same side will already have taken away when its turn comes.
//
// Source: the exchange's documentation of order instructions, with its scenarios as tests.

extension Exchange {
    /// Whether the account's position has room for a reduce-only order behind those ahead of it.
    ///
    /// - Parameter arrival: the place that the order keeps at its price; nil if it would queue last.
    func fitsPosition(_ order: Order, arrival: Int64?) -> Bool {
        let entry = OrderSlab.Entry(order, arrival: arrival ?? .max)
        let ahead = queue(of: order.account, in: order.market, order.side)
            .filter { $0.order.id != order.id && $0.isAhead(of: entry) }
        let taken = ahead.reduce(0) { $0 + Int128($1.order.remaining.units) }
        return taken + Int128(order.remaining.units) <= reducible(by: order.side, order.account, order.market)
    }

    /// Closes the reduce-only orders that these events have left without a position to reduce.
    ///
    /// - Parameter start: the place of the first of these events; the last is the last so far.
    mutating func closeVoidReduceOnlyOrders(from start: Int, into events: inout EventList) {
        guard resting.reduceOnlyCount > 0 else { return }
        for index in start..<events.count {
            guard case .updated(let place) = events.entries[index] else { continue }
            let (account, market) = (events.orders[place].account, events.orders[place].market)
            guard accounts[account.index].standings[market.index].reduceOnlyCount > 0 else { continue }
            closeVoidReduceOnlyOrders(of: account, in: market, into: &events)
        }
    }

    private mutating func closeVoidReduceOnlyOrders(
        of account: AccountID, in market: MarketID, into events: inout EventList
    ) {
        for side in Side.allCases {
            let room = reducible(by: side, account, market)
            var taken: Int128 = 0
            for order in queue(of: account, in: market, side).map(\.order) {
                let units = Int128(order.remaining.units)
                if order.isReduceOnly, taken + units > room, let slot = resting.slot(of: order.id) {
                    close(slot, .reduceOnlyWouldIncrease, into: &events)
                } else {
                    taken += units
                }
            }
        }
    }

    /// How much of the account's position an order of this side can take away, in 10⁻⁸.
    func reducible(by side: Side, _ account: AccountID, _ market: MarketID) -> Int128 {
        let position = accounts[account.index].positions[market.index].size.units
        return max(0, side == .sell ? position : -position)
    }

    /// The account's resting orders of one side, the one that is matched first at the front.
    private func queue(of account: AccountID, in market: MarketID, _ side: Side) -> [OrderSlab.Entry] {
        var queue: [OrderSlab.Entry] = []
        var next = accounts[account.index].openOrders.oldest
        while next != .none {
            let order = resting[next].order
            if order.market == market, order.side == side, order.status == .open {
                queue.append(resting[next])
            }
            next = resting[next].newer
        }
        return queue.sorted { $0.isAhead(of: $1) }
    }
}

extension OrderSlab.Entry {
    /// Whether this order is matched before another of its side: a better price, or as good and earlier in
    /// the queue, which a modified order joins anew. A market order takes any price.
    fileprivate func isAhead(of other: OrderSlab.Entry) -> Bool {
        guard order.type.hasLimit == other.order.type.hasLimit else { return other.order.type.hasLimit }
        return order.price == other.order.price
            ? arrival < other.arrival : order.side.prefers(order.price, to: other.order.price)
    }
}

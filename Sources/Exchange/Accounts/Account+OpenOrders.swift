extension Account {
    /// Counts an order that begins to rest.
    ///
    /// A modified order comes back with its old number, so the place is not always the end.
    mutating func add(_ order: Order) {
        openOrders.insert(order.id, at: position(of: order.id))
        openOrderCounts[order.market.index] += 1
        if order.isReduceOnly { reduceOnlyCounts[order.market.index] += 1 }
        if !order.clientID.isEmpty { openOrdersByClientID[order.clientID] = order.id }
    }

    /// Forgets an order that no longer rests.
    mutating func remove(_ order: Order) {
        openOrders.remove(at: position(of: order.id))
        openOrderCounts[order.market.index] -= 1
        if order.isReduceOnly { reduceOnlyCounts[order.market.index] -= 1 }
        if !order.clientID.isEmpty { openOrdersByClientID[order.clientID] = nil }
    }

    /// Where the number is in `openOrders`, or would have to be inserted.
    private func position(of id: OrderID) -> Int {
        guard let last = openOrders.last, id <= last else { return openOrders.count }
        var low = 0
        var high = openOrders.count
        while low < high {
            let middle = (low + high) / 2
            if openOrders[middle] < id { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// The orders of one market that wait for the mark price, in the order in which it reaches them.
struct TriggerQueue: Equatable {
    private struct Entry: Equatable {
        let price: Price
        let order: OrderID
    }

    /// Fired from the end: the lowest trigger price is last, and of equal ones the oldest order.
    private var above: [Entry] = []
    /// Fired from the end: the highest trigger price is last, and of equal ones the oldest order.
    private var below: [Entry] = []

    mutating func add(_ order: Order) {
        guard let direction = order.triggerDirection else {
            preconditionFailure("a waiting order has a trigger")
        }
        let entry = Entry(price: order.triggerPrice, order: order.id)
        if direction == .above {
            above.insert(entry, at: Self.position(of: entry, in: above) { $0.price > $1.price })
        } else {
            below.insert(entry, at: Self.position(of: entry, in: below) { $0.price < $1.price })
        }
    }

    mutating func remove(_ order: Order) {
        let entry = Entry(price: order.triggerPrice, order: order.id)
        if order.triggerDirection == .above {
            above.remove(at: Self.position(of: entry, in: above) { $0.price > $1.price })
        } else {
            below.remove(at: Self.position(of: entry, in: below) { $0.price < $1.price })
        }
    }

    /// The order that this mark price fires first; nil if it fires none.
    func next(at mark: Price) -> OrderID? {
        if let entry = above.last, TriggerDirection.above.fires(entry.price, at: mark) { return entry.order }
        if let entry = below.last, TriggerDirection.below.fires(entry.price, at: mark) { return entry.order }
        return nil
    }

    /// Where the entry is, or would have to be inserted.
    private static func position(
        of entry: Entry, in entries: [Entry], isLater: (Entry, Entry) -> Bool
    ) -> Int {
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            let other = entries[middle]
            let isBehind = other.price == entry.price ? other.order > entry.order : isLater(other, entry)
            if isBehind { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

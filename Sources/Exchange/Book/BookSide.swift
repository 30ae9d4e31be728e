/// The bids or the asks of a book: price levels, none of them empty.
///
/// Levels are kept best-last, so that taking the best away is `removeLast` and the busy end of the book is
/// the cheap end of the array.
struct BookSide: Equatable {
    let side: Side
    private(set) var levels: [PriceLevel] = []

    init(_ side: Side) { self.side = side }

    var best: PriceLevel? { levels.last }

    /// Puts an order at the back of the queue at its price.
    mutating func append(_ slot: Slot, in orders: inout OrderSlab) {
        let price = orders[slot].order.price
        let index = position(of: price)
        if index == levels.count || levels[index].price != price {
            levels.insert(PriceLevel(price: price), at: index)
        }
        levels[index].append(slot, in: &orders)
    }

    /// Takes an order out of its queue, and its price away when it was the last one there.
    mutating func remove(_ slot: Slot, in orders: inout OrderSlab) {
        let index = position(of: orders[slot].order.price)
        levels[index].remove(slot, in: &orders)
        if levels[index].isEmpty { levels.remove(at: index) }
    }

    /// Less remains of an order at this price.
    mutating func reduce(at price: Price, by size: Size) {
        levels[position(of: price)].reduce(by: size)
    }

    /// What rests at this price; nil for nothing.
    func level(at price: Price) -> PriceLevel? {
        let index = position(of: price)
        return index < levels.count && levels[index].price == price ? levels[index] : nil
    }

    /// Where the level of this price is, or would have to be inserted.
    private func position(of price: Price) -> Int {
        var low = 0
        var high = levels.count
        while low < high {
            let middle = (low + high) / 2
            if side.prefers(price, to: levels[middle].price) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension Side {
    /// Whether a resting order of this side at `price` is matched before one at `other`.
    func prefers(_ price: Price, to other: Price) -> Bool {
        self == .buy ? price > other : price < other
    }

    /// Whether an incoming order of this side with this limit may trade at `price`.
    func accepts(_ price: Price, limit: Price) -> Bool {
        self == .buy ? price <= limit : price >= limit
    }
}

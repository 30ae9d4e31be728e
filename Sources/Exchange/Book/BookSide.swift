/// The bids or the asks of a book: price levels, none of them empty.
///
/// Levels are kept best-last, so that taking the best away is `removeLast` and the busy end of the book is
/// the cheap end of the array.
struct BookSide: Equatable {
    let side: Side
    private(set) var levels: [PriceLevel] = []
    /// The levels' prices, those of asks negated so that they increase too: searching reads these alone.
    private var ranks: [Int64] = []

    init(_ side: Side) { self.side = side }

    var best: PriceLevel? { levels.last }

    /// Puts an order at the back of the queue at its price.
    mutating func append(_ slot: Slot, in orders: inout OrderSlab) {
        let price = orders[slot].order.price
        let index = position(of: price)
        if index == ranks.count || ranks[index] != rank(of: price) {
            levels.insert(PriceLevel(price: price), at: index)
            ranks.insert(rank(of: price), at: index)
        }
        levels[index].append(slot, in: &orders)
    }

    /// Takes an order out of its queue, and its price away when it was the last one there.
    mutating func remove(_ slot: Slot, in orders: inout OrderSlab) {
        let index = position(of: orders[slot].order.price)
        levels[index].remove(slot, in: &orders)
        guard levels[index].isEmpty else { return }
        levels.remove(at: index)
        ranks.remove(at: index)
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
        let rank = rank(of: price)
        var low = 0
        var length = ranks.count
        // Without a branch that depends on a price, which a processor guesses wrong half of the time.
        while length > 1 {
            let half = length >> 1
            low = ranks[low + half - 1] < rank ? low + half : low
            length -= half
        }
        return length == 1 && ranks[low] < rank ? low + 1 : low
    }

    private func rank(of price: Price) -> Int64 { side == .buy ? price.units : -price.units }
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

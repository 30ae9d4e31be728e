/// The bids or the asks of a book: price levels, none of them empty.
///
/// Sorted are the prices alone, best last, so that taking the best away is `removeLast` and the busy end of the
/// book is the cheap end of the list. The levels stay where they are, so that an order can name its own.
struct BookSide: Equatable {
    let side: Side
    /// A level's price as a number that is the greater the better it is, and where the level is.
    private var ranks: [Int64] = []
    private var places: [Int32] = []
    /// In no order; some are free.
    private var levels: [PriceLevel] = []
    private var freePlaces: [Int32] = []

    init(_ side: Side) { self.side = side }

    /// How many prices something rests at.
    var count: Int { ranks.count }

    /// The level of the best price.
    var best: PriceLevel? { places.last.map { levels[Int($0)] } }

    /// A level by the place of its price from the best on, from 0.
    subscript(fromBest index: Int) -> PriceLevel { levels[Int(places[places.count - 1 - index])] }

    /// Puts an order at the back of the queue at its price.
    mutating func append(_ slot: Slot, arrival: Int64, in orders: inout OrderSlab) {
        let price = orders[slot].order.price
        let rank = rank(of: price)
        let index = position(of: rank)
        if index == ranks.count || ranks[index] != rank {
            places.insert(place(for: PriceLevel(price: price)), at: index)
            ranks.insert(rank, at: index)
        }
        levels[Int(places[index])].append(slot, at: places[index], arrival, in: &orders)
    }

    /// Takes an order out of its queue, and its price away when it was the last one there.
    mutating func remove(_ slot: Slot, in orders: inout OrderSlab) {
        let place = orders[slot].level
        levels[Int(place)].remove(slot, in: &orders)
        guard levels[Int(place)].isEmpty else { return }
        freePlaces.append(place)
        let index =
            places.last == place ? places.count - 1 : position(of: rank(of: levels[Int(place)].price))
        places.remove(at: index)
        ranks.remove(at: index)
    }

    /// Less remains of an order.
    mutating func reduce(_ slot: Slot, by size: Size, in orders: OrderSlab) {
        levels[Int(orders[slot].level)].reduce(by: size)
    }

    /// What rests at this price; nil for nothing.
    func level(at price: Price) -> PriceLevel? {
        let index = position(of: rank(of: price))
        return index < ranks.count && ranks[index] == rank(of: price) ? levels[Int(places[index])] : nil
    }

    private mutating func place(for level: PriceLevel) -> Int32 {
        guard let place = freePlaces.popLast() else {
            levels.append(level)
            return Int32(levels.count - 1)
        }
        levels[Int(place)] = level
        return place
    }

    /// Where the price of this rank is, or would have to be inserted.
    private func position(of rank: Int64) -> Int {
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

/// The orders resting at one price: first come, first served.
///
/// The queue is a list linked through the slab's entries, so that leaving it takes the same time anywhere.
struct PriceLevel: Equatable {
    let price: Price
    private(set) var first = Slot.none
    private(set) var last = Slot.none
    /// What remains of all orders here, in 10⁻⁸; 128 bits, so that no number of orders can overflow it.
    private var units: Int128 = 0

    init(price: Price) { self.price = price }

    var isEmpty: Bool { first == .none }

    var hasOneOrder: Bool { !isEmpty && first == last }

    /// What remains of all orders here; a sum beyond the range of `Size` becomes the greatest size.
    var size: Size { Size(units: Int64(clamping: units)) }

    /// Puts an order at the back of the queue.
    ///
    /// - Parameter place: where its book side keeps this level.
    mutating func append(_ slot: Slot, at place: Int32, _ arrival: Int64, in orders: inout OrderSlab) {
        orders[slot].join(place, after: last, arrival)
        if last == .none { first = slot } else { orders[last].next = slot }
        last = slot
        units += Int128(orders[slot].order.remaining.units)
    }

    /// Takes an order out of the queue.
    mutating func remove(_ slot: Slot, in orders: inout OrderSlab) {
        let previous = orders[slot].previous
        let next = orders[slot].next
        if previous == .none { first = next } else { orders[previous].next = next }
        if next == .none { last = previous } else { orders[next].previous = previous }
        reduce(by: orders[slot].order.remaining)
    }

    /// Less remains of one of the orders.
    mutating func reduce(by size: Size) {
        units -= Int128(size.units)
    }
}

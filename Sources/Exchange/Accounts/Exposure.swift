/// What an account's resting orders in one market come to.
struct Exposure: Equatable, Sendable {
    /// What remains of all buys, in 10⁻⁸.
    private(set) var buys: Int128 = 0
    /// What remains of all sells, in 10⁻⁸.
    private(set) var sells: Int128 = 0
    /// What would be lost at once if all orders that are priced worse than the mark traded, in 10⁻¹⁶.
    private(set) var openLoss: Int128 = 0

    // Inlined, so that an order is read where it is and not copied.

    /// Counts what remains of an order, at this mark price.
    @inline(__always)
    mutating func add(_ order: Order, at mark: Price) {
        count(order.side, order.remaining, order.lossPerUnit(at: mark))
    }

    /// Counts that so much of an order is gone.
    @inline(__always)
    mutating func remove(_ order: Order, _ size: Size, at mark: Price) {
        count(order.side, Size(units: -size.units), order.lossPerUnit(at: mark))
    }

    @inline(__always)
    mutating func remove(_ order: Order, at mark: Price) { remove(order, order.remaining, at: mark) }

    private mutating func count(_ side: Side, _ size: Size, _ lossPerUnit: Int64) {
        if side == .buy { buys += Int128(size.units) } else { sells += Int128(size.units) }
        if lossPerUnit > 0 { openLoss += lossPerUnit.times(size.units) }
    }

    /// The largest position, either way, that position and orders can become, in 10⁻⁸.
    func openSize(with position: SignedSize) -> Int128 {
        max(0, buys + position.units, sells - position.units)
    }

    /// What remains of the orders of one side, in 10⁻⁸.
    func size(of side: Side) -> Int128 { side == .buy ? buys : sells }
}

extension Order {
    /// How much worse than the mark price the limit is; zero for an order without one.
    @inline(__always)
    fileprivate func lossPerUnit(at mark: Price) -> Int64 {
        guard type.hasLimit else { return 0 }
        let difference = price.units - mark.units
        return max(0, side == .buy ? difference : -difference)
    }
}

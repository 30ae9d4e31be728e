/// What an account's resting orders in one market come to.
struct Exposure: Equatable, Sendable {
    /// What remains of all buys, in 10⁻⁸.
    private(set) var buys: Int128 = 0
    /// What remains of all sells, in 10⁻⁸.
    private(set) var sells: Int128 = 0
    /// What would be lost at once if all orders that are priced worse than the mark traded, in 10⁻¹⁶.
    private(set) var openLoss: Int128 = 0

    /// Counts what remains of an order, at this mark price.
    mutating func add(_ order: Order, at mark: Price) { add(order, order.remaining, at: mark) }

    mutating func remove(_ order: Order, at mark: Price) { remove(order, order.remaining, at: mark) }

    mutating func add(_ order: Order, _ size: Size, at mark: Price) {
        count(order.side, Int128(size.units))
        openLoss += Int128(order.lossPerUnit(at: mark)) * Int128(size.units)
    }

    mutating func remove(_ order: Order, _ size: Size, at mark: Price) {
        count(order.side, -Int128(size.units))
        openLoss -= Int128(order.lossPerUnit(at: mark)) * Int128(size.units)
    }

    private mutating func count(_ side: Side, _ units: Int128) {
        if side == .buy { buys += units } else { sells += units }
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
    fileprivate func lossPerUnit(at mark: Price) -> Int64 {
        guard type.hasLimit else { return 0 }
        let difference = price.units - mark.units
        return max(0, side == .buy ? difference : -difference)
    }
}

// What one side of a book offers to someone who looks at it from the best price on.

extension BookSide {
    /// The best levels, those that `tick` cannot tell apart taken together: bids at the next lower multiple,
    /// asks at the next higher one.
    func depth(levels count: Int, tick: Price) -> [(price: Price, size: Size)] {
        var depth: [(price: Price, size: Int128)] = []
        for index in 0..<self.count {
            let level = self[fromBest: index]
            let price = rounded(level.price, to: tick)
            if let last = depth.last, last.price == price {
                depth[depth.count - 1].size += Int128(level.size.units)
            } else {
                guard depth.count < count else { break }
                depth.append((price, Int128(level.size.units)))
            }
        }
        return depth.map { ($0.price, Size(units: Int64(clamping: $0.size))) }
    }

    /// Never a better price than the level has.
    private func rounded(_ price: Price, to tick: Price) -> Price {
        let past = price.units % tick.units
        guard past > 0 else { return price }
        let below = Int128(price.units - past)
        return Price(units: Int64(clamping: side == .buy ? below : below + Int128(tick.units)))
    }

    /// The average price of taking so much, nearest; nil if there is less.
    func averagePrice(of size: Size) -> Price? {
        var missing = size.units
        var value: Int128 = 0
        for index in 0..<count {
            guard missing > 0 else { break }
            let level = self[fromBest: index]
            let part = min(level.size.units, missing)
            value += level.price.units.times(part)
            missing -= part
        }
        guard missing == 0, size > .zero else { return nil }
        return Price(units: Int64(clamping: Rounding.nearest.quotient(value, Int128(size.units))))
    }
}

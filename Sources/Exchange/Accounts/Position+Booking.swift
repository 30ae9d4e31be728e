extension Position {
    /// Settles the funding up to an index.
    mutating func settleFunding(_ funding: Quote, at index: FundingIndex) {
        if size != .zero { realizedFunding += funding }
        fundingIndex = index
    }

    /// Buys or sells; what goes against the position closes it first.
    ///
    /// - Returns: what the closed part has gained. Exactly: over both sides of a trade, gains and costs add
    ///   up to nothing, to the last 10⁻⁸.
    mutating func apply(_ side: Side, _ size: Size, _ value: Quote, at now: Timestamp) -> Quote {
        let units = side == .buy ? Int128(size.units) : -Int128(size.units)
        updatedAt = now
        let closes = self.size != .zero && (self.size.units > 0) != (units > 0)
        guard closes else {
            if self.size == .zero { begin(side, at: now) }
            add(units, value)
            return .zero
        }
        let part = min(self.size.units.magnitudeSigned, units.magnitudeSigned)
        let partValue = value.part(part, of: Int128(size.units))
        let gained = close(part, partValue, at: now)
        let rest = units.magnitudeSigned - part
        if rest > 0 {
            begin(side, at: now)
            add(units < 0 ? -rest : rest, value - partValue)
        }
        return gained
    }

    /// Begins a position on this side; what is known of an earlier one goes.
    private mutating func begin(_ side: Side, at now: Timestamp) {
        let index = fundingIndex
        self = Position()
        fundingIndex = index
        self.side = side
        openedAt = now
        updatedAt = now
    }

    private mutating func add(_ units: Int128, _ value: Quote) {
        size.units += units
        cost.units += units < 0 ? -value.units : value.units
    }

    /// Closes a part, sold or bought back for `value`; returns what it gained.
    private mutating func close(_ part: Int128, _ value: Quote, at now: Timestamp) -> Quote {
        let isLong = size.units > 0
        let held = size.units.magnitudeSigned
        let share = cost.part(part, of: held)
        cost -= share
        size.units -= isLong ? part : -part
        closedSize += part
        closedValue += value
        if size == .zero { closedAt = now }
        // A short position's cost is negative: it was sold for that much.
        let gained = isLong ? value - share : Quote.zero - value - share
        realizedPnL += gained
        return gained
    }
}

extension Quote {
    /// The share of this amount that goes with a part of a size, nearest.
    fileprivate func part(_ part: Int128, of whole: Int128) -> Quote {
        if part == whole { return self }
        let (product, overflows) = units.multipliedReportingOverflow(by: part)
        guard overflows else { return Quote(units: Rounding.nearest.quotient(product, whole)) }
        // The same in two steps, for the largest positions at the highest prices.
        let (each, rest) = units.quotientAndRemainder(dividingBy: whole)
        return Quote(units: each * part + Rounding.nearest.quotient(rest * part, whole))
    }
}

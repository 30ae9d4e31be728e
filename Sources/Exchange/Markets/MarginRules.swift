/// What cross margin a market's positions and orders need.
package struct MarginRules: Equatable, Sendable {
    /// The share of a position's value that it takes to open it, at the highest leverage.
    package let initialFraction: Rate
    /// The share of the initial margin that it takes to keep it.
    package let maintenanceFactor: Rate

    package init(initialFraction: Rate, maintenanceFactor: Rate) {
        precondition(initialFraction > .zero, "a position needs some margin")
        self.initialFraction = initialFraction
        self.maintenanceFactor = maintenanceFactor
    }

    /// The highest leverage an account can choose; whole.
    package var maximumLeverage: Int { max(1, Int(FixedPoint.scale / initialFraction.units)) }

    /// The initial margin fraction of an account that chose this leverage.
    func initialFraction(leverage: Int?) -> Rate {
        guard let leverage else { return initialFraction }
        return max(initialFraction, Rate(units: FixedPoint.scale / Int64(leverage)))
    }
}

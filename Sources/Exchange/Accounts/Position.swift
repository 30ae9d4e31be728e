/// An account's holding in one market, and what became of it since it was opened.
///
/// Closing it all ends it; the figures stay to be read until the next one is opened.
package struct Position: Equatable, Sendable {
    package internal(set) var size = SignedSize.zero
    /// What the present size was bought or sold for; negative when short.
    package internal(set) var cost = Quote.zero
    /// Gained by price on what was closed; fees not counted.
    package internal(set) var realizedPnL = Quote.zero
    /// Received as funding; negative was paid.
    package internal(set) var realizedFunding = Quote.zero
    /// Funding is settled up to here.
    package internal(set) var fundingIndex = FundingIndex.zero
    /// How much was closed so far, in 10⁻⁸, and for how much.
    package internal(set) var closedSize: Int128 = 0
    package internal(set) var closedValue = Quote.zero
    /// The side it was last on; nil if there never was a position.
    package internal(set) var side: Side?
    package internal(set) var openedAt = Timestamp.zero
    package internal(set) var closedAt = Timestamp.zero
    package internal(set) var updatedAt = Timestamp.zero
    /// Of the last change; 0 if there never was one.
    package internal(set) var sequence: Int64 = 0
    /// The number of the last trade, and whether this account was its taker.
    package internal(set) var lastTrade: Int64 = 0
    package internal(set) var wasTaker = false
    /// What one step of a liquidation takes away; zero while there is none.
    var liquidationStep = Size.zero

    package init() {}

    /// nil while there is no position.
    package var averageEntryPrice: Price? { Self.average(cost, size.units) }

    /// nil while nothing of it was closed.
    package var averageExitPrice: Price? { Self.average(closedValue, closedSize) }

    private static func average(_ value: Quote, _ units: Int128) -> Price? {
        guard units != 0 else { return nil }
        let (value, units) = units < 0 ? (-value.units, -units) : (value.units, units)
        let price = Rounding.nearest.quotient(value * Int128(FixedPoint.scale), units)
        return Price(units: Int64(clamping: price))
    }
}

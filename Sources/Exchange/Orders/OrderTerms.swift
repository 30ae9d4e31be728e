package enum Side: UInt8, Hashable, Sendable, CaseIterable {
    case buy = 1
    case sell = 2

    package var opposite: Side { self == .buy ? .sell : .buy }
}

package enum OrderType: UInt8, Hashable, Sendable, CaseIterable {
    case limit = 1
    case market
}

/// What happens to the part of an order that does not match at once.
package enum TimeInForce: UInt8, Hashable, Sendable, CaseIterable {
    case goodTillCancelled = 1
    case immediateOrCancel
    /// The order may only rest: it is closed if it would match.
    case postOnly
}

/// Who is closed when an order would match another of the same account. The incoming order's mode decides.
package enum SelfTradePrevention: UInt8, Hashable, Sendable, CaseIterable {
    case expireTaker = 1
    case expireMaker
    case expireBoth
}

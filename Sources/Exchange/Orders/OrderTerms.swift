package enum Side: UInt8, Hashable, Sendable, CaseIterable {
    case buy = 1
    case sell = 2

    package var opposite: Side { self == .buy ? .sell : .buy }
}

package enum OrderType: UInt8, Hashable, Sendable, CaseIterable {
    case limit = 1
    case market
    case stopLimit
    case stopMarket
    case takeProfitLimit
    case takeProfitMarket
    case stopLossLimit
    case stopLossMarket

    /// Whether the order names a limit price; the others trade at any price that protects them.
    package var hasLimit: Bool {
        switch self {
        case .limit, .stopLimit, .takeProfitLimit, .stopLossLimit: true
        case .market, .stopMarket, .takeProfitMarket, .stopLossMarket: false
        }
    }

    /// Whether the order waits for the mark price before it meets the book.
    package var isConditional: Bool {
        switch self {
        case .limit, .market: false
        case .stopLimit, .stopMarket, .takeProfitLimit, .takeProfitMarket, .stopLossLimit, .stopLossMarket:
            true
        }
    }

    package var isTakeProfit: Bool { self == .takeProfitLimit || self == .takeProfitMarket }

    package var isStopLoss: Bool { self == .stopLossLimit || self == .stopLossMarket }

    /// Whether the order closes a position: size zero then means all of it.
    package var closesPosition: Bool { isTakeProfit || isStopLoss }
}

/// On which side of its trigger price the mark price fires a conditional order. Fixed when it is placed.
package enum TriggerDirection: UInt8, Hashable, Sendable, CaseIterable {
    /// At the trigger price or above.
    case above = 1
    /// At the trigger price or below.
    case below

    package func fires(_ trigger: Price, at mark: Price) -> Bool {
        self == .above ? mark >= trigger : mark <= trigger
    }
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

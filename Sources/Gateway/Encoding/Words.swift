package import Exchange
import Wire

// The dictionary between the core's words and the API's.
//
// `spelled` hands over a word where it is chosen, so that a writer, which is inlined there, sees a constant: a few
// stores.

extension Side {
    package var word: StaticString { spelled { $0 } }

    @inline(__always)
    func spelled<Result>(_ use: (StaticString) -> Result) -> Result {
        switch self {
        case .buy: use("BUY")
        case .sell: use("SELL")
        }
    }

    init?(word: JSONWord) {
        switch word {
        case "BUY": self = .buy
        case "SELL": self = .sell
        default: return nil
        }
    }
}

extension OrderType {
    package var word: StaticString { spelled { $0 } }

    @inline(__always)
    func spelled<Result>(_ use: (StaticString) -> Result) -> Result {
        switch self {
        case .limit: use("LIMIT")
        case .market: use("MARKET")
        case .stopLimit: use("STOP_LIMIT")
        case .stopMarket: use("STOP_MARKET")
        case .takeProfitLimit: use("TAKE_PROFIT_LIMIT")
        case .takeProfitMarket: use("TAKE_PROFIT_MARKET")
        case .stopLossLimit: use("STOP_LOSS_LIMIT")
        case .stopLossMarket: use("STOP_LOSS_MARKET")
        }
    }

    init?(word: JSONWord) {
        switch word {
        case "LIMIT": self = .limit
        case "MARKET": self = .market
        case "STOP_LIMIT": self = .stopLimit
        case "STOP_MARKET": self = .stopMarket
        case "TAKE_PROFIT_LIMIT": self = .takeProfitLimit
        case "TAKE_PROFIT_MARKET": self = .takeProfitMarket
        case "STOP_LOSS_LIMIT": self = .stopLossLimit
        case "STOP_LOSS_MARKET": self = .stopLossMarket
        default: return nil
        }
    }
}

extension OrderType {
    /// All the API's words for types, to say what was expected.
    static let words = "one of " + allCases.map { String(describing: $0.word) }.joined(separator: ", ")
}

extension TimeInForce {
    package var word: StaticString { spelled { $0 } }

    @inline(__always)
    func spelled<Result>(_ use: (StaticString) -> Result) -> Result {
        switch self {
        case .goodTillCancelled: use("GTC")
        case .immediateOrCancel: use("IOC")
        case .postOnly: use("POST_ONLY")
        }
    }

    init?(word: JSONWord) {
        switch word {
        case "GTC", "": self = .goodTillCancelled
        case "IOC": self = .immediateOrCancel
        case "POST_ONLY": self = .postOnly
        default: return nil
        }
    }
}

extension SelfTradePrevention {
    package var word: StaticString { spelled { $0 } }

    @inline(__always)
    func spelled<Result>(_ use: (StaticString) -> Result) -> Result {
        switch self {
        case .expireTaker: use("EXPIRE_TAKER")
        case .expireMaker: use("EXPIRE_MAKER")
        case .expireBoth: use("EXPIRE_BOTH")
        }
    }

    init?(word: JSONWord) {
        switch word {
        case "EXPIRE_TAKER", "": self = .expireTaker
        case "EXPIRE_MAKER": self = .expireMaker
        case "EXPIRE_BOTH": self = .expireBoth
        default: return nil
        }
    }
}

extension OrderStatus {
    package var word: StaticString { spelled { $0 } }

    @inline(__always)
    func spelled<Result>(_ use: (StaticString) -> Result) -> Result {
        switch self {
        case .new: use("NEW")
        case .untriggered: use("UNTRIGGERED")
        case .open: use("OPEN")
        case .filled, .cancelled: use("CLOSED")
        }
    }

    /// "" unless the order was closed with something remaining; a filled order has no reason.
    package var reasonWord: StaticString { cancelReason?.word ?? "" }
}

extension SystemStatus {
    var word: String {
        switch self {
        case .ok: "ok"
        case .maintenance: "maintenance"
        case .cancelOnly: "cancel_only"
        case .postOnly: "post_only"
        }
    }

    init?(word: JSONWord) {
        guard let status = Self.allCases.first(where: { JSONWord($0.word) == word }) else { return nil }
        self = status
    }
}

extension CancelReason {
    package var word: StaticString { spelled { $0 } }

    @inline(__always)
    func spelled<Result>(_ use: (StaticString) -> Result) -> Result {
        switch self {
        case .userCancelled: use("USER_CANCELED")
        case .remainingImmediateOrCancel: use("REMAINING_IOC_CANCEL")
        case .emptyMarket: use("EMPTY_MARKET")
        case .postOnlyWouldCross: use("POST_ONLY_WOULD_CROSS")
        case .outsidePriceBand: use("EXCEEDS_MAX_SLIPPAGE")
        case .selfTrade: use("SELF_TRADE")
        case .reduceOnlyWouldIncrease: use("REDUCE_ONLY_WILL_INCREASE")
        case .notEnoughMargin: use("NOT_ENOUGH_MARGIN")
        case .exceedsPositionLimit: use("ORDER_EXCEEDS_POSITION_LIMIT")
        case .deleveraged: use("DELEVERAGE")
        case .inLiquidation: use("IN_LIQUIDATION")
        case .expired: use("EXPIRED")
        }
    }
}

extension PriceKind {
    init?(word: JSONWord) {
        switch word {
        case "last": self = .last
        case "mark": self = .mark
        // ccxt asks for "index".
        case "underlying", "index": self = .index
        default: return nil
        }
    }
}

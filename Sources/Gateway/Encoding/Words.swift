package import Exchange
import Wire

// The dictionary between the core's words and the API's.

extension Side {
    package var word: StaticString {
        switch self {
        case .buy: "BUY"
        case .sell: "SELL"
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
    package var word: StaticString {
        switch self {
        case .limit: "LIMIT"
        case .market: "MARKET"
        case .stopLimit: "STOP_LIMIT"
        case .stopMarket: "STOP_MARKET"
        case .takeProfitLimit: "TAKE_PROFIT_LIMIT"
        case .takeProfitMarket: "TAKE_PROFIT_MARKET"
        case .stopLossLimit: "STOP_LOSS_LIMIT"
        case .stopLossMarket: "STOP_LOSS_MARKET"
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
    package var word: StaticString {
        switch self {
        case .goodTillCancelled: "GTC"
        case .immediateOrCancel: "IOC"
        case .postOnly: "POST_ONLY"
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
    package var word: StaticString {
        switch self {
        case .expireTaker: "EXPIRE_TAKER"
        case .expireMaker: "EXPIRE_MAKER"
        case .expireBoth: "EXPIRE_BOTH"
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
    package var word: StaticString {
        switch self {
        case .new: "NEW"
        case .untriggered: "UNTRIGGERED"
        case .open: "OPEN"
        case .filled, .cancelled: "CLOSED"
        }
    }

    /// "" unless the order was closed with something remaining; a filled order has no reason.
    package var reasonWord: StaticString {
        switch self {
        case .new, .untriggered, .open, .filled: ""
        case .cancelled(let reason): reason.word
        }
    }
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
    package var word: StaticString {
        switch self {
        case .userCancelled: "USER_CANCELED"
        case .remainingImmediateOrCancel: "REMAINING_IOC_CANCEL"
        case .emptyMarket: "EMPTY_MARKET"
        case .postOnlyWouldCross: "POST_ONLY_WOULD_CROSS"
        case .outsidePriceBand: "EXCEEDS_MAX_SLIPPAGE"
        case .selfTrade: "SELF_TRADE"
        case .reduceOnlyWouldIncrease: "REDUCE_ONLY_WILL_INCREASE"
        case .notEnoughMargin: "NOT_ENOUGH_MARGIN"
        case .exceedsPositionLimit: "ORDER_EXCEEDS_POSITION_LIMIT"
        case .deleveraged: "DELEVERAGE"
        case .inLiquidation: "IN_LIQUIDATION"
        case .expired: "EXPIRED"
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

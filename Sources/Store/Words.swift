internal import Exchange

// The imitated API's words, as the views show them.

extension Side {
    var word: String {
        switch self {
        case .buy: "BUY"
        case .sell: "SELL"
        }
    }
}

extension OrderType {
    var word: String {
        switch self {
        case .limit: "LIMIT"
        case .market: "MARKET"
        }
    }
}

extension TimeInForce {
    var word: String {
        switch self {
        case .goodTillCancelled: "GTC"
        case .immediateOrCancel: "IOC"
        case .postOnly: "POST_ONLY"
        }
    }
}

extension SelfTradePrevention {
    var word: String {
        switch self {
        case .expireTaker: "EXPIRE_TAKER"
        case .expireMaker: "EXPIRE_MAKER"
        case .expireBoth: "EXPIRE_BOTH"
        }
    }
}

extension StoredStatus {
    var word: String {
        switch self {
        case .new: "NEW"
        case .open: "OPEN"
        case .filled, .cancelled: "CLOSED"
        }
    }
}

extension CancelReason {
    var word: String {
        switch self {
        case .userCancelled: "USER_CANCELED"
        case .remainingImmediateOrCancel: "REMAINING_IOC_CANCEL"
        case .emptyMarket: "EMPTY_MARKET"
        case .postOnlyWouldCross: "POST_ONLY_WOULD_CROSS"
        case .outsidePriceBand: "EXCEEDS_MAX_SLIPPAGE"
        case .selfTrade: "SELF_TRADE"
        case .reduceOnlyWouldIncrease: "REDUCE_ONLY_WILL_INCREASE"
        }
    }
}

extension Role {
    var word: String {
        switch self {
        case .maker: "MAKER"
        case .taker: "TAKER"
        }
    }
}

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
        case .stopLimit: "STOP_LIMIT"
        case .stopMarket: "STOP_MARKET"
        case .takeProfitLimit: "TAKE_PROFIT_LIMIT"
        case .takeProfitMarket: "TAKE_PROFIT_MARKET"
        case .stopLossLimit: "STOP_LOSS_LIMIT"
        case .stopLossMarket: "STOP_LOSS_MARKET"
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
        case .untriggered: "UNTRIGGERED"
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
        case .notEnoughMargin: "NOT_ENOUGH_MARGIN"
        case .exceedsPositionLimit: "ORDER_EXCEEDS_POSITION_LIMIT"
        case .deleveraged: "DELEVERAGE"
        case .inLiquidation: "IN_LIQUIDATION"
        case .expired: "EXPIRED"
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

extension TriggerDirection {
    /// The flag of an order that waits, or waited, for a price on this side.
    var word: String {
        switch self {
        case .above: "STOP_CONDITION_ABOVE_TRIGGER"
        case .below: "STOP_CONDITION_BELOW_TRIGGER"
        }
    }
}

extension TradeKind {
    var word: String {
        switch self {
        case .fill: "FILL"
        case .liquidation: "LIQUIDATION"
        }
    }
}

extension PriceKind {
    var word: String {
        switch self {
        case .last: "last"
        case .mark: "mark"
        case .index: "underlying"
        }
    }
}

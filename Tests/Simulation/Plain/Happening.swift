import Exchange

/// What an event says that the plain exchange can foretell.
enum Happening: Equatable {
    case opened(Int, balance: Int128)
    case accepted(Int64, account: Int, trigger: TriggerDirection?)
    case order(
        Int64, OrderStatus, price: Int64, size: Int64, filled: Int64, value: Int128, trigger: Int64)
    case unchanged(Int64, CancelReason)
    case trade(
        Int64, TradeKind, market: Int, price: Int64, size: Int64, taker: Side, index: Int64,
        makerFill: PlainFill, takerFill: PlainFill)
    case algo(Int64, OrderStatus, remaining: Int64, value: Int128, next: Int64)
    case candle(Int, PriceKind, Candle)
    case funding(Int, at: Int64, index: Int128, rate: Int64)
    case account(AccountID, AccountChange)
    case market(MarketChange)
    case status(SystemStatus)
}

/// One side of a trade, as the plain exchange books it.
struct PlainFill: Equatable {
    var order: Int64
    var account: Int
    var fee: Int128
    var gain: Int128
    var funding: Int128
    /// Of the market.
    var index: Int128
    var remaining: Int64
    var position: Int128
    var balance: Int128
}

extension Happening {
    init(_ event: Event) {
        switch event {
        case .accountOpened(let account):
            self = .opened(account.id.index, balance: account.balance.units)
        case .accountChanged(let account, let change): self = .account(account, change)
        case .orderAccepted(let order):
            self = .accepted(order.id.number, account: order.account.index, trigger: order.triggerDirection)
        case .orderUpdated(let order): self.init(order)
        case .algoUpdated(let algo):
            self = .algo(
                algo.id.number, algo.status, remaining: algo.remaining.units, value: algo.filledValue,
                next: algo.nextSliceAt.milliseconds)
        case .traded(let trade):
            self = .trade(
                trade.number, trade.kind, market: trade.market.index, price: trade.price.units,
                size: trade.size.units, taker: trade.takerSide, index: trade.indexPrice.units,
                makerFill: PlainFill(trade.maker, of: trade), takerFill: PlainFill(trade.taker, of: trade))
        case .candleChanged(let market, let kind, let candle): self = .candle(market.index, kind, candle)
        case .fundingRecorded(let record):
            self = .funding(
                record.market.index, at: record.at.milliseconds, index: record.index.units,
                rate: record.rate.units)
        case .marketChanged(let change): self = .market(change)
        case .statusChanged(let status): self = .status(status)
        }
    }

    private init(_ order: Order) {
        if let last = order.lastModification, let refusal = last.refusal, last.number == order.sequence {
            self = .unchanged(order.id.number, refusal)
        } else {
            self = .order(
                order.id.number, order.status, price: order.price.units, size: order.size.units,
                filled: order.filled.units, value: order.filledValue, trigger: order.triggerPrice.units)
        }
    }
}

extension PlainFill {
    init(_ fill: Fill, of trade: Trade) {
        self.init(
            order: fill.order.number, account: fill.account.index, fee: fill.fee.units,
            gain: fill.realizedPnL.units, funding: fill.realizedFunding.units,
            index: trade.fundingIndex.units, remaining: fill.remaining.units,
            position: fill.position.units, balance: fill.balance.units)
    }
}

/// A running fingerprint of the events: two exchanges that went through the same have the same.
///
/// It finds differences between a run and its replay; it is no protection against forgery.
struct Digest: Equatable {
    private(set) var value: UInt64 = 0

    /// Folds an event's numbers in; the order of events matters.
    mutating func fold(_ event: Event) {
        switch event {
        case .accountOpened(let account): fold(account)
        case .orderAccepted(let order): fold(order, kind: 2)
        case .orderUpdated(let order): fold(order, kind: 3)
        case .traded(let trade): fold(trade)
        case .accountChanged(let account, let change): fold(account, change)
        case .algoUpdated(let algo): fold(algo)
        case .candleChanged(let market, let kind, let candle): fold(market, kind, candle)
        case .fundingRecorded(let record): fold(record)
        case .marketChanged(let change): fold(change)
        case .statusChanged(let status): fold(9 << 16 | Int(status.rawValue))
        }
    }

    private mutating func fold(_ account: Account) {
        fold(1)
        fold(account.id.index)
        fold(account.createdAt.milliseconds)
        fold(account.balance.units)
        fold(account.address)
    }

    private mutating func fold(_ order: Order, kind: Int) {
        fold(kind << 16 | order.status.code << 8 | Int(order.side.rawValue))
        fold(order.id.number)
        fold(order.account.index << 32 | order.market.index)
        fold(order.price.units)
        fold(order.triggerPrice.units)
        fold(order.size.units)
        fold(order.remaining.units)
        fold(order.sequence)
    }

    private mutating func fold(_ algo: AlgoOrder) {
        fold(5 << 16 | algo.status.code)
        fold(algo.id.number)
        fold(algo.remaining.units)
        fold(algo.filledValue)
        fold(algo.nextSliceAt.milliseconds)
    }

    private mutating func fold(_ market: MarketID, _ kind: PriceKind, _ candle: Candle) {
        fold(6 << 16 | Int(kind.rawValue) << 8 | market.index)
        fold(candle.minute)
        fold(candle.high.units)
        fold(candle.low.units)
        fold(candle.close.units)
        fold(candle.volume)
    }

    private mutating func fold(_ record: FundingRecord) {
        fold(7 << 16 | record.market.index)
        fold(record.at.milliseconds)
        fold(record.index.units)
        fold(record.rate.units)
    }

    private mutating func fold(_ change: MarketChange) {
        fold(8 << 16 | change.market.index)
        fold(change.markPrice?.units ?? 0)
        fold(change.indexPrice?.units ?? 0)
    }

    /// Settings count by what they are about; what they are set to is in the journal.
    private mutating func fold(_ account: AccountID, _ change: AccountChange) {
        fold(10 << 16 | account.index)
        switch change {
        case .leverage(let market, let leverage): fold(market.index << 16 | leverage)
        case .slippage(let market, let rate): fold(rate.units ^ Int64(market.index))
        case .preference(let name, let value): fold(name + value)
        case .keyAdded(let key): fold(key.publicKey)
        case .keyRevoked(let publicKey): fold(publicKey)
        case .tokenAdded(let token): fold(token.id)
        case .tokenRevoked(let id): fold(id)
        }
    }

    private mutating func fold(_ text: String) {
        for byte in text.utf8 { fold(Int(byte)) }
    }

    private mutating func fold(_ trade: Trade) {
        fold(4 << 16 | Int(trade.kind.rawValue) << 8 | Int(trade.takerSide.rawValue))
        fold(trade.number)
        fold(trade.price.units)
        fold(trade.size.units)
        fold(trade.maker)
        fold(trade.taker)
    }

    private mutating func fold(_ fill: Fill) {
        fold(fill.order.number)
        fold(fill.realizedPnL.units)
        fold(fill.realizedFunding.units)
        fold(fill.position.units)
        fold(fill.balance.units)
    }

    private mutating func fold(_ number: Int128) {
        fold(Int64(truncatingIfNeeded: number))
    }

    private mutating func fold(_ number: Int) {
        fold(Int64(number))
    }

    /// One round of multiply and shift. The odd factor (2⁶⁴ divided by the golden ratio) keeps every bit.
    private mutating func fold(_ number: Int64) {
        value = (value ^ UInt64(bitPattern: number)) &* 0x9E37_79B9_7F4A_7C15
        value ^= value >> 32
    }
}

extension OrderStatus {
    /// A number of its own for every status and reason.
    fileprivate var code: Int {
        switch self {
        case .new: 1
        case .open: 2
        case .untriggered: 4
        case .filled: 3
        case .cancelled(let reason): 16 + Int(reason.rawValue)
        }
    }
}

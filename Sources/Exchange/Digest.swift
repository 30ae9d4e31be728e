/// A running fingerprint of the events: two exchanges that went through the same have the same.
///
/// It finds differences between a run and its replay; it is no protection against forgery.
struct Digest: Equatable {
    private(set) var value: UInt64 = 0

    /// Folds an event's numbers in; the order of events matters.
    mutating func fold(_ event: Event) {
        switch event {
        case .accountOpened(let account): fold(account)
        case .orderAccepted(let order): fold(accepted: order)
        case .orderUpdated(let order): fold(updated: order)
        case .traded(let trade): fold(trade)
        case .accountChanged(let account, let change): fold(account, change)
        case .algoUpdated(let algo): fold(algo)
        case .candleChanged(let market, let kind, let candle): fold(market, kind, candle)
        case .fundingRecorded(let record): fold(record)
        case .marketChanged(let change): fold(change)
        case .statusChanged(let status): fold(9 << 16 | Int(status.rawValue))
        }
    }

    /// What else is in an order that was just taken in comes with its update.
    mutating func fold(accepted order: Order) {
        fold(2 << 16 | Int64(order.side.rawValue), order.id.number, order.price.units, order.sequence)
    }

    private mutating func fold(_ account: Account) {
        fold(1)
        fold(account.id.index)
        fold(account.createdAt.milliseconds)
        fold(account.balance.units)
        fold(account.address)
    }

    mutating func fold(updated order: Order) {
        fold(
            Int64(3 << 16 | order.status.code << 8 | Int(order.side.rawValue)), order.id.number,
            Int64(order.account.index << 32 | order.market.index), order.sequence)
        fold(order.price.units, order.triggerPrice.units, order.size.units, order.remaining.units)
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

    mutating func fold(_ trade: Trade) {
        fold(
            Int64(4 << 16 | Int(trade.kind.rawValue) << 8 | Int(trade.takerSide.rawValue)), trade.number,
            trade.price.units, trade.size.units)
        fold(trade.maker)
        fold(trade.taker)
    }

    private mutating func fold(_ fill: Fill) {
        fold(
            fill.order.number, fill.realizedPnL.low &+ 3 &* fill.realizedFunding.low,
            Int64(truncatingIfNeeded: fill.position.units), fill.balance.low)
    }

    private mutating func fold(_ number: Int128) {
        fold(Int64(truncatingIfNeeded: number))
    }

    private mutating func fold(_ number: Int) {
        fold(Int64(number))
    }

    private mutating func fold(_ number: Int64) {
        fold(UInt64(bitPattern: number))
    }

    /// Four numbers at once. Their two products do not wait for each other or for what came before, so that an
    /// order's eight numbers take as long as two.
    @inline(__always)
    private mutating func fold(_ first: Int64, _ second: Int64, _ third: Int64, _ fourth: Int64) {
        let left = Self.product(first, 0x2D35_8DCC_AA6C_78A5, second, 0x8BB8_4B93_962E_ACC9)
        let right = Self.product(third, 0x4B33_A62E_D433_D4A3, fourth, 0x4D5A_2DA5_1DE1_AA47)
        fold(left ^ right)
    }

    /// Both halves of the product. The factors are made random by constants, so that they are hardly ever zero.
    private static func product(
        _ left: Int64, _ leftMask: UInt64, _ right: Int64, _ rightMask: UInt64
    ) -> UInt64 {
        let left = UInt64(bitPattern: left) ^ leftMask
        let (high, low) = left.multipliedFullWidth(by: UInt64(bitPattern: right) ^ rightMask)
        return high ^ low
    }

    /// One round of multiply and shift. The odd factor (2⁶⁴ divided by the golden ratio) keeps every bit.
    private mutating func fold(_ number: UInt64) {
        value = (value ^ number) &* 0x9E37_79B9_7F4A_7C15
        value ^= value >> 32
    }
}

extension Quote {
    fileprivate var low: Int64 { Int64(truncatingIfNeeded: units) }
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

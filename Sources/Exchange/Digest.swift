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
        }
    }

    private mutating func fold(_ account: Account) {
        fold(1)
        fold(account.id.index)
        fold(account.createdAt.milliseconds)
        fold(account.balance.units)
        for byte in account.address.utf8 { fold(Int(byte)) }
    }

    private mutating func fold(_ order: Order, kind: Int) {
        fold(kind << 16 | order.status.code << 8 | Int(order.side.rawValue))
        fold(order.id.number)
        fold(order.account.index << 32 | order.market.index)
        fold(order.price.units)
        fold(order.size.units)
        fold(order.remaining.units)
        fold(order.sequence)
    }

    private mutating func fold(_ trade: Trade) {
        fold(4 << 16 | Int(trade.takerSide.rawValue))
        fold(trade.number)
        fold(trade.price.units)
        fold(trade.size.units)
        fold(trade.maker)
        fold(trade.taker)
    }

    private mutating func fold(_ fill: Fill) {
        fold(fill.order.number)
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
        case .filled: 3
        case .cancelled(let reason): 16 + Int(reason.rawValue)
        }
    }
}

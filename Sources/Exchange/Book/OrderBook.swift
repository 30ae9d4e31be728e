/// The resting orders of one market, by price and then by time.
struct OrderBook: Equatable {
    private(set) var bids = BookSide(.buy)
    private(set) var asks = BookSide(.sell)
    /// Counts the changes: an order added, removed or reduced.
    private(set) var sequence: Int64 = 0
    /// When the last change was made.
    private(set) var updatedAt = Timestamp.zero
    /// Changes for whoever watches.
    var log = BookLog()

    private(set) subscript(side: Side) -> BookSide {
        get { side == .buy ? bids : asks }
        _modify {
            switch side {
            case .buy: yield &bids
            case .sell: yield &asks
            }
        }
    }

    /// The level that an incoming order of the other side meets first.
    func best(_ side: Side) -> PriceLevel? {
        side == .buy ? bids.best : asks.best
    }

    /// Puts an order at the back of the queue at its price.
    mutating func add(_ slot: Slot, in orders: inout OrderSlab, at now: Timestamp) {
        count(at: now)
        self[orders[slot].order.side].append(slot, arrival: sequence, in: &orders)
        if log.isOn { note(orders[slot].order.side, orders[slot].order.price, isAddition: true) }
    }

    /// Takes an order out.
    mutating func remove(_ slot: Slot, in orders: inout OrderSlab, at now: Timestamp) {
        self[orders[slot].order.side].remove(slot, in: &orders)
        count(at: now)
        if log.isOn { note(orders[slot].order.side, orders[slot].order.price, isAddition: false) }
    }

    /// Less remains of an order that keeps its place.
    mutating func reduce(_ slot: Slot, by size: Size, in orders: OrderSlab, at now: Timestamp) {
        self[orders[slot].order.side].reduce(slot, by: size, in: orders)
        count(at: now)
        if log.isOn { note(orders[slot].order.side, orders[slot].order.price, isAddition: false) }
    }

    private mutating func note(_ side: Side, _ price: Price, isAddition: Bool) {
        let level = self[side].level(at: price)
        let isNew = isAddition && level?.hasOneOrder == true
        log.note(
            BookChange(
                kind: level == nil ? .deleted : isNew ? .inserted : .updated, side: side, price: price,
                size: level?.size ?? .zero, top: top, sequence: sequence, at: updatedAt))
    }

    /// The best level of each side.
    var top: BookTop {
        BookTop(
            bid: best(.buy).map { BookTop.Level(price: $0.price, size: $0.size) },
            ask: best(.sell).map { BookTop.Level(price: $0.price, size: $0.size) })
    }

    private mutating func count(at now: Timestamp) {
        sequence += 1
        updatedAt = now
    }

    /// The best price levels of both sides, those that `tick` cannot tell apart taken together.
    func depth(levels: Int, tick: Price) -> BookDepth {
        BookDepth(
            bids: self[.buy].depth(levels: levels, tick: tick),
            asks: self[.sell].depth(levels: levels, tick: tick), sequence: sequence, updatedAt: updatedAt)
    }

    /// The average price of taking `size` from the other side; nil if it has less.
    func averagePrice(toTrade side: Side, _ size: Size) -> Price? {
        self[side == .buy ? .sell : .buy].averagePrice(of: size)
    }
}

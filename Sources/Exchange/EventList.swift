/// What happened, in its order.
///
/// Orders and trades stand in lists of their own, where they are read without being copied: a copy of an event
/// is as large as the largest, and is made and destroyed through a table of its cases (120 instructions).
package struct EventList: Equatable, Sendable {
    /// What an event is, and where it stands in the list of its kind.
    package enum Entry: Equatable, Sendable {
        /// `.orderAccepted`, in `orders`.
        case accepted(Int)
        /// `.orderUpdated`, in `orders`.
        case updated(Int)
        /// `.traded`, in `trades`.
        case traded(Int)
        case other(Int)
    }

    package private(set) var entries: [Entry] = []
    package private(set) var orders: [Order] = []
    package private(set) var trades: [Trade] = []
    private var others: [Event] = []

    package init(_ events: some Sequence<Event> = []) {
        for event in events { append(event) }
    }

    /// Room for an order that trades once: accepted, traded, an update for each side, and a candle.
    mutating func reserve() {
        entries.reserveCapacity(5)
        orders.reserveCapacity(3)
    }

    mutating func append(_ event: Event) {
        switch event {
        case .orderAccepted(let order): append(accepted: order)
        case .orderUpdated(let order): append(updated: order)
        case .traded(let trade): append(trade)
        case .accountOpened, .accountChanged, .algoUpdated, .candleChanged, .fundingRecorded, .marketChanged,
            .statusChanged:
            entries.append(.other(others.count))
            others.append(event)
        }
    }

    mutating func append(accepted order: Order) {
        entries.append(.accepted(orders.count))
        orders.append(order)
    }

    mutating func append(updated order: Order) {
        entries.append(.updated(orders.count))
        orders.append(order)
    }

    mutating func append(_ trade: Trade) {
        entries.append(.traded(trades.count))
        trades.append(trade)
    }

    /// Forgets all events; their memory is kept.
    package mutating func removeAll() {
        // A list that is empty mostly: even then it would take 80 instructions.
        entries.removeAll(keepingCapacity: true)
        if !orders.isEmpty { orders.removeAll(keepingCapacity: true) }
        if !trades.isEmpty { trades.removeAll(keepingCapacity: true) }
        if !others.isEmpty { others.removeAll(keepingCapacity: true) }
    }
}

extension EventList: RandomAccessCollection {
    package var startIndex: Int { 0 }
    package var endIndex: Int { entries.count }

    package subscript(index: Int) -> Event {
        switch entries[index] {
        case .accepted(let place): .orderAccepted(orders[place])
        case .updated(let place): .orderUpdated(orders[place])
        case .traded(let place): .traded(trades[place])
        case .other(let place): others[place]
        }
    }
}

/// What happened, in its order.
///
/// Orders and trades stand in lists of their own, where they are read without being copied: a copy of an event
/// is as large as the largest, and is made and destroyed through a table of its cases. Lists that were emptied keep
/// what was in them and write over it, which is less work than destroying it and filling them anew.
package struct EventList: Sendable {
    /// What an event is, and where it stands in the list of its kind.
    package enum Entry: Equatable, Sendable {
        /// `.orderAccepted`, in `orders`.
        case accepted(Int)
        /// `.orderUpdated`, in `orders`.
        case updated(Int)
        /// `.traded`, in `trades`.
        case traded(Int)
        /// In `others`.
        case other(Int)
    }

    package private(set) var count = 0
    /// What stands at `count` and behind it is left from earlier.
    package private(set) var entries: [Entry] = []
    package private(set) var orderCount = 0
    /// What stands at `orderCount` and behind it is left from earlier.
    package private(set) var orders: [Order] = []
    package private(set) var tradeCount = 0
    /// What stands at `tradeCount` and behind it is left from earlier.
    package private(set) var trades: [Trade] = []
    package private(set) var others: [Event] = []

    package init(_ events: some Sequence<Event> = []) {
        for event in events { append(event) }
    }

    mutating func append(_ event: Event) {
        switch event {
        case .orderAccepted(let order): append(accepted: order)
        case .orderUpdated(let order): append(updated: order)
        case .traded(let trade): append(trade)
        case .accountOpened, .accountChanged, .algoUpdated, .candleChanged, .fundingRecorded, .marketChanged,
            .statusChanged:
            append(.other(others.count))
            others.append(event)
        }
    }

    mutating func append(accepted order: consuming Order) {
        append(.accepted(orderCount))
        append(order)
    }

    mutating func append(updated order: consuming Order) {
        append(.updated(orderCount))
        append(order)
    }

    mutating func append(_ trade: consuming Trade) {
        append(.traded(tradeCount))
        if tradeCount < trades.count { trades[tradeCount] = trade } else { trades.append(trade) }
        tradeCount += 1
    }

    private mutating func append(_ entry: Entry) {
        if count < entries.count { entries[count] = entry } else { entries.append(entry) }
        count += 1
    }

    private mutating func append(_ order: consuming Order) {
        if orderCount < orders.count { orders[orderCount] = order } else { orders.append(order) }
        orderCount += 1
    }

    /// Forgets all events; their memory is kept.
    package mutating func removeAll() {
        count = 0
        orderCount = 0
        tradeCount = 0
        if !others.isEmpty { others.removeAll(keepingCapacity: true) }
    }
}

extension EventList: RandomAccessCollection {
    package var startIndex: Int { 0 }
    package var endIndex: Int { count }

    package subscript(index: Int) -> Event {
        precondition(index < count, "an event's place is in the list")
        switch entries[index] {
        case .accepted(let place): return .orderAccepted(orders[place])
        case .updated(let place): return .orderUpdated(orders[place])
        case .traded(let place): return .traded(trades[place])
        case .other(let place): return others[place]
        }
    }
}

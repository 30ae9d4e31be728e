/// Where the slab keeps a resting order.
struct Slot: Hashable {
    let index: Int32

    static let none = Slot(index: -1)
}

/// All resting orders of the exchange, side by side in memory; an order leaves when it is closed.
///
/// Freed entries form a list and are used again first, so the storage is as large as the busiest
/// moment needed and not larger.
struct OrderSlab: Equatable {
    /// An order and its neighbours in the queue of its price level.
    struct Entry: Equatable {
        var order: Order
        var previous = Slot.none
        /// In a freed entry: the next free one.
        var next = Slot.none
        /// Of two orders at one price of one side, the one with the lower number is matched first.
        var arrival: Int64 = 0
    }

    private var entries: [Entry] = []
    private var firstFree = Slot.none
    private var slots: [OrderID: Slot] = [:]

    /// How many orders rest.
    var count: Int { slots.count }

    subscript(slot: Slot) -> Entry {
        get { entries[Int(slot.index)] }
        // Without this coroutine, setting a link would copy the whole order out and back.
        _modify { yield &entries[Int(slot.index)] }
    }

    func slot(of id: OrderID) -> Slot? { slots[id] }

    /// Keeps an order; it belongs to no queue yet.
    mutating func insert(_ order: Order) -> Slot {
        let slot = freeSlot(for: order)
        slots[order.id] = slot
        return slot
    }

    private mutating func freeSlot(for order: Order) -> Slot {
        guard firstFree != .none else {
            entries.append(Entry(order: order))
            return Slot(index: Int32(entries.count - 1))
        }
        let slot = firstFree
        firstFree = self[slot].next
        self[slot] = Entry(order: order)
        return slot
    }

    /// Forgets an order that has left its queue.
    mutating func remove(_ slot: Slot) {
        slots[self[slot].order.id] = nil
        self[slot].next = firstFree
        firstFree = slot
    }
}

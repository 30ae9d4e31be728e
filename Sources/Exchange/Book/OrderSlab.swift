/// Where the slab keeps an open order.
struct Slot: Hashable {
    let index: Int32

    static let none = Slot(index: -1)
}

/// All open orders of the exchange, side by side in memory; an order leaves when it is closed.
///
/// Freed entries form a list and are used again first, so the storage is as large as the busiest
/// moment needed and not larger.
struct OrderSlab: Equatable {
    /// An order and its neighbours in the two queues that it is in.
    struct Entry: Equatable {
        var order: Order
        /// Where its book side keeps its price level.
        fileprivate(set) var level: Int32 = -1
        /// Neighbours at its price level.
        var previous = Slot.none
        /// In a freed entry: the next free one.
        var next = Slot.none
        /// Neighbours among the open orders of its account.
        fileprivate(set) var older = Slot.none
        fileprivate(set) var newer = Slot.none
        /// Of two orders at one price of one side, the one with the lower number is matched first.
        fileprivate(set) var arrival: Int64 = 0

        init(_ order: Order, older: Slot = .none, arrival: Int64 = 0) {
            self.order = order
            self.older = older
            self.arrival = arrival
        }

        /// Joins the queue of a price level.
        mutating func join(_ level: Int32, after last: Slot, _ arrival: Int64) {
            self.level = level
            previous = last
            next = .none
            self.arrival = arrival
        }
    }

    private var entries: [Entry] = []
    private var firstFree = Slot.none
    private var byID = SlotTable()
    private var byClientID = SlotTable()
    /// How many open orders are reduce-only.
    private(set) var reduceOnlyCount = 0

    /// How many orders are open.
    var count: Int { byID.count }

    subscript(slot: Slot) -> Entry {
        get { entries[Int(slot.index)] }
        // Without this coroutine, setting a link would copy the whole order out and back.
        _modify { yield &entries[Int(slot.index)] }
    }

    /// The order alone; through the subscript its neighbours would be copied with it.
    func order(_ slot: Slot) -> Order { entries[Int(slot.index)].order }

    func slot(of id: OrderID) -> Slot? {
        byID.slot(id.slotHash) { entries[Int($0.index)].order.id == id }
    }

    /// The account's open order with this client id, which is not "".
    func slot(ofClientID clientID: String, _ account: AccountID) -> Slot? {
        byClientID.slot(clientID.slotHash(of: account)) {
            let index = Int($0.index)
            return entries[index].order.account == account
                && entries[index].order.clientID.hasBytes(of: clientID)
        }
    }

    /// Keeps an order as the newest of its account; it belongs to no price level yet.
    mutating func insert(_ order: Order, _ list: inout OrderList) -> Slot {
        let slot = freeSlot(for: Entry(order, older: list.newest))
        byID.insert(slot, order.id.slotHash)
        if !order.clientID.isEmpty { byClientID.insert(slot, order.clientID.slotHash(of: order.account)) }
        if order.isReduceOnly { reduceOnlyCount += 1 }
        if list.newest == .none { list.oldest = slot } else { self[list.newest].newer = slot }
        list.newest = slot
        return slot
    }

    private mutating func freeSlot(for entry: consuming Entry) -> Slot {
        guard firstFree != .none else {
            entries.append(entry)
            return Slot(index: Int32(entries.count - 1))
        }
        let slot = firstFree
        firstFree = self[slot].next
        self[slot] = entry
        return slot
    }

    /// Forgets an order that has left its price level.
    mutating func remove(_ slot: Slot, _ order: Order, _ list: inout OrderList) {
        let (older, newer) = (self[slot].older, self[slot].newer)
        if older == .none { list.oldest = newer } else { self[older].newer = newer }
        if newer == .none { list.newest = older } else { self[newer].older = older }
        if order.isReduceOnly { reduceOnlyCount -= 1 }
        if !order.clientID.isEmpty { byClientID.remove(slot, order.clientID.slotHash(of: order.account)) }
        byID.remove(slot, order.id.slotHash)
        self[slot].next = firstFree
        firstFree = slot
    }
}

/// The open orders of one account in increasing order of their number, linked through the slab's entries.
struct OrderList: Equatable, Sendable {
    fileprivate(set) var oldest = Slot.none
    fileprivate(set) var newest = Slot.none

    var isEmpty: Bool { oldest == .none }
}

extension OrderID {
    fileprivate var slotHash: UInt32 { UInt32(truncatingIfNeeded: number) }
}

extension String {
    fileprivate func slotHash(of account: AccountID) -> UInt32 { slotHash(account.index) }

    /// A hash for a client id or a symbol.
    func slotHash(_ start: Int = 0) -> UInt32 {
        let bytes = utf8.span
        var hash = UInt64(truncatingIfNeeded: start)
        for index in bytes.indices { hash = (hash ^ UInt64(bytes[index])) &* 0x0100_0000_01B3 }
        return UInt32(truncatingIfNeeded: hash ^ hash >> 32)
    }

    /// Whether a client id is the same as another: by its bytes, as in the ledger. `==` also holds for texts that
    /// only look the same.
    package func hasBytes(of other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}

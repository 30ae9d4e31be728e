import Exchange

/// Mixed operations for a bare market that follow from a seed: of a hundred, 60 limit orders of which a third
/// meet the other side, 12 immediate ones, 6 market orders, 16 changes and 6 cancellations. When as many orders
/// rest as are wanted, one is cancelled instead.
///
/// The exchange is asked what became of each, so that changes and cancellations are of orders that rest. The
/// commands can then be repeated on another exchange without looking anything up.
struct EngineLoad {
    /// For `MatchOrders` and other engines.
    private(set) var operations: [BareOperation] = []
    /// The same for an exchange that is as `BareMarket.exchange()`.
    private(set) var commands: [Command] = []

    private var exchange = BareMarket.exchange()
    private var random: SeededNumbers
    /// Prices are around it; it wanders.
    private var middle: Int64 = 1000
    private var lastName = 0
    private var names: [OrderID: Int] = [:]
    /// Orders that rest, in no order, and where in this list each is.
    private var resting: [OrderID] = []
    private var places: [OrderID: Int] = [:]

    init(seed: UInt64, operations count: Int, resting wanted: Int) {
        random = SeededNumbers(seed: seed)
        for _ in 0..<count {
            if random.below(50) == 0 { wander() }
            if resting.count >= wanted { cancel() } else { next() }
        }
    }

    private mutating func wander() {
        let moved = middle + (random.below(2) == 0 ? 1 : -1)
        middle = min(max(moved, 600), 1400)
    }

    private mutating func next() {
        switch random.below(100) {
        case ..<60: place(.limit, .goodTillCancelled)
        case ..<72: place(.limit, .immediateOrCancel)
        case ..<78: place(.market, .immediateOrCancel)
        case ..<94: resting.isEmpty ? place(.limit, .goodTillCancelled) : modify()
        default: resting.isEmpty ? place(.limit, .goodTillCancelled) : cancel()
        }
    }

    private mutating func place(_ type: OrderType, _ timeInForce: TimeInForce) {
        let side: Side = random.below(2) == 0 ? .buy : .sell
        let order = NewOrder(
            account: AccountID(index: random.below(BareMarket.accountCount)), market: BareMarket.id,
            side: side, type: type, timeInForce: timeInForce,
            price: type.hasLimit ? price(side) : .zero, size: size())
        lastName += 1
        perform(.place(lastName, order), .placeOne(order))
    }

    private mutating func modify() {
        guard let order = exchange.order(resting[random.below(resting.count)]) else { return }
        let price = random.below(10) < 4 ? order.price : price(order.side)
        let size = size()
        let change = OrderChange(account: order.account, order: order.id, price: price, size: size)
        perform(.modify(names[order.id] ?? 0, size: size, price: price), .modify(change))
    }

    private mutating func cancel() {
        guard let order = exchange.order(resting[random.below(resting.count)]) else { return }
        perform(.cancel(names[order.id] ?? 0), .cancel(order.account, [order.id]))
    }

    private mutating func perform(_ operation: BareOperation, _ command: Command) {
        operations.append(operation)
        commands.append(command)
        guard let events = try? exchange.execute(command, at: BareMarket.time(ofOperation: commands.count))
        else { return }
        for event in events {
            if case .orderAccepted(let order) = event { names[order.id] = lastName }
            if case .orderUpdated(let order) = event { note(order) }
        }
    }

    /// Keeps the list of what rests.
    private mutating func note(_ order: Order) {
        if order.isOpen, places[order.id] == nil {
            places[order.id] = resting.count
            resting.append(order.id)
        } else if !order.isOpen, let place = places.removeValue(forKey: order.id) {
            let last = resting.removeLast()
            guard last != order.id else { return }
            resting[place] = last
            places[last] = place
        }
    }

    private mutating func size() -> Size {
        Size(whole: 1 + Int64(random.below(20) == 0 ? 50 + random.below(150) : random.below(20)))
    }

    /// Two thirds are behind the middle, most of them near it and none further than 400; the others are through it.
    private mutating func price(_ side: Side) -> Price {
        let distance =
            random.below(3) == 0 ? -Int64(random.below(7)) : 1 + Int64(random.below(random.below(400) + 1))
        return Price(whole: side == .buy ? middle - distance : middle + distance)
    }
}

/// Random numbers that repeat with their seed (SplitMix64).
private struct SeededNumbers {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// A number below `bound`, good enough for a choice among few.
    mutating func below(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return Int(truncatingIfNeeded: (mixed ^ mixed >> 31) >> 33) % bound
    }
}

import Exchange

/// How often a run met what. A workload that never comes to a rule cannot test it.
package struct Tally: Sendable {
    package private(set) var counts: [String: Int] = [:]

    package init() {}

    package mutating func add(_ other: Tally) { counts.merge(other.counts, uniquingKeysWith: +) }

    mutating func count(_ command: Command, _ events: [Event]?, before: Exchange) {
        guard let events else { return add("refused") }
        for event in events {
            switch event {
            case .orderUpdated(let order): count(order, before.order(order.id))
            case .traded(let trade): count(trade)
            case .algoUpdated(let algo): add("algo \(name(algo.status))")
            case .accountOpened, .accountChanged, .orderAccepted, .candleChanged, .fundingRecorded,
                .marketChanged, .statusChanged:
                break
            }
        }
    }

    private mutating func count(_ order: Order, _ earlier: Order?) {
        if let last = order.lastModification, last.number == order.sequence {
            return add("change " + (last.refusal.map { "\($0)" } ?? "made"))
        }
        add(name(order.status))
        if earlier?.status == .untriggered { add("\(order.type) \(name(order.status))") }
    }

    private mutating func count(_ trade: Trade) {
        add("\(trade.kind)")
        for fill in [trade.maker, trade.taker] where fill.realizedFunding != .zero { add("funding") }
        if trade.kind == .liquidation, trade.taker.fee < .zero { add("debt") }
        if trade.kind == .liquidation, trade.taker.position != .zero { add("liquidation in part") }
    }

    private func name(_ status: OrderStatus) -> String {
        if case .cancelled(let reason) = status { "\(reason)" } else { "\(status)" }
    }

    private mutating func add(_ key: String) { counts[key, default: 0] += 1 }
}

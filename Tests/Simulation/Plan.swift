import Exchange

/// A command of a random run, and when it comes.
///
/// A plan can be cut: orders and algo orders are not named by the number that the exchange gave them, which
/// hangs on everything before, but by the step that placed them (see `PlannedName`).
package struct Step: Sendable {
    /// Its place in the whole plan.
    let place: Int
    /// Numbers of orders in it are planned names.
    let command: Command
    let at: Timestamp
}

/// What a plan calls an order: below zero, from the step that places it and its place in the batch.
enum PlannedName {
    static func number(step: Int, order: Int) -> OrderID { OrderID(number: -Int64(step * 16 + order + 1)) }
}

/// Which numbers the exchange gave to planned orders.
struct NameTable {
    private var numbers: [Int64: Int64] = [:]
    private var names: [Int64: Int64] = [:]

    /// Notes the numbers of what this step has placed: the last accepted of its events.
    mutating func note(_ step: Step, _ events: [Event]) {
        var placed: [Int64] = []
        switch step.command {
        case .place(let orders):
            let accepted = events.compactMap { event in
                if case .orderAccepted(let order) = event { order.id.number } else { nil }
            }
            placed = accepted.suffix(orders.count)
        case .placeOne:
            placed = events.compactMap { event in
                if case .orderAccepted(let order) = event { order.id.number } else { nil }
            }.suffix(1)
        case .placeAlgo:
            placed = events.compactMap { event in
                if case .algoUpdated(let algo) = event, algo.status == .new { algo.id.number } else { nil }
            }
        default: break
        }
        for (index, number) in placed.enumerated() {
            let name = PlannedName.number(step: step.place, order: index).number
            numbers[name] = number
            names[number] = name
        }
    }

    /// The command with the numbers that the exchange gave; an order that was never placed becomes number 0.
    func resolved(_ command: Command) -> Command {
        func number(_ id: OrderID) -> OrderID { OrderID(number: numbers[id.number] ?? 0) }
        switch command {
        case .modify(var change):
            change.order = number(change.order)
            return .modify(change)
        case .cancel(let account, let ids): return .cancel(account, ids.map(number))
        case .cancelAlgo(let account, let id): return .cancelAlgo(account, number(id))
        default: return command
        }
    }

    /// What the plan calls an order of the exchange; nil for one that no step placed, such as a slice.
    func name(of id: OrderID) -> OrderID? { names[id.number].map(OrderID.init(number:)) }
}

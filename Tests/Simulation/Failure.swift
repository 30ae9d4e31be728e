import Exchange

/// A run that broke a rule: what was expected, and the commands that led there.
package struct Failure: Sendable {
    package let seed: UInt64
    package let step: Int
    let violation: Violation
    package let plan: [Step]
    let markets: [Market]
    let rules: [Market]

    /// The same failure with as few commands as can be found.
    ///
    /// Leaves out ever smaller parts of the plan while the same rule stays broken.
    package func shrunk() -> Failure {
        var best = self
        var part = max(1, plan.count / 2)
        while true {
            var hasChanged = false
            var start = 0
            while start < best.plan.count {
                let end = min(best.plan.count, start + part)
                let shorter = Array(best.plan[..<start] + best.plan[end...])
                if let failure = best.replayed(shorter) {
                    best = failure
                    hasChanged = true
                } else {
                    start = end
                }
            }
            if part == 1, !hasChanged { return best.withSmallerBatches() }
            part = max(1, part / 2)
        }
    }

    /// Leaves out orders of batches.
    private func withSmallerBatches() -> Failure {
        var best = self
        for index in plan.indices.reversed() where index < best.plan.count {
            var order = 0
            while case .place(var orders) = best.plan[index].command, orders.count > 1, order < orders.count {
                orders.remove(at: order)
                var smaller = best.plan
                let step = smaller[index]
                smaller[index] = Step(place: step.place, command: .place(orders), at: step.at)
                if let failure = best.replayed(smaller), failure.plan.count == smaller.count {
                    best = failure
                } else {
                    order += 1
                }
            }
        }
        return best
    }

    /// Runs another plan; returns its failure if it is of the same kind.
    private func replayed(_ plan: [Step]) -> Failure? {
        var run = Run(markets: markets, rules: rules)
        for (index, step) in plan.enumerated() {
            guard let found = run.take(step, checksReplay: false) else { continue }
            guard found.law == violation.law else { return nil }
            return Failure(
                seed: seed, step: self.step, violation: found, plan: Array(plan[...index]), markets: markets,
                rules: rules)
        }
        return nil
    }
}

extension Failure: CustomStringConvertible {
    /// The seed, the step, what was expected and found, and the commands.
    package var description: String {
        let commands = plan.map {
            "  \($0.at.milliseconds - plan[0].at.milliseconds) ms  #\($0.place) \($0.text)"
        }
        return """
            seed \(seed), step \(step): \(violation.law)
            \(details)
            \(plan.count) commands in \(markets.count) markets lead there:
            \(commands.joined(separator: "\n"))
            """
    }
}

extension Failure {
    private var details: String {
        ["Exchange.", "Simulation."].reduce(violation.details) { $0.replacing($1, with: "") }
    }
}

extension Step {
    /// The command as a line to read; an order is called by its step, and its place in a batch.
    fileprivate var text: String {
        switch command {
        case .openAccount(let new): "open account with \(new.balance.text)"
        case .place(let orders): "place " + orders.map(\.line).joined(separator: "; ")
        case .placeOne(let order): "place " + order.line
        case .modify(let change):
            "a\(change.account.index) modify \(change.order.planned): \(change.size.text) @ \(change.price.text)"
                + (change.triggerPrice.map { " trigger \($0.text)" } ?? "")
                + (change.keepsPlace ? "" : " (loses place)")
        case .cancel(let account, let ids):
            "a\(account.index) cancel \(ids.map(\.planned).joined(separator: " "))"
        case .cancelAll(let account, let market):
            "a\(account.index) cancel all \(market.map { "M\($0.index)" } ?? "")"
        case .placeAlgo(let new):
            "a\(new.account.index) algo \(new.side) \(new.size.text) M\(new.market.index) in \(new.duration) s"
        case .cancelAlgo(let account, let id): "a\(account.index) cancel algo \(id.planned)"
        case .changeAccount(let account, let change): "a\(account.index) \(change)"
        case .changeMarket(let change): change.line
        case .setStatus(let status): "status \(status)"
        case .tick: "tick"
        }
    }
}

extension OrderID {
    fileprivate var planned: String {
        number > 0
            ? "\(number)" : "#\((-number - 1) / 16)" + (number % 16 == -1 ? "" : ".\((-number - 1) % 16)")
    }
}

extension NewOrder {
    fileprivate var line: String {
        var words = ["a\(account.index) \(type) \(side) \(size.text) M\(market.index)"]
        if type.hasLimit { words.append("@ \(price.text)") }
        if type.isConditional { words.append("trigger \(triggerPrice.text)") }
        if type == .market, averagePriceLimit > .zero { words.append("average \(averagePriceLimit.text)") }
        if timeInForce != .goodTillCancelled { words.append("\(timeInForce)") }
        if selfTradePrevention != .expireTaker { words.append("\(selfTradePrevention)") }
        if isReduceOnly { words.append("reduce-only") }
        if isInteractive { words.append("interactive") }
        if !clientID.isEmpty { words.append("named \(clientID)") }
        return words.joined(separator: " ")
    }
}

extension MarketChange {
    fileprivate var line: String {
        var words = ["M\(market.index)"]
        if let markPrice { words.append("mark \(markPrice.text)") }
        if let indexPrice { words.append("index \(indexPrice.text)") }
        if let followsBook { words.append(followsBook ? "follows its book" : "does not follow its book") }
        if let fundingRate { words.append("funding \(fundingRate)") }
        return words.joined(separator: " ")
    }
}

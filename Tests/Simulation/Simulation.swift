package import Exchange

/// A random run of the exchange under an auditor's eyes. The seed says everything about it.
package struct Simulation {
    package let seed: UInt64
    package let steps: Int

    /// What the exchange is given by mistake, for tests of the auditor: rules that are not those it knows.
    private let spoil: @Sendable ([Market]) -> [Market]

    package init(
        seed: UInt64, steps: Int, spoiling spoil: @escaping @Sendable ([Market]) -> [Market] = { $0 }
    ) {
        self.seed = seed
        self.steps = steps
        self.spoil = spoil
    }

    /// Runs it; nil if all was well.
    ///
    /// - Parameter tally: counts what it met.
    package func run(_ tally: inout Tally) -> Failure? {
        var workload = Workload(seed: seed)
        let rules = Workload.markets(workload.marketCount)
        let markets = spoil(rules)
        var run = Run(markets: markets, rules: rules)
        var plan: [Step] = []
        defer { tally.add(run.tally) }
        for index in 0..<steps {
            let step = workload.next(run.exchange, run.names)
            plan.append(step)
            if let violation = run.take(step, checksReplay: index % 250 == 249 || index == steps - 1) {
                return Failure(
                    seed: seed, step: index, violation: violation, plan: plan, markets: markets,
                    rules: rules)
            }
        }
        return nil
    }
}

/// An exchange that is carried through a plan.
struct Run {
    private(set) var exchange: Exchange
    private(set) var names = NameTable()
    private(set) var tally = Tally()
    private var auditor: Auditor
    private let start: Exchange
    private var journal: [(command: Command, at: Timestamp, digest: UInt64)] = []

    init(markets: [Market], rules: [Market]) {
        exchange = Exchange(markets: markets)
        start = exchange
        auditor = Auditor(rules: rules)
    }

    /// Takes one step; returns what was wrong with it.
    ///
    /// - Parameter checksReplay: whether the exchange then crashes and comes back from its journal.
    mutating func take(_ step: Step, checksReplay: Bool) -> Violation? {
        do throws(Violation) {
            // As whoever runs an exchange does: what is due comes first.
            if let due = exchange.nextDeadline, due <= step.at { _ = try execute(.tick, at: step.at) }
            names.note(step, try execute(names.resolved(step.command), at: step.at))
            if checksReplay { try comeBack() }
        } catch { return error }
        return nil
    }

    private mutating func execute(_ command: Command, at time: Timestamp) throws(Violation) -> [Event] {
        let before = exchange
        let events = try? exchange.execute(command, at: time)
        tally.count(command, events, before: before)
        if events != nil { journal.append((command, time, exchange.digest)) }
        try auditor.look(at: command, time, before: before, after: exchange, events)
        return events ?? []
    }

    /// Replays the journal and goes on with what that gives.
    private mutating func comeBack() throws(Violation) {
        var replayed = start
        for entry in journal {
            guard (try? replayed.execute(entry.command, at: entry.at)) != nil else {
                throw Violation("a command of the journal is allowed again", "\(entry.command)")
            }
            try require(replayed.digest, is: entry.digest, "a replay has the same digest")
        }
        try require(replayed == exchange, "a replay gives the same exchange")
        exchange = replayed
    }
}

import ArgumentParser
import EventLoop
import Exchange

/// Times the matching engine alone: with events, owner checks, self-trade prevention and digest, without
/// margins, fees, journal and network.
struct MeasureEngine: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure-engine",
        abstract: "Time the matching engine with random operations in a market of its own.",
        shouldDisplay: false)

    @Option(help: "How many operations.")
    var operations = 1_000_000
    @Option(help: "How many orders rest.")
    var resting = 10_000
    @Option(help: "What the operations follow from.")
    var seed: UInt64 = 1
    @Option(help: "Write the operations to this file, as match-orders reads them, and time nothing.")
    var write: String?

    func run() throws {
        let load = EngineLoad(seed: seed, operations: operations, resting: resting)
        if let write {
            let lines = load.operations.map { $0.line + "\n" }.joined()
            return try FileSystem.write(Array(lines.utf8), to: write)
        }
        var exchange = BareMarket.exchange()
        var fills = 0
        let time = ContinuousClock().measure {
            fills = Self.carryOut(load.commands, on: &exchange)
        }
        FileSystem.print(
            """
            nanoseconds per operation: \(time / operations / .nanoseconds(1))
            operations: \(operations)
            fills: \(fills)
            digest: \(exchange.digest)

            """)
    }

    /// Returns how many trades there were.
    private static func carryOut(_ commands: [Command], on exchange: inout Exchange) -> Int {
        var fills = 0
        var events = EventList()
        for index in commands.indices {
            let time = BareMarket.time(ofOperation: index + 1)
            events.removeAll()
            try? exchange.execute(commands[index], at: time, into: &events)
            fills += events.tradeCount
        }
        return fills
    }
}

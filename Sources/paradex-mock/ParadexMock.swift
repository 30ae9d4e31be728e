import ArgumentParser

/// Every command has its name in writing: taking it from the type's name is slow, and every start would do so.
@main
struct ParadexMock: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "paradex-mock",
        abstract: "A local, stateful mock of the Paradex exchange.",
        discussion: "Without a subcommand it serves; `paradex-mock serve --help` lists the flags.",
        version: version,
        subcommands: [
            Serve.self, SignOrders.self, VerifyOrders.self, MatchOrders.self,
            MeasureEngine.self, MeasureJSON.self, CurveOperations.self,
        ],
        defaultSubcommand: Serve.self)

    static let version = "paradex-mock 0.1.0 (imitates Paradex testnet, REST 1.106.3)"
}

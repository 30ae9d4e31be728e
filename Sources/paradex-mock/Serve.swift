import ArgumentParser
import EventLoop
import Gateway
import Server
import Store

struct Serve: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Run the exchange (the default).",
        discussion: """
            Every flag can also be given in the environment, for example PARADEX_MOCK_PORT=0 for --port 0 or \
            PARADEX_MOCK_EPHEMERAL=1 for --ephemeral. Flags win.
            """)

    @Option(help: "Address to listen on. (default: 127.0.0.1)")
    var host: String?
    @Option(help: "Port to listen on; 0 takes a free one. (default: 8080)")
    var port: Int?
    @Option(help: "File that holds the exchange's state. (default: paradex-mock.db)")
    var database: String?
    @Flag(help: "Keep the state in memory only.")
    var ephemeral = false
    @Option(help: "What a commit survives: normal (kill -9) or full (power failure). (default: normal)")
    var durability: Durability?
    @Option(help: "File with the markets, as fixtures/markets.json. (default: BTC, ETH and SOL perpetuals)")
    var markets: String?
    @Option(help: "Decides the seeded accounts' keys. (default: 0)")
    var seed: UInt64?
    @Option(help: "Accounts that exist from the start. (default: 10)")
    var accounts: Int?
    @Option(help: "USDC that every new account gets. (default: 1000000)")
    var balance: String?
    @Option(help: "The starknet_chain_id that clients sign for. (default: PRIVATE_SN_POTC_SEPOLIA)")
    var chainID: String?
    @Option(help: "How wrong signatures are treated: strict, warn or off. (default: strict)")
    var signatures: SignaturePolicy?
    @Option(
        help: "Rate limits: off, documented, or a multiple of the documented ones such as x10. (default: off)"
    )
    var rateLimits: String?
    @Flag(help: "With --rate-limits: hold all private requests of one address to 1500 a minute, too.")
    var limitPrivatePerAddress = false
    @Option(help: "Whether a smaller size keeps its place: in-place or replace. (default: in-place)")
    var modify: ModifyPolicy?
    @Option(help: "A further host to accept in Host and Origin; may be repeated.")
    var allowHost: [String] = []
    @Option(help: "The web origin that may read replies, or '*'.")
    var cors: String?
    @Option(help: "Write the port number to this file when ready.")
    var portFile: String?
    @Option(help: "Write urls, chain id and accounts with keys to this JSON file when ready.")
    var configOut: String?
    @Flag(help: "Print nothing but the line that says the server is ready.")
    var quiet = false
    @Option(help: "Form of messages on standard error: text or json. (default: text)")
    var logFormat: Log.Format?
    @Flag(help: "Refuse WebSocket clients that ask for SBE with 400, instead of answering them in JSON.")
    var requireSbeMatch = false
    @Flag(help: "Echo requests and WebSocket messages outside /v1 and /_mock, for conformance suites.")
    var debugEcho = false

    func run() throws {
        let options = try options()
        let log = Log(format: options.logFormat)
        do {
            try serve(options)
        } catch let error as ServerError {
            log.error("\(error)")
            throw ExitCode.failure
        }
    }

    private func serve(_ options: ServerOptions) throws {
        EventLoop.ignoreSIGPIPE()
        let loop = try EventLoop()
        let startup = try Startup(options, loop: loop)
        let server = startup.server
        do throws(LoopError) {
            try server.listen()
            try server.stopOnSignals()
        } catch {
            let advice = error.name == "EINVAL" ? "; --host takes an IP address such as 127.0.0.1" : ""
            throw ServerError.socket(
                "cannot listen on \(options.host):\(options.port): \(error.message) (\(error.name))\(advice)")
        }
        let announcement = Announcement(startup, options, version: ParadexMock.version)
        try announcement.writeFiles(
            port: portFile ?? Environment["PORT_FILE"], config: configOut ?? Environment["CONFIG_OUT"])
        announcement.print(isQuiet: try quiet || Environment.flag("QUIET"))
        try server.run()
    }
}

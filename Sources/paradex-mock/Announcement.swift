import EventLoop
import Gateway
import Server
import Store
import Wire

/// What the server says about itself once it is ready: to people, to scripts and in files.
struct Announcement {
    private let startup: Startup
    private let options: ServerOptions
    private let version: String

    init(_ startup: Startup, _ options: ServerOptions, version: String) {
        self.startup = startup
        self.options = options
        self.version = version
    }

    func print(isQuiet: Bool) {
        let ready = "paradex-mock listening on \(url)\n"
        FileSystem.print(isQuiet ? ready : banner + ready)
    }

    func writeFiles(port: String?, config: String?) throws {
        if let port { try write(Array("\(startup.server.port)\n".utf8), to: port) }
        if let config { try write(configuration, to: config) }
    }

    private func write(_ content: [UInt8], to path: String) throws {
        do throws(LoopError) {
            try FileSystem.write(content, to: path)
        } catch {
            throw ServerError.socket("cannot write \(path): \(error.message) (\(error.name))")
        }
    }

    private var authority: String {
        options.host.contains(":") && !options.host.hasPrefix("[")
            ? "[\(options.host)]:\(startup.server.port)" : "\(options.host):\(startup.server.port)"
    }

    private var url: String { "http://\(authority)/v1" }

    private var banner: String {
        var lines = [version, ""]
        lines.append("  markets    \(startup.markets.joined(separator: ", "))")
        lines.append("  chain id   \(startup.chainID)")
        lines.append("  signatures \(options.signatures.rawValue)")
        lines.append("  limits     \(options.rateLimits.rawValue)")
        lines.append("  database   \(database)")
        lines.append("  accounts   \(startup.accounts.count), each funded with \(startup.balance) USDC")
        for (index, account) in startup.accounts.prefix(Self.accountsShown).enumerated() {
            lines.append("")
            lines.append("  (\(index)) L1 address      \(account.l1Address)")
            lines.append("      account         \(account.address)")
            lines.append("      L2 public key   \(account.publicKey)")
            lines.append("      L2 private key  \(account.privateKey)")
        }
        if startup.accounts.count > Self.accountsShown {
            lines.append("")
            lines.append("  all accounts: --config-out FILE")
        }
        lines += [
            "", "  paradex-py: Paradex(env=\"testnet\", api_base_url=\"\(url)\", …), see the README", "",
        ]
        return lines.joined(separator: "\n") + "\n"
    }

    private static let accountsShown = 10

    private var database: String {
        switch options.location {
        case .memory: "in memory, gone when the server stops"
        case .file(let path):
            "\(path), \(startup.replayed) commands replayed, durability \(options.durability.rawValue)"
        }
    }

    private var configuration: [UInt8] {
        var json = JSONWriter(capacity: 4096)
        json.beginObject()
        for (name, value) in [
            ("version", version), ("rest_url", url), ("chain_id", startup.chainID),
            ("signatures", options.signatures.rawValue), ("rate_limits", options.rateLimits.rawValue),
        ] {
            json.key(name)
            json.string(value)
        }
        json.key("port")
        json.integer(Int64(startup.server.port))
        json.key("database")
        if case .file(let path) = options.location { json.string(path) } else { json.null() }
        json.key("markets")
        json.beginArray()
        for market in startup.markets { json.string(market) }
        json.endArray()
        json.key("accounts")
        json.beginArray()
        for account in startup.accounts {
            json.beginObject()
            for (name, value) in [
                ("l1_address", account.l1Address), ("l2_private_key", account.privateKey),
                ("l2_public_key", account.publicKey), ("account", account.address),
            ] {
                json.key(name)
                json.string(value)
            }
            json.endObject()
        }
        json.endArray()
        json.endObject()
        return json.bytes
    }
}

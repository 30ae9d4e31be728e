import ArgumentParser
import Exchange
import Gateway
import Server
import Store

extension Serve {
    /// Flags, then the environment, then the defaults.
    func options() throws -> ServerOptions {
        var options = ServerOptions()
        options.host = host ?? Environment["HOST"] ?? options.host
        options.port = try port ?? Environment.value("PORT", "a port number", Int.init) ?? options.port
        guard (0...65535).contains(options.port) else {
            throw ValidationError("--port: expected 0 to 65535, not \(options.port)")
        }
        options.location = try location(default: options.location)
        options.durability =
            try durability ?? Environment.value("DURABILITY", "normal or full", Durability.init(rawValue:))
            ?? options.durability
        options.marketsFile = markets ?? Environment["MARKETS"]
        try addGenesis(to: &options)
        options.signatures =
            try signatures
            ?? Environment.value("SIGNATURES", "strict, warn or off", SignaturePolicy.init(rawValue:))
            ?? options.signatures
        try addRateLimits(to: &options)
        options.modify =
            try modify
            ?? Environment.value("MODIFY", "in-place or replace", ModifyPolicy.init(rawValue:))
            ?? options.modify
        options.allowedHosts = allowHost.isEmpty ? Environment.list("ALLOW_HOST") : allowHost
        options.corsOrigin = cors ?? Environment["CORS"]
        options.echoes = try debugEcho || Environment.flag("DEBUG_ECHO")
        options.requiresSBEMatch = try requireSbeMatch || Environment.flag("REQUIRE_SBE_MATCH")
        options.logFormat =
            try logFormat ?? Environment.value("LOG_FORMAT", "text or json", Log.Format.init(rawValue:))
            ?? options.logFormat
        return options
    }

    private func addRateLimits(to options: inout ServerOptions) throws {
        if let text = rateLimits ?? Environment["RATE_LIMITS"] {
            guard let policy = RateLimitPolicy(rawValue: text) else {
                throw ValidationError("--rate-limits: expected \(RateLimitPolicy.expected), not \(text)")
            }
            options.rateLimits = policy
        }
        options.limitsPrivateRequests =
            try limitPrivatePerAddress || Environment.flag("LIMIT_PRIVATE_PER_ADDRESS")
        if options.limitsPrivateRequests, options.rateLimits == .off {
            throw ValidationError("--limit-private-per-address needs --rate-limits documented or xN")
        }
    }

    private func location(default location: Location) throws -> Location {
        if ephemeral, database != nil {
            throw ValidationError("--ephemeral and --database exclude each other")
        }
        if let database { return .file(database) }
        if try ephemeral || Environment.flag("EPHEMERAL") { return .memory }
        return Environment["DATABASE"].map(Location.file) ?? location
    }

    /// What a new database is made with.
    private func addGenesis(to options: inout ServerOptions) throws {
        options.seed = try seed ?? Environment.value("SEED", "a whole number", UInt64.init)
        options.accounts = try accounts ?? Environment.value("ACCOUNTS", "a whole number", Int.init)
        guard (0...10_000).contains(options.accounts ?? 0) else {
            throw ValidationError("--accounts: expected 0 to 10000, not \(options.accounts ?? 0)")
        }
        options.balance = balance ?? Environment["BALANCE"]
        if let balance = options.balance {
            guard let quote = try? Quote(balance), quote >= .zero else {
                throw ValidationError("--balance: expected a decimal such as 1000000, not \(balance)")
            }
        }
        options.chainID = chainID ?? Environment["CHAIN_ID"]
        if let chainID = options.chainID, !Configuration.chainIDs.contains(chainID) {
            throw ValidationError(
                "--chain-id: expected one of \(Configuration.chainIDs.joined(separator: ", ")), not \(chainID)"
            )
        }
    }
}

// The words of these types are given, since the parser's own way to them is slow, and every start would take it.

extension Durability: ExpressibleByArgument {
    package static var allValueStrings: [String] { allCases.map(\.rawValue) }
}

extension SignaturePolicy: ExpressibleByArgument {
    package static var allValueStrings: [String] { allCases.map(\.rawValue) }
}

extension ModifyPolicy: ExpressibleByArgument {
    package static var allValueStrings: [String] { allCases.map(\.rawValue) }
}

extension Log.Format: ExpressibleByArgument {
    package static var allValueStrings: [String] { allCases.map(\.rawValue) }
}

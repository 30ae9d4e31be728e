package import Gateway
package import Store

/// What a reply waits for.
package enum Durability: String, CaseIterable, Sendable {
    /// Its turn survives the end of this process, however sudden. A power failure may take the last turns.
    case normal
    /// It survives a power failure as well: the disk has it.
    case full
}

/// How a server is started. A nil means that the person did not say, so that a database may decide.
package struct ServerOptions: Sendable {
    package var host = "127.0.0.1"
    /// 0 takes a free port.
    package var port = 8080
    package var location = Location.file("paradex-mock.db")
    package var durability = Durability.normal
    /// Path of a markets file; nil for the built-in markets.
    package var marketsFile: String?
    package var seed: UInt64?
    /// Accounts that exist from the start.
    package var accounts: Int?
    /// Decimal text of USDC that every new account gets.
    package var balance: String?
    package var chainID: String?
    package var signatures = SignaturePolicy.strict
    package var rateLimits = RateLimitPolicy.off
    /// Whether the limits include the one on all private requests of an address together.
    package var limitsPrivateRequests = false
    package var modify = ModifyPolicy.inPlace
    /// Hosts that may stand in `Host` and `Origin` besides loopback.
    package var allowedHosts: [String] = []
    /// The foreign origin that may read replies, or "*".
    package var corsOrigin: String?
    /// Answers every path outside the API with the request's body, for HTTP conformance suites.
    package var echoes = false
    /// Refuses WebSocket clients that ask for SBE, instead of answering them in JSON.
    package var requiresSBEMatch = false
    package var logFormat = Log.Format.text

    package init() {}
}

/// Why a server could not start or had to stop, in one line for the person at the console.
package enum ServerError: Error, CustomStringConvertible {
    case storage(DatabaseError)
    /// A database that belongs to another configuration, or that replays differently.
    case database(String)
    case markets(file: String, String)
    case socket(String)

    package var description: String {
        switch self {
        case .storage(let error): "\(error)"
        case .database(let text): text
        case .markets(let file, let text): "markets file \(file): \(text)"
        case .socket(let text): text
        }
    }
}

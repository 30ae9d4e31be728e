/// So many requests in so many seconds.
struct RateLimit: Hashable, Sendable {
    let requests: Int64
    let windowSeconds: Int64

    static func perSecond(_ requests: Int64) -> RateLimit {
        RateLimit(requests: requests, windowSeconds: 1)
    }

    static func perMinute(_ requests: Int64) -> RateLimit {
        RateLimit(requests: requests, windowSeconds: 60)
    }

    func times(_ factor: Int) -> RateLimit {
        RateLimit(requests: requests * Int64(factor), windowSeconds: windowSeconds)
    }
}

/// The documented limits, each with a bucket of its own for every account or every address.
enum DocumentedLimit: Hashable, Sendable {
    case publicRequests
    case onboarding
    case login
    /// Everything that needs a token. Contradicts the orders' limit, so it holds only when asked for.
    case privateRequests
    case ordersPerSecond
    case ordersPerMinute
    case readsPerSecond
    case readsPerMinute
    case connectionsPerSecond
    case connectionsPerMinute

    var rate: RateLimit {
        switch self {
        case .publicRequests, .privateRequests: .perMinute(1500)
        case .onboarding, .login: .perMinute(600)
        case .ordersPerSecond: .perSecond(800)
        case .ordersPerMinute: .perMinute(17250)
        case .readsPerSecond: .perSecond(120)
        case .readsPerMinute: .perMinute(600)
        case .connectionsPerSecond: .perSecond(20)
        case .connectionsPerMinute: .perMinute(600)
        }
    }

    /// Whether each account has its bucket; otherwise each client address has.
    var isPerAccount: Bool {
        switch self {
        case .publicRequests, .onboarding, .login, .privateRequests, .connectionsPerSecond,
            .connectionsPerMinute:
            false
        case .ordersPerSecond, .ordersPerMinute, .readsPerSecond, .readsPerMinute: true
        }
    }
}

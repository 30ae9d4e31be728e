/// What a request counts as for rate limits; follows from its route.
enum RequestClass: Sendable {
    /// Whatever needs no token, and what leads to no route or has no valid token.
    case publicRequest
    case onboarding
    /// A login, with or without a public key in the path.
    case login
    /// POST, PUT and DELETE of the orders family; a batch counts once.
    case order
    /// Everything else that needs a token.
    case read
    /// The handshake of a WebSocket.
    case connection
    /// Operations that are not the exchange's: never counted.
    case control

    init(method: String, path: String, access: Access) {
        if path.hasPrefix("/_mock/") {
            self = .control
            return
        }
        switch access {
        case .open:
            switch (method, path) {
            case ("POST", "/v1/onboarding"): self = .onboarding
            case ("POST", "/v1/auth"), ("POST", "/v1/auth/{public_key}"): self = .login
            default: self = .publicRequest
            }
        case .account, .owner:
            self = method != "GET" && path.hasPrefix("/v1/orders") ? .order : .read
        }
    }

    /// The limits that must all have room for such a request.
    var limits: [DocumentedLimit] {
        switch self {
        case .publicRequest: [.publicRequests]
        case .onboarding: [.onboarding]
        case .login: [.login]
        case .order: [.ordersPerSecond, .ordersPerMinute]
        case .read: [.readsPerSecond, .readsPerMinute]
        case .connection: [.connectionsPerSecond, .connectionsPerMinute]
        case .control: []
        }
    }

    /// Whether it counts as one of the private requests of its address too.
    var isPrivate: Bool {
        switch self {
        case .order, .read: true
        case .publicRequest, .onboarding, .login, .connection, .control: false
        }
    }
}

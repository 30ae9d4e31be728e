/// When a WebSocket is pinged, and when its silence ends it. Times are the loop's milliseconds.
struct Heartbeat {
    /// Between pings, as documented.
    static let interval: UInt64 = 55_000
    /// For the pong.
    static let patience: UInt64 = 5_000

    enum Beat: Equatable {
        case none
        case ping
        /// No pong has come since the last ping.
        case giveUp
    }

    private var pingDue: UInt64
    /// When a pong must have come; nil while none is waited for.
    private var pongDue: UInt64?

    init(at now: UInt64) { pingDue = now + Self.interval }

    /// What is due. A ping that is returned counts as sent.
    mutating func beat(at now: UInt64) -> Beat {
        if let pongDue, now >= pongDue { return .giveUp }
        guard now >= pingDue else { return .none }
        pingDue = now + Self.interval
        pongDue = now + Self.patience
        return .ping
    }

    /// A pong has come; any will do (RFC 6455 §5.5.3 allows unasked ones).
    mutating func receivedPong() { pongDue = nil }
}

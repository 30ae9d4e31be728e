/// When a WebSocket is pinged, and when its client has been silent for too long.
struct Heartbeat {
    /// Milliseconds between pings, as documented.
    static let interval: UInt64 = 55_000
    /// Milliseconds for the pong.
    static let patience: UInt64 = 5_000

    enum Beat: Equatable {
        case none
        case ping
        /// The pong is overdue.
        case giveUp
    }

    private var pingDue: UInt64
    /// When a pong must have come.
    private var end: UInt64

    init(at now: UInt64) {
        pingDue = now + Self.interval
        end = pingDue + Self.patience
    }

    /// What is due. A ping that is returned counts as sent, and its pong has its time even if the ping is late.
    mutating func beat(at now: UInt64) -> Beat {
        if now >= pingDue {
            pingDue = now + Self.interval
            end = max(end, now + Self.patience)
            return .ping
        }
        return now >= end ? .giveUp : .none
    }

    /// A pong has come, which renews the connection for a minute; an unasked one, RFC 6455 §5.5.3, does so too.
    mutating func receivedPong(at now: UInt64) { end = now + Self.interval + Self.patience }
}

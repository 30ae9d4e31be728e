package import Exchange
package import Wire

/// A WebSocket as the gateway knows it. Never given twice.
package struct SocketID: Hashable, Sendable {
    let number: UInt64
}

/// What a message from a socket leads to.
package enum SocketReply {
    /// The reply, if there is one, is in the output.
    case done
    /// Ask the ledger, then call `Gateway.finish`.
    case lookup(Lookup, Unfinished)

    /// A reply that waits for its look-up.
    package struct Unfinished {}
}

/// A text for one or more sockets.
package struct Message {
    /// JSON; the shell frames it once for all recipients.
    package let payload: [UInt8]
    package let recipients: [SocketID]
}

/// The sockets that are connected.
struct Sockets {
    private var lastNumber: UInt64 = 0

    mutating func add() -> SocketID {
        lastNumber += 1
        return SocketID(number: lastNumber)
    }
}

extension Gateway {
    /// Why an address gets no further socket now: the response to its handshake. Counts it otherwise.
    package mutating func refusal(
        ofSocketFrom address: String, at now: Timestamp
    ) -> HTTPResponse? {
        rateLimits.count(.connection, of: nil, from: address, at: now).refusal
    }

    /// A socket has been opened by a client at this address.
    package mutating func connect(from address: String, at now: Timestamp) -> SocketID {
        sockets.add()
    }

    /// A socket has ended. What its client has asked for in that case happens now.
    package mutating func disconnect(_ id: SocketID, at now: Timestamp) {}

    /// Takes a text message. Replies and pushes come out with `takeOutput`.
    package mutating func receive(_ text: [UInt8], from id: SocketID, at now: Timestamp) -> SocketReply {
        .done
    }

    /// Takes a binary message, which has no meaning here.
    package mutating func receiveBinary(from id: SocketID, at now: Timestamp) {}

    /// Completes a reply with what its look-up found. The reply is then in the output.
    package mutating func finish(
        _ unfinished: SocketReply.Unfinished, with found: Found, from id: SocketID
    ) {}
}

import Exchange

/// A WebSocket as the gateway knows it. Never given twice.
package struct SocketID: Hashable, Sendable {
    let number: UInt64
}

/// What a message from a socket leads to.
package enum SocketReply {
    /// The reply is in the output.
    case done
    /// Ask the ledger, then call `Gateway.finish`.
    case lookup(Lookup, Unfinished)

    /// A reply that waits for its look-up.
    package struct Unfinished {
        let id: SocketRequest.ID
        let then: Answer.Continuation
        let now: Timestamp
    }
}

/// A text for one or more sockets.
package struct Message {
    /// JSON with a line feed at its end; the shell frames it once for all recipients.
    package let payload: [UInt8]
    package let recipients: [SocketID]
}

/// What one socket has said about itself.
struct Socket {
    /// The client's, without its port.
    let address: String
    /// Who has authenticated it. A token's end does not end the session.
    var session: Session?
    var cancelsOnDisconnect = false
    /// Orders that were placed or modified over it; some may be closed by now.
    fileprivate(set) var orders: Set<OrderID> = []
    /// How many orders are remembered before the closed ones are forgotten.
    fileprivate var ordersMaximum = 1000
}

/// The sockets that are connected.
struct Sockets {
    private var lastNumber: UInt64 = 0
    private var sockets: [SocketID: Socket] = [:]

    mutating func add(from address: String) -> SocketID {
        lastNumber += 1
        let id = SocketID(number: lastNumber)
        sockets[id] = Socket(address: address)
        return id
    }

    mutating func remove(_ id: SocketID) -> Socket? { sockets.removeValue(forKey: id) }

    /// nil for one that has ended.
    subscript(id: SocketID) -> Socket? {
        get { sockets[id] }
        set { sockets[id] = newValue }
    }

    /// Remembers orders as a socket's own.
    mutating func track(_ orders: [OrderID], of id: SocketID, in exchange: Exchange) {
        guard var socket = sockets.removeValue(forKey: id) else { return }
        socket.orders.formUnion(orders)
        if socket.orders.count > socket.ordersMaximum {
            socket.orders = socket.orders.filter { exchange.order($0) != nil }
            socket.ordersMaximum = max(1000, 2 * socket.orders.count)
        }
        sockets[id] = socket
    }
}

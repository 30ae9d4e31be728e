import Exchange
import Gateway
package import Wire

extension GatewayDoor {
    package mutating func open(_ socket: String) throws {
        guard sockets[socket] == nil else { throw TranscriptError("\(socket) is open already") }
        sockets[socket] = gateway.connect(from: address, at: Timestamp(milliseconds: now))
    }

    package mutating func close(_ socket: String) throws {
        gateway.disconnect(try id(socket), at: Timestamp(milliseconds: now))
        sockets[socket] = nil
        keepOutput()
    }

    package mutating func send(_ text: String, over socket: String) throws {
        try send(bytes: Array(text.utf8), over: socket)
    }

    package mutating func send(bytes: [UInt8], over socket: String) throws {
        let id = try id(socket)
        let reply = gateway.receive(bytes, from: id, at: Timestamp(milliseconds: now))
        keepOutput()
        guard case .lookup(let lookup, let unfinished) = reply else { return }
        gateway.finish(unfinished, with: ledger.find(lookup), from: id)
        keepOutput()
    }

    package mutating func sendBinary(over socket: String) throws {
        gateway.receiveBinary(from: try id(socket), at: Timestamp(milliseconds: now))
        keepOutput()
    }

    package mutating func receive(from socket: String) throws -> String? {
        let id = try id(socket)
        guard let first = inboxes[id]?.first else { return nil }
        inboxes[id]?.removeFirst()
        return String(decoding: first, as: UTF8.self)
    }

    /// All messages that the socket got since the last time.
    package mutating func takeMessages(of socket: String) throws -> [JSONValue] {
        let taken = inboxes.removeValue(forKey: try id(socket)) ?? []
        return try taken.map { try JSONValue.parse($0) }
    }

    private func id(_ socket: String) throws -> SocketID {
        guard let id = sockets[socket] else { throw TranscriptError("\(socket) is not open") }
        return id
    }
}

import Foundation
import Support
import Wire

/// The exchange behind a socket. Its clock is the real one, since logins and orders are signed with the time.
struct SocketDoor: Door {
    private let port: Int
    private let client: Client
    private var sockets: [String: WebSocketClient] = [:]
    /// Messages that were read and not asked for yet.
    private var inboxes: [String: [String]] = [:]

    init(port: Int) throws {
        self.port = port
        client = try Client(port: port)
    }

    var now: Int64 { Int64(Date().timeIntervalSince1970 * 1000) }

    mutating func wait(milliseconds: Int64) { preconditionFailure("a real server's clock cannot be moved") }

    mutating func ask(_ question: Question) throws -> Answered {
        try client.send(question)
        return try client.readResponse(isHead: question.method == "HEAD")
    }

    /// A request on behalf of a trader, with a signed order where there is one.
    mutating func ask(_ method: String, _ target: String, _ body: String = "", as trader: Trader) throws
        -> Answered
    {
        let login = try ask(Question("POST", "/v1/auth", headers: trader.loginHeaders(seconds: now / 1000)))
        let token = login.json["jwt_token"]?.stringValue ?? ""
        var bytes = Array(body.utf8)
        if let order = try? JSONValue.parse(bytes).objectValue {
            bytes = JSONValue.object(trader.signing(order, at: now)).serialized()
        }
        return try ask(Question(method, target, headers: [("Authorization", token)], body: bytes))
    }
}

// MARK: - WebSockets

extension SocketDoor {
    mutating func open(_ socket: String) throws { sockets[socket] = try WebSocketClient(port: port) }

    /// Waits for the end of the connection: then the server has done what follows from it.
    mutating func close(_ socket: String) throws {
        let client = try webSocket(socket)
        try client.send(close: 1000)
        while try client.read().opcode != 8 {}
        guard client.isAtEnd else { throw ClientError("\(socket) goes on after its end") }
        sockets[socket] = nil
    }

    mutating func send(_ text: String, over socket: String) throws {
        try webSocket(socket).send(text: text)
    }

    /// Whatever the server had to say is there before the answer to a ping.
    mutating func receive(from socket: String) throws -> String? {
        if inboxes[socket, default: []].isEmpty { inboxes[socket] = try messagesSoFar(of: socket) }
        guard let first = inboxes[socket]?.first else { return nil }
        inboxes[socket]?.removeFirst()
        return first
    }

    private func messagesSoFar(of socket: String) throws -> [String] {
        let client = try webSocket(socket)
        try client.send(WebSocketClient.frame(9, []))
        var messages: [String] = []
        while true {
            let frame = try client.read()
            switch frame.opcode {
            case 1: messages.append(frame.text)
            case 10: return messages
            case 9: continue
            default: throw ClientError("\(socket) got \(frame)")
            }
        }
    }

    private func webSocket(_ name: String) throws -> WebSocketClient {
        guard let socket = sockets[name] else { throw ClientError("\(name) is not open") }
        return socket
    }
}

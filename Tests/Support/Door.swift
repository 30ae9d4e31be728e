package import Wire

/// A way to the exchange: in process, or through a socket.
package protocol Door {
    /// The exchange's clock in Unix milliseconds.
    var now: Int64 { get }
    /// Lets time pass. Only a door in process can.
    mutating func wait(milliseconds: Int64)
    mutating func ask(_ question: Question) throws -> Answered
    /// Opens a WebSocket under a name of the caller's.
    mutating func open(_ socket: String) throws
    /// Ends it, as a client does that goes away.
    mutating func close(_ socket: String) throws
    mutating func send(_ text: String, over socket: String) throws
    /// The next message that the socket got; nil if there is none.
    mutating func receive(from socket: String) throws -> String?
}

/// For doors without sockets.
extension Door {
    package mutating func open(_ socket: String) throws {
        throw TranscriptError("there are no sockets through this door")
    }

    package mutating func close(_ socket: String) throws { try open(socket) }

    package mutating func send(_ text: String, over socket: String) throws { try open(socket) }

    package mutating func receive(from socket: String) throws -> String? { nil }
}

/// A request as a client sends it.
package struct Question: Sendable {
    package var method: String
    package var target: String
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]

    package init(
        _ method: String, _ target: String, headers: [(name: String, value: String)] = [],
        body: [UInt8] = []
    ) {
        self.method = method
        self.target = target
        self.headers = headers
        self.body = body
    }
}

/// A response as a client reads it.
package struct Answered: Sendable {
    package var status: Int
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]

    package init(status: Int, headers: [(name: String, value: String)], body: [UInt8]) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The first field with this name, whatever its case.
    package subscript(name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    package var text: String { String(decoding: body, as: UTF8.self) }

    /// The body as JSON; null if it is not.
    package var json: JSONValue { (try? JSONValue.parse(body)) ?? .null }
}

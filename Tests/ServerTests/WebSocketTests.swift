import EventLoop
import Support
import Testing
import Wire

@testable import Server

/// WebSockets over real sockets: what a client may send, and what it gets back.
@Suite struct WebSocketTests {
    typealias Frame = WebSocketClient.Frame

    /// Runs `body` with a WebSocket of a fresh server that echoes.
    private func withEcho(_ body: (WebSocketClient) throws -> Void) throws {
        let server = try LiveServer { $0.echoes = true }
        let outcome = Result { try body(WebSocketClient(port: server.port, target: "/echo")) }
        #expect(try server.stop() == nil)
        try outcome.get()
    }

    @Test("messages behind the handshake in its packet are not lost")
    func firstPacket() throws {
        let server = try LiveServer { $0.echoes = true }
        let first =
            WebSocketClient.frame(1, Array("a".utf8)) + WebSocketClient.frame(2, [0, 255])
            + WebSocketClient.frame(9, [1, 2]) + WebSocketClient.frame(1, Array("half".utf8)).dropLast(2)
        let socket = try WebSocketClient(port: server.port, target: "/echo", first: first)
        #expect(try socket.read() == .text("a"))
        #expect(try socket.read() == Frame(opcode: 2, payload: [0, 255]))
        #expect(try socket.read() == Frame(opcode: 10, payload: [1, 2]))
        try socket.send(Array(WebSocketClient.frame(1, Array("half".utf8)).suffix(2)))
        #expect(try socket.read() == .text("half"))
        #expect(try server.stop() == nil)
    }

    @Test("requests before the handshake in its packet are answered first")
    func afterRequests() throws {
        let server = try LiveServer { $0.echoes = true }
        let client = try Client(port: server.port)
        let state = "GET /v1/system/state HTTP/1.1\r\nHost: localhost\r\n\r\n"
        try client.send(
            Array((state + state + WebSocketClient.handshake("/echo")).utf8)
                + WebSocketClient.frame(1, Array("a".utf8)))
        #expect(try client.readResponse().status == 200)
        #expect(try client.readResponse().status == 200)
        #expect(try client.readHead().status == 101)
        #expect(try client.read(3) == [0x81, 1, 0x61])
        #expect(try server.stop() == nil)
    }

    @Test("messages are echoed in their order and form, whatever their length and their pieces")
    func echo() throws {
        try withEcho { socket in
            for count in [0, 1, 125, 126, 65_535, 65_536, 1_200_000] {
                let payload = (0..<count).map { UInt8($0 % 251) }
                try socket.send(WebSocketClient.frame(2, payload))
                #expect(try socket.read() == Frame(opcode: 2, payload: payload), "\(count) bytes")
            }
            let fragments =
                WebSocketClient.frame(1, Array("a".utf8), isFinal: false) + WebSocketClient.frame(9, [])
                + WebSocketClient.frame(0, Array("b".utf8))
            for byte in fragments { try socket.send([byte]) }
            #expect(try socket.read() == Frame(opcode: 10, payload: []))
            #expect(try socket.read() == .text("ab"))
            try socket.send((0..<1000).flatMap { WebSocketClient.frame(1, Array(String($0).utf8)) })
            for number in 0..<1000 { #expect(try socket.read() == .text(String(number))) }
        }
    }

    @Test("a ping of the longest kind is answered with its payload, on the API's path too")
    func ping() throws {
        let server = try LiveServer()
        let socket = try WebSocketClient(port: server.port)
        let payload = (0..<125).map { UInt8($0 + 100) }
        try socket.send(WebSocketClient.frame(9, payload) + WebSocketClient.frame(10, [1]))
        try socket.send(WebSocketClient.frame(9, []))
        #expect(try socket.read() == Frame(opcode: 10, payload: payload))
        #expect(try socket.read() == Frame(opcode: 10, payload: []))
        #expect(try server.stop() == nil)
    }

    @Test("a close frame is answered with its code, after what was asked before, and the server hangs up")
    func close() throws {
        let server = try LiveServer { $0.echoes = true }
        for payload in [[], [3, 0xE8], [3, 0xE9], [0x0B, 0xB8], [0x13, 0x87]] as [[UInt8]] {
            let socket = try WebSocketClient(port: server.port, target: "/echo")
            try socket.send(
                WebSocketClient.frame(1, [0x61]) + WebSocketClient.frame(8, payload)
                    + WebSocketClient.frame(1, [0x62]))
            #expect(try socket.read() == .text("a"))
            #expect(try socket.read() == Frame(opcode: 8, payload: payload))
            #expect(socket.isAtEnd)
        }
        #expect(try server.stop() == nil)
    }

    /// Bytes that break a rule, and the close code for it.
    private static let broken: [(bytes: [UInt8], code: Int)] = [
        ([0x81, 0x00], 1002), ([0xC1, 0x80, 0, 0, 0, 0], 1002), ([0x83, 0x80, 0, 0, 0, 0], 1002),
        ([0x80, 0x80, 0, 0, 0, 0], 1002), ([0x88, 0x81, 0, 0, 0, 0, 3], 1002),
        ([0x81, 0x81, 0, 0, 0, 0, 0xFF], 1007), ([0x82, 0xFF, 0, 0, 0, 0, 0, 0x10, 0, 1, 0, 0, 0, 0], 1009),
    ]

    @Test("a broken rule ends its own connection with its code and a reason")
    func errors() throws {
        let server = try LiveServer()
        let other = try WebSocketClient(port: server.port)
        for (bytes, code) in Self.broken {
            let socket = try WebSocketClient(port: server.port)
            try socket.send(WebSocketClient.frame(9, [7]) + bytes + WebSocketClient.frame(9, [8]))
            #expect(try socket.read() == Frame(opcode: 10, payload: [7]))
            let close = try socket.read()
            #expect(close.opcode == 8)
            #expect(close.payload.prefix(2) == [UInt8(code >> 8), UInt8(code & 255)])
            #expect((3...125).contains(close.payload.count))
            #expect(socket.isAtEnd)
        }
        try other.send(WebSocketClient.frame(9, [9]))
        #expect(try other.read() == Frame(opcode: 10, payload: [9]))
        #expect(try server.stop() == nil)
    }

    @Test("a client that goes without a close frame still gets its answers")
    func halfClose() throws {
        try withEcho { socket in
            try socket.send(text: "a")
            socket.finishSending()
            #expect(try socket.read() == .text("a"))
            #expect(socket.isAtEnd)
        }
    }

    @Test("a client is pinged after 55 s, and closed if no pong comes within 5 s")
    func heartbeat() throws {
        let server = try LiveServer(isSteered: true)
        let (quiet, lively) = (try WebSocketClient(port: server.port), try WebSocketClient(port: server.port))
        let start = server.perform { $0.loop.milliseconds }
        server.perform { $0.webSockets.checkHeartbeats(start + Heartbeat.interval) }
        for socket in [quiet, lively] { #expect(try socket.read() == Frame(opcode: 9, payload: [])) }
        // A pong counts from when it comes.
        while server.perform({ $0.loop.milliseconds }) == start {}
        // The ping shows that the pong before it has been read.
        try lively.send(WebSocketClient.frame(10, []) + WebSocketClient.frame(9, [1]))
        #expect(try lively.read() == Frame(opcode: 10, payload: [1]))
        server.perform { $0.webSockets.checkHeartbeats(start + Heartbeat.interval + Heartbeat.patience) }
        #expect(try quiet.read() == .close(1001, "no pong within 5 s"))
        #expect(quiet.isAtEnd)
        try lively.send(WebSocketClient.frame(9, [2]))
        #expect(try lively.read() == Frame(opcode: 10, payload: [2]))
        #expect(try server.stop() == nil)
    }
}

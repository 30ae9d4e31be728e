import EventLoop
import Exchange
import Foundation
import Store
import Support
import Testing
import Wire

@testable import Gateway
@testable import Server

/// All WebSockets of a server together.
@Suite struct WebSocketsTests {
    typealias Frame = WebSocketClient.Frame

    @Test("when the server stops everybody is told with 1001, and nobody can hold it up")
    func stop() throws {
        let server = try LiveServer()
        let sockets = try (0..<20).map { _ in try WebSocketClient(port: server.port) }
        // None of them answers the close frame.
        #expect(try server.stop() == nil)
        for socket in sockets {
            #expect(try socket.read() == .close(1001, "the server stops"))
            #expect(socket.isAtEnd)
        }
    }

    @Test("when the server stops it waits for a client's close frame, but not for long")
    func goodbye() throws {
        let server = try LiveServer(isSteered: true)
        let (polite, silent) = (
            try WebSocketClient(port: server.port), try WebSocketClient(port: server.port)
        )
        let start = server.perform { server in
            server.webSockets.stop()
            return server.loop.milliseconds
        }
        for socket in [polite, silent] { #expect(try socket.read() == .close(1001, "the server stops")) }
        let (count, now) = server.perform { ($0.webSockets.count, $0.loop.milliseconds) }
        #expect(count == 2 || now >= start + WebSockets.stopMilliseconds)
        // What else comes before the reply is not answered.
        try polite.send(WebSocketClient.frame(9, [1]) + WebSocketClient.frame(8, [3, 0xE9]))
        #expect(polite.isAtEnd)
        #expect(silent.isAtEnd)
        #expect(try server.stop() == nil)
    }

    @Test("a message goes to its recipients, in order, framed once")
    func deliver() throws {
        let server = try LiveServer(isSteered: true)
        let sockets = try (0..<3).map { _ in try WebSocketClient(port: server.port) }
        server.perform { server in
            let ids = server.webSockets.ids.sorted { $0.number < $1.number }
            for (text, recipients) in [("a", ids), ("b", [ids[0], ids[2]]), ("c", ids), ("d", [])] {
                server.sandbox.deliver(Message(payload: Array(text.utf8), recipients: recipients))
            }
        }
        for (socket, texts) in zip(sockets, ["abc", "ac", "abc"]) {
            for text in texts { #expect(try socket.read() == .text(String(text))) }
        }
        #expect(try server.stop() == nil)
    }

    @Test("whoever else is told what in a turn, each socket gets its own in order and whole")
    func audiences() throws {
        let server = try LiveServer(isSteered: true)
        server.perform { $0.webSockets.limits.outbox = Outbox.Limits(messages: 1 << 20, bytes: 1 << 30) }
        let sockets = try [4096, 1 << 20, 1 << 20, 1 << 20].map {
            try WebSocketClient(port: server.port, receiveBuffer: $0)
        }
        var expected = [[[UInt8]]](repeating: [], count: sockets.count)
        var turn: [(payload: [UInt8], recipients: [Int])] = []
        for number in 0..<500 {
            let dice = number * 7919 % 4093
            var recipients = sockets.indices.filter { (dice >> ($0 + 3)) & 3 > 0 }
            if dice % 2 == 0, let last = turn.last { recipients = last.recipients }
            turn.append(([UInt8](repeating: UInt8(dice % 100), count: dice / 2), recipients))
            for index in recipients { expected[index].append(turn[turn.count - 1].payload) }
            guard dice % 5 == 0 || number == 499 else { continue }
            server.perform { [turn] server in
                let ids = server.webSockets.ids.sorted { $0.number < $1.number }
                for (payload, recipients) in turn {
                    server.sandbox.deliver(Message(payload: payload, recipients: recipients.map { ids[$0] }))
                }
            }
            turn = []
        }
        for (socket, payloads) in zip(sockets, expected) {
            for payload in payloads { #expect(try socket.read() == Frame(opcode: 1, payload: payload)) }
        }
        #expect(try server.stop() == nil)
    }

    @Test("a client that does not read is cut off with 1008, and another loses nothing")
    func slowConsumer() throws {
        let server = try LiveServer(isSteered: true)
        server.perform { $0.webSockets.limits.outbox = Outbox.Limits(messages: 20, bytes: 1 << 30) }
        let (slow, fast) = (
            try WebSocketClient(port: server.port, receiveBuffer: 4096),
            try WebSocketClient(port: server.port)
        )
        var count = 0
        // What the system takes for a client that does not read is a few megabytes.
        while server.perform({ $0.webSockets.ids.count }) == 2, count < 1000 {
            let text = Self.text(count)
            server.perform { server in
                server.sandbox.deliver(Message(payload: text, recipients: Array(server.webSockets.ids)))
            }
            #expect(try fast.read() == Frame(opcode: 1, payload: text))
            count += 1
        }
        #expect(count < 1000)
        var received = 0
        var frame = try slow.read()
        while frame.opcode == 1 {
            #expect(frame.payload == Self.text(received))
            received += 1
            frame = try slow.read()
        }
        #expect(frame == .close(1008, "slow consumer"))
        #expect(slow.isAtEnd)
        #expect((count - 22...count - 19).contains(received), "\(received) of \(count)")
        try fast.send(WebSocketClient.frame(9, [1]))
        #expect(try fast.read() == Frame(opcode: 10, payload: [1]))
        #expect(try server.stop() == nil)
    }

    private static func text(_ number: Int) -> [UInt8] {
        Array("\(number) ".utf8) + [UInt8](repeating: 0x61, count: 50_000)
    }

    @Test("what is said in a turn that cannot be stored is never sent: everybody is told 1011 instead")
    func notStored() throws {
        let server = try LiveServer(isSteered: true)
        let sockets = try (0..<2).map { _ in try WebSocketClient(port: server.port) }
        server.perform { server in
            let ids = Array(server.webSockets.ids)
            server.sandbox.deliver(Message(payload: Array("a".utf8), recipients: Array(ids.prefix(1))))
            server.sandbox.failure = .corrupt("test.db", "the disk is full")
        }
        for socket in sockets {
            #expect(try socket.read() == .close(1011, "orders cannot be stored, the server stops"))
        }
        #expect(server.waitForEnd()?.contains("the disk is full") == true)
    }

    @Test("however a client ends, the exchange hears of it and the other clients do not")
    func ends() throws {
        let server = try LiveServer(isSteered: true)
        let other = try WebSocketClient(port: server.port)
        let ends: [(inout WebSocketClient?) throws -> Void] = [
            { try $0?.send(close: 1000) }, { $0?.finishSending() }, { try $0?.send([0xFF, 0x80]) },
            { $0 = nil },
        ]
        for end in ends {
            var socket: WebSocketClient? = try WebSocketClient(port: server.port)
            #expect(server.perform { $0.webSockets.ids.count } == 2)
            try end(&socket)
            while server.perform({ $0.webSockets.ids.count }) > 1 {}
        }
        try other.send(WebSocketClient.frame(9, [1]))
        #expect(try other.read() == Frame(opcode: 10, payload: [1]))
        #expect(try server.stop() == nil)
    }

    @Test("a client that only falls behind for a while loses nothing")
    func catchesUp() throws {
        let server = try LiveServer(isSteered: true)
        let socket = try WebSocketClient(port: server.port, receiveBuffer: 4096)
        for number in 0..<100 {
            let text = Self.text(number)
            server.perform { server in
                server.sandbox.deliver(Message(payload: text, recipients: Array(server.webSockets.ids)))
            }
        }
        for number in 0..<100 { #expect(try socket.read() == Frame(opcode: 1, payload: Self.text(number))) }
        #expect(try server.stop() == nil)
    }

    @Test("a thousand idle sockets, quickly opened and closed, leave nothing behind")
    func idle() throws {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        limit.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        let server = try LiveServer(isSteered: true)
        for _ in 0..<2 {
            var sockets = try (0..<1000).map { _ in try WebSocketClient(port: server.port) }
            #expect(server.perform { $0.webSockets.count } == 1000)
            for socket in sockets.prefix(500) { try socket.send(close: 1000) }
            sockets = []
            while server.perform({ $0.webSockets.count }) > 0 {}
        }
        #expect(server.perform { $0.webSockets.ids.isEmpty })
        #expect(try server.stop() == nil)
    }
}

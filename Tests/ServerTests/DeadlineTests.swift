import EventLoop
import Foundation
import Store
import Support
import Testing
import Wire

@testable import Server

/// Deadlines of a connection, with a clock that is told what time it is.
@Suite struct DeadlineTests {
    /// What a client reads that sends `text`, and whose server finds that so many milliseconds have passed
    /// as soon as everything has arrived: when it was served or, `beforeServing`, just before.
    private func reply(
        to text: String, after milliseconds: UInt64, beforeServing: Bool = false
    ) throws -> String {
        var options = ServerOptions()
        options.port = 0
        options.location = .memory
        options.accounts = 1
        let loop = try EventLoop()
        let server = try Startup(options, loop: loop).server
        try server.listen()
        var connections: [Connection] = []
        let listener = try TCPListener(loop: loop, host: "127.0.0.1", port: 0) {
            connections.append(Connection($0, server: server))
        }
        // The system takes the connection and its bytes before the loop runs.
        let client = try Client(port: listener.port)
        try client.send(text)
        // It runs before the server's own. The bytes are read in the turn after the one that takes the connection.
        var turnsOfConnection = 0
        let hook = TurnHook(loop: loop) {
            guard let connection = connections.first else { return }
            turnsOfConnection += 1
            guard beforeServing, turnsOfConnection == 2 else { return }
            connection.checkDeadline(loop.milliseconds + milliseconds)
        }
        let timer = Timer(loop: loop)
        var turns = 0
        timer.start(after: 0, repeating: 1) {
            turns += 1
            guard turns == 10 else { return }
            for connection in connections {
                if !beforeServing { connection.checkDeadline(loop.milliseconds + milliseconds) }
                connection.finish()
            }
            client.finishSending()
            timer.close()
            hook.close()
            listener.close()
            server.stop()
        }
        try server.run()
        loop.close()
        return String(decoding: client.readToEnd(), as: UTF8.self)
    }

    private static let half = "GET /v1/system/state HTTP/1.1\r\nHost: localh"
    private static let noBody = "POST /v1/auth HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nab"
    private static let whole = "GET /v1/system/state HTTP/1.1\r\nHost: localhost\r\n\r\n"

    @Test(
        "what does not arrive in time is answered with 408, and only that",
        arguments: [
            (half, Connection.headDeadline, true), (half, Connection.headDeadline - 1000, false),
            (noBody, Connection.bodyDeadline, true), (noBody, Connection.bodyDeadline - 1000, false),
            (whole, Connection.headDeadline, false), (whole, Connection.idleDeadline - 1000, false),
        ])
    func timeout(_ text: String, _ milliseconds: UInt64, _ isTooLate: Bool) throws {
        let reply = try reply(to: text, after: milliseconds)
        #expect(reply.contains("HTTP/1.1 408 ") == isTooLate)
        #expect(reply.contains("did not arrive within") == isTooLate)
        #expect(reply.contains("HTTP/1.1 200 ") == (text == Self.whole))
    }

    @Test("a request that arrives just in time is answered, even if the clock is looked at first")
    func justInTime() throws {
        let reply = try reply(to: Self.whole, after: Connection.idleDeadline, beforeServing: true)
        #expect(reply.contains("HTTP/1.1 200 "))
    }
}

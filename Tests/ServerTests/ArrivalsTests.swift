import Foundation
import Testing

/// What many connections ask in the same turn.
@Suite struct ArrivalsTests {
    /// Sends while the server does nothing, so that it finds everything in one turn.
    private func inOneTurn(of server: LiveServer, _ send: () throws -> Void) throws {
        let (isHeld, isSent) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        Thread.detachNewThread {
            server.perform { _ in
                isHeld.signal()
                isSent.wait()
            }
        }
        isHeld.wait()
        defer { isSent.signal() }
        try send()
    }

    private func withServer(_ body: (LiveServer) throws -> Void) throws {
        let server = try LiveServer(isSteered: true)
        let outcome = Result { try body(server) }
        #expect(try server.stop() == nil)
        try outcome.get()
    }

    @Test("what is sent together with the end of sending is answered, and then the connection ends")
    func halfClosed() throws {
        try withServer { server in
            let clients = try (0..<3).map { _ in try Client(port: server.port) }
            try inOneTurn(of: server) {
                for client in clients {
                    try client.send("GET /v1/system/state HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    client.finishSending()
                }
            }
            for client in clients {
                #expect(try client.readResponse().status == 200)
                #expect(client.isAtEnd)
            }
        }
    }
}

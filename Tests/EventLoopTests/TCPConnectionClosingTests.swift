import EventLoop
import Testing

@Suite struct TCPConnectionClosingTests {
    @Test("the last response reaches a peer that is still sending, and is followed by an end, not a reset")
    func lastResponse() throws {
        try withLoop { loop in
            let (server, client) = try loop.connectedPair()
            let response = Inbox()
            var closes = 0
            let stopWhenBoth = {
                closes += 1
                if closes == 2 { loop.stop() }
            }
            server.onBytes = { _ in
                server.write(Array("too large".utf8))
                server.closeAfterWriting(deadlineMilliseconds: 60_000)
                server.write(Array("not sent".utf8))
            }
            server.startReading()
            server.onClose = stopWhenBoth
            client.onClose = stopWhenBoth
            client.collect(into: response)
            client.write(pattern(900_000))
            loop.runUntilStopped()
            #expect(response.text == "too large")
            #expect(server.failure == nil && client.failure == nil)
        }
    }

    @Test("everything queued is sent before the end")
    func queuedOutput() throws {
        try withLoop { loop in
            let (server, client) = try loop.connectedPair()
            let sent = pattern(16 << 20)
            let inbox = Inbox()
            server.write(sent)
            server.closeAfterWriting(deadlineMilliseconds: 60_000)
            #expect(server.queuedBytes > 0)
            server.onDrained = { Issue.record("only onClose may follow") }
            server.onClose = { loop.stop() }
            client.collect(into: inbox)
            loop.runUntilStopped()
            expectSame(inbox.bytes, sent)
        }
    }

    @Test("a peer that never finishes is left at the deadline")
    func silentPeer() throws {
        try withLoop { loop in
            var server: TCPConnection?
            let listener = try TCPListener(loop: loop, host: "127.0.0.1", port: 0) {
                server = $0
                server?.onClose = { loop.stop() }
                server?.write(Array("bye".utf8))
                server?.closeAfterWriting(deadlineMilliseconds: 5)
            }
            let client = BlockingClient(port: listener.port)
            loop.runUntilStopped()
            #expect(client.receiveUntilEnd() == Array("bye".utf8))
            #expect(server?.failure == nil)
        }
    }

    @Test("a peer that takes none of the queued output is left at the deadline")
    func deafPeer() throws {
        try withLoop { loop in
            let (server, client) = try loop.connectedPair()
            server.onClose = { loop.stop() }
            server.write(pattern(16 << 20))
            server.closeAfterWriting(deadlineMilliseconds: 50)
            loop.runUntilStopped()
            client.close()
        }
    }

    @Test("a peer that goes on sending is left after a bounded amount")
    func endlessPeer() throws {
        try withLoop { loop in
            let (server, client) = try loop.connectedPair()
            server.onClose = { loop.stop() }
            server.closeAfterWriting(deadlineMilliseconds: 60_000)
            client.write(pattern(2 << 20))
            loop.runUntilStopped()
        }
    }

    @Test("closing after writing may be asked for before the connection is made")
    func beforeConnected() throws {
        try withLoop { loop in
            let inbox = Inbox()
            let listener = try TCPListener(loop: loop, host: "127.0.0.1", port: 0) { server in
                server.onClose = { loop.stop() }
                server.collect(into: inbox)
            }
            let client = try TCPConnection.connect(loop: loop, host: "127.0.0.1", port: listener.port)
            client.write(Array("early".utf8))
            client.closeAfterWriting()
            loop.runUntilStopped()
            #expect(inbox.text == "early")
        }
    }
}

import EventLoop
import Testing

@Suite struct TCPConnectionTests {
    @Test(
        "what is written comes back from an echo, whole and in order",
        arguments: [1, 65_536, 1 << 20])
    func echo(size: Int) throws {
        try withLoop { loop in
            let listener = try TCPListener(loop: loop, host: "127.0.0.1", port: 0) { server in
                server.onBytes = { bytes in server.write(bytes.withUnsafeBufferPointer { Array($0) }) }
                server.startReading()
            }
            let client = try TCPConnection.connect(loop: loop, host: "127.0.0.1", port: listener.port)
            let sent = pattern(size)
            let inbox = Inbox()
            client.collect(into: inbox) { if inbox.bytes.count == size { loop.stop() } }
            client.write(sent)
            loop.runUntilStopped()
            expectSame(inbox.bytes, sent)
        }
    }

    @Test(
        "output for a peer that does not read is queued; once it reads, all arrives and onDrained is called once"
    )
    func slowPeer() throws {
        try withLoop { loop in
            let (server, client) = try loop.connectedPair()
            let sent = pattern(16 << 20)
            var drained = 0
            server.onDrained = { drained += 1 }
            server.write(sent)
            let queued = server.queuedBytes
            server.write([1, 2, 3])
            #expect(queued > 0 && server.queuedBytes == queued + 3)

            let inbox = Inbox()
            client.collect(into: inbox) { if inbox.bytes.count == sent.count + 3 { loop.stop() } }
            loop.runUntilStopped()
            expectSame(inbox.bytes, sent + [1, 2, 3])
            #expect(drained == 1 && server.queuedBytes == 0)
        }
    }

    @Test("onDrained is not called for output that went out at once")
    func notDrained() throws {
        try withLoop { loop in
            let (server, client) = try loop.connectedPair()
            server.onDrained = { Issue.record("drained") }
            server.write([1])
            #expect(server.queuedBytes == 0)
            client.onBytes = { _ in loop.stop() }
            client.startReading()
            loop.runUntilStopped()
        }
    }

    @Test("a paused connection delivers nothing; resumed, it goes on where it was")
    func pauseAndResume() throws {
        try withLoop { loop in
            let (server, client) = try loop.connectedPair()
            let sent = pattern(300_000)
            let inbox = Inbox()
            server.collect(into: inbox) {
                if inbox.deliveries == 1 {
                    server.pauseReading()
                    loop.stop()
                }
                if inbox.bytes.count == sent.count { loop.stop() }
            }
            client.write(sent)
            loop.runUntilStopped()
            loop.makeTurns()
            #expect(inbox.deliveries == 1 && inbox.bytes.count <= 65_536)
            server.resumeReading()
            loop.runUntilStopped()
            expectSame(inbox.bytes, sent)
        }
    }

    @Test("after the peer's end we may still write, and it still hears us")
    func halfClose() throws {
        try withLoop { loop in
            let request = Inbox()
            var ends = 0
            let listener = try TCPListener(loop: loop, host: "127.0.0.1", port: 0) { server in
                server.onEnd = {
                    ends += 1
                    server.resumeReading()
                    server.write(Array("answer to \(request.text)".utf8))
                    server.closeAfterWriting()
                }
                server.onClose = { loop.stop() }
                server.collect(into: request)
            }
            let client = BlockingClient(port: listener.port)
            client.send(Array("question".utf8))
            client.finishSending()
            loop.runUntilStopped()
            #expect(client.receiveUntilEnd() == Array("answer to question".utf8))
            #expect(ends == 1)
        }
    }

    @Test("without onEnd a connection closes when the peer has finished")
    func endWithoutHandler() throws {
        try withLoop { loop in
            let (server, client) = try loop.connectedPair()
            server.onClose = { loop.stop() }
            server.startReading()
            client.close()
            loop.runUntilStopped()
            #expect(server.failure == nil)
        }
    }

    @Test("a reset by the peer closes once, with its reason")
    func reset() throws {
        try withLoop { loop in
            var server: TCPConnection?
            var client: BlockingClient?
            var closes = 0
            let listener = try TCPListener(loop: loop, host: "127.0.0.1", port: 0) {
                server = $0
                server?.onEnd = { Issue.record("a reset is no end") }
                server?.onClose = {
                    closes += 1
                    loop.stop()
                }
                server?.startReading()
                client?.reset()
            }
            client = BlockingClient(port: listener.port)
            loop.runUntilStopped()
            #expect(server?.failure?.name == "ECONNRESET")
            server?.close()
            loop.close()
            #expect(closes == 1)
        }
    }

    @Test("writing to a peer that has gone closes the connection with the reason, not the process")
    func brokenPipe() throws {
        try withLoop { loop in
            let (server, client) = try loop.connectedPair()
            server.onClose = { loop.stop() }
            client.close()
            let again = Timer(loop: loop)
            again.start(after: 1, repeating: 1) { server.write([1]) }
            loop.runUntilStopped()
            #expect(["EPIPE", "ECONNRESET"].contains(server.failure?.name))
        }
    }

    @Test("closed while reading, a connection delivers nothing more and closes once")
    func closeInOnBytes() throws {
        try withLoop { loop in
            let (server, client) = try loop.connectedPair()
            let inbox = Inbox()
            var closes = 0
            server.onClose = {
                closes += 1
                loop.stop()
            }
            server.collect(into: inbox) {
                server.write([1])
                server.close()
                server.close()
                #expect(closes == 0, "onClose comes from the loop, not from within close")
            }
            client.write(pattern(300_000))
            loop.runUntilStopped()
            #expect(inbox.deliveries == 1 && closes == 1)
        }
    }

    @Test("closed in onDrained, a connection is still closed only once")
    func closeInOnDrained() throws {
        try withLoop { loop in
            let (server, client) = try loop.connectedPair()
            client.collect(into: Inbox())
            server.onDrained = { server.close() }
            server.onClose = { loop.stop() }
            server.write(pattern(16 << 20))
            loop.runUntilStopped()
            #expect(server.failure == nil)
        }
    }
}

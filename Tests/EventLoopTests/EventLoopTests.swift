import EventLoop
import Testing

@Suite struct EventLoopTests {
    @Test("running returns when there is nothing to wait for")
    func emptyRun() throws {
        try withLoop { loop in
            let hook = TurnHook(loop: loop) {}
            loop.run()
            hook.close()
        }
    }

    @Test("closing the loop closes every handle still open, each connection exactly once")
    func closeClosesHandles() throws {
        let loop = try EventLoop()
        let (server, client) = try loop.connectedPair()
        let watcher = try SignalWatcher(loop: loop, signal: SignalWatcher.interrupt) {}
        let listener = try TCPListener(loop: loop, host: "127.0.0.1", port: 0) { _ in }
        let timer = Timer(loop: loop)
        timer.start(after: 1, repeating: 1) {}
        let hook = TurnHook(loop: loop) {}
        var closed: [String] = []
        server.onClose = { closed.append("server") }
        client.onClose = { closed.append("client") }
        server.write([UInt8](repeating: 1, count: 16 << 20))

        loop.close()
        loop.close()

        #expect(closed.sorted() == ["client", "server"])
        withExtendedLifetime((watcher, listener, hook)) {}
    }

    @Test("an owner is released once its handle is closed")
    func noLeaks() throws {
        weak var timer: Timer?
        weak var server: TCPConnection?
        weak var client: TCPConnection?
        weak var released: EventLoop?
        do {
            let loop = try EventLoop()
            released = loop
            let pair = try loop.connectedPair()
            (server, client) = pair
            pair.server.closeAfterWriting()
            let repeating = Timer(loop: loop)
            repeating.start(after: 1, repeating: 1) {}
            timer = repeating
            loop.requestAnotherTurn()
            loop.close()
        }
        #expect(timer == nil && server == nil && client == nil && released == nil)
    }

    @Test("everything called after close does nothing")
    func callsAfterClose() throws {
        let loop = try EventLoop()
        let (server, client) = try loop.connectedPair()
        let timer = Timer(loop: loop)
        server.close()
        timer.close()
        use(server, timer)
        loop.close()
        use(client, timer)
        loop.stop()
        loop.requestAnotherTurn()
        #expect(server.queuedBytes == 0 && loop.milliseconds == 0)
    }

    private func use(_ connection: TCPConnection, _ timer: Timer) {
        connection.startReading()
        connection.pauseReading()
        connection.resumeReading()
        connection.write([1])
        connection.closeAfterWriting()
        connection.close()
        timer.start(after: 0) { Issue.record("a closed timer fired") }
        timer.stop()
        timer.close()
    }
}

import EventLoop
import Glibc
import Testing

@Suite struct TCPListenerTests {
    @Test("a port in use is EADDRINUSE")
    func portInUse() throws {
        try withLoop { loop in
            let first = try TCPListener(loop: loop, host: "127.0.0.1", port: 0) { _ in }
            let error = #expect(throws: LoopError.self) {
                try TCPListener(loop: loop, host: "127.0.0.1", port: first.port) { _ in }
            }
            #expect(error?.name == "EADDRINUSE")
            #expect(error?.message == "address already in use")
        }
    }

    @Test(
        "what is no numeric address, or no port, is EINVAL",
        arguments: [
            ("example.com", 0), ("", 0), ("127.0.0.1", 65536), ("127.0.0.1", -1),
        ])
    func invalidAddress(host: String, port: Int) throws {
        try withLoop { loop in
            let error = #expect(throws: LoopError.self) {
                try TCPListener(loop: loop, host: host, port: port) { _ in }
            }
            #expect(error?.name == "EINVAL")
        }
    }

    @Test(
        "listens on IPv4, IPv6 and localhost, and names the peer",
        arguments: [
            ("127.0.0.1", "127.0.0.1:", "127.0.0.1"), ("localhost", "127.0.0.1:", "127.0.0.1"),
            ("::1", "[::1]:", "::1"),
        ])
    func hosts(host: String, peer: String, peerHost: String) throws {
        try withLoop { loop in
            var address = ""
            var addressHost = ""
            let listener = try TCPListener(loop: loop, host: host, port: 0) { connection in
                address = connection.peerAddress
                addressHost = connection.peerHost
                loop.stop()
            }
            let client = try TCPConnection.connect(loop: loop, host: host, port: listener.port)
            loop.runUntilStopped()
            #expect(address.hasPrefix(peer) && address.count > peer.count)
            #expect(addressHost == peerHost)
            client.close()
        }
    }

    @Test("a closed listener refuses peers and keeps its connections; its port is free again")
    func close() throws {
        try withLoop { loop in
            let inbox = Inbox()
            var client: TCPConnection?
            let listener = try TCPListener(loop: loop, host: "127.0.0.1", port: 0) { server in
                server.collect(into: inbox) { loop.stop() }
                client?.write([7])
            }
            client = try TCPConnection.connect(loop: loop, host: "127.0.0.1", port: listener.port)
            loop.runUntilStopped()
            listener.close()
            client?.write([8])
            loop.runUntilStopped()
            #expect(inbox.bytes == [7, 8])

            let late = try TCPConnection.connect(loop: loop, host: "127.0.0.1", port: listener.port)
            late.onClose = { loop.stop() }
            loop.runUntilStopped()
            #expect(late.failure?.name == "ECONNREFUSED")
            _ = try TCPListener(loop: loop, host: "127.0.0.1", port: listener.port) { _ in }
        }
    }

    @Test("a listener may be closed, and the connection too, when a peer arrives")
    func closeInCallback() throws {
        try withLoop { loop in
            var listener: TCPListener?
            listener = try TCPListener(loop: loop, host: "127.0.0.1", port: 0) { connection in
                listener?.close()
                connection.close()
            }
            let client = try TCPConnection.connect(
                loop: loop, host: "127.0.0.1", port: try #require(listener?.port))
            client.onEnd = { loop.stop() }
            client.startReading()
            loop.runUntilStopped()
        }
    }

    @Test("without free descriptors peers wait, unharmed, until a connection closes")
    func descriptorLimit() async {
        await #expect(processExitsWith: .success) {
            let loop = try EventLoop()
            var accepted: [TCPConnection] = []
            let listener = try TCPListener(loop: loop, host: "127.0.0.1", port: 0) {
                accepted.append($0)
                loop.stop()
            }
            let clients = try (0..<4).map { _ in
                try TCPConnection.connect(loop: loop, host: "127.0.0.1", port: listener.port)
            }
            for client in clients {
                client.onEnd = {}  // so that the clients, in the same process, free no descriptors
                client.startReading()
            }
            leaveDescriptors(2)
            loop.runUntilStopped()
            loop.makeTurns()
            #expect(accepted.count == 1)
            for count in 2...4 {
                accepted.last?.close()
                loop.runUntilStopped()
                loop.makeTurns()
                #expect(accepted.count == count)
            }
            #expect(clients.allSatisfy { $0.failure == nil })
            loop.close()
        }
    }
}

/// Lowers the process's limit so that it can open only `count` more descriptors.
private func leaveDescriptors(_ count: Int) {
    let free = (0..<count).map { _ in dup(STDERR_FILENO) }
    for descriptor in free { close(descriptor) }
    let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    var limit = rlimit()
    getrlimit(resource, &limit)
    limit.rlim_cur = rlim_t(free.max()! + 1)
    #expect(setrlimit(resource, &limit) == 0)
}

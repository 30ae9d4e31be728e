import EventLoop
import Glibc
import Testing

/// Gives the test a loop and checks at the end that closing it finds every handle.
func withLoop(_ body: (EventLoop) throws -> Void) throws {
    EventLoop.ignoreSIGPIPE()
    let loop = try EventLoop()
    defer { loop.close() }
    try body(loop)
}

extension EventLoop {
    /// Runs until `stop`; a test whose event never comes fails instead of hanging.
    func runUntilStopped(sourceLocation: SourceLocation = #_sourceLocation) {
        let rescue = Timer(loop: self)
        rescue.start(after: 20_000) { [unowned self] in
            Issue.record("nothing stopped the loop", sourceLocation: sourceLocation)
            stop()
        }
        run()
        rescue.close()
    }

    /// Runs for some turns that do not sleep: enough for whatever could happen now to have happened.
    func makeTurns(_ count: Int = 10) {
        var remaining = count
        let hook = TurnHook(loop: self) { [unowned self] in
            remaining -= 1
            if remaining > 0 { requestAnotherTurn() } else { stop() }
        }
        runUntilStopped()
        hook.close()
    }

    /// Both ends of a new connection.
    func connectedPair() throws -> (server: TCPConnection, client: TCPConnection) {
        var server: TCPConnection?
        var isConnected = false
        let stopWhenBoth = { [unowned self] in if server != nil && isConnected { stop() } }
        let listener = try TCPListener(loop: self, host: "127.0.0.1", port: 0) {
            server = $0
            stopWhenBoth()
        }
        let client = try TCPConnection.connect(loop: self, host: "127.0.0.1", port: listener.port) {
            isConnected = true
            stopWhenBoth()
        }
        runUntilStopped()
        listener.close()
        return (try #require(server), client)
    }
}

extension TCPConnection {
    /// Reads into an array; `onArrival` is called after each piece.
    func collect(into inbox: Inbox, onArrival: @escaping () -> Void = {}) {
        onBytes = { bytes in
            bytes.withUnsafeBufferPointer { inbox.bytes += $0 }
            inbox.deliveries += 1
            onArrival()
        }
        startReading()
    }
}

/// What a connection has received.
final class Inbox {
    var bytes: [UInt8] = []
    var deliveries = 0
    var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// Bytes in which a lost, doubled or reordered piece shows: the period, a prime, fits no size of a piece.
func pattern(_ count: Int) -> [UInt8] {
    let period = (0..<65_521).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    while bytes.count < count { bytes += period.prefix(count - bytes.count) }
    return bytes
}

/// Compares without describing: `#expect` takes minutes to say how two large arrays differ.
func expectSame(_ received: [UInt8], _ sent: [UInt8], sourceLocation: SourceLocation = #_sourceLocation) {
    let isSame = received == sent
    #expect(isSame, "received \(received.count) bytes, sent \(sent.count)", sourceLocation: sourceLocation)
}

/// A peer outside the loop, for what a `TCPConnection` does not do: finish sending but listen, or reset.
///
/// The system completes connections and buffers small messages by itself, so that one thread can play both ends.
struct BlockingClient {
    private let descriptor: Int32

    init(port: Int) {
        // Not inherited by the processes of exit tests, which would keep the connection open.
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        let status = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        #expect(status == 0)
    }

    func send(_ bytes: [UInt8]) {
        #expect(Glibc.send(descriptor, bytes, bytes.count, 0) == bytes.count)
    }

    func finishSending() {
        shutdown(descriptor, Int32(SHUT_WR))
    }

    /// Everything up to the end, then closes; nil if the connection was reset.
    func receiveUntilEnd() -> [UInt8]? {
        var received: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count <= 0 {
                close(descriptor)
                return count == 0 ? received : nil
            }
            received += buffer[..<count]
        }
    }

    /// Closes with a reset instead of an end.
    func reset() {
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
        close(descriptor)
    }
}

/// Something that another thread can wait for, and how many times it was let through.
func gate() throws -> (release: () -> Void, wait: @Sendable () -> Int) {
    var ends: [CInt] = [0, 0]
    try #require(pipe(&ends) == 0)
    let (input, output) = (ends[0], ends[1])
    return (
        {
            var byte: UInt8 = 1
            write(output, &byte, 1)
            Glibc.close(output)
        },
        {
            var byte: UInt8 = 0
            let count = read(input, &byte, 1)
            Glibc.close(input)
            return count
        }
    )
}

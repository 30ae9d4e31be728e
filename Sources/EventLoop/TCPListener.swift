import CLibuv
import Glibc

/// A listening TCP socket that makes a `TCPConnection` of each peer that arrives.
///
/// When a peer has taken the process's last file descriptor, it and those after it wait in the system's queue
/// until a connection closes.
package final class TCPListener: HandleOwner {
    /// How often to look for a descriptor freed by something other than a connection of this loop.
    static let retryMilliseconds: UInt64 = 100

    /// The port bound to, also when 0 was asked for.
    package private(set) var port = 0

    private let loop: EventLoop
    private var handle: Handle<uv_tcp_t>
    private var onConnection: ((TCPConnection) -> Void)?
    private let retry: Timer
    /// libuv has accepted a peer that we have not taken yet; until then it polls for no other.
    private var holdsPeer = false

    /// Binds with SO_REUSEADDR and listens. `host` is a numeric address or `localhost`; port 0 takes a free one.
    package init(
        loop: EventLoop, host: String, port: Int, backlog: Int = 511,
        onConnection: @escaping (TCPConnection) -> Void
    ) throws(LoopError) {
        let address = try SocketAddress(host: host, port: port)
        self.loop = loop
        self.onConnection = onConnection
        handle = initialised("uv_tcp_init") { uv_tcp_init(loop.pointer, $0) }
        retry = Timer(loop: loop)
        handle.retain(self)
        do throws(LoopError) {
            try listen(on: address, backlog: backlog)
        } catch {
            close()
            throw error
        }
    }

    /// Stops listening; connections already made are not affected.
    package func close() {
        guard handle.close() else { return }
        onConnection = nil
        retry.close()
    }

    func handleClosed() {}

    private func listen(on address: SocketAddress, backlog: Int) throws(LoopError) {
        try check("uv_tcp_bind", withUnsafePointer(to: address.storage) { clibuv_bind(handle.pointer, $0) })
        let arrived: uv_connection_cb = { stream, status in
            owner(stream!.pointee.data, as: TCPListener.self).peerArrived(status)
        }
        try check("uv_listen", uv_listen(clibuv_stream(handle.pointer), CInt(clamping: backlog), arrived))
        port = try SocketAddress("uv_tcp_getsockname") { clibuv_local_address(handle.pointer, $0) }.port
    }
}

// MARK: - Accepting

extension TCPListener {
    /// An error here means that not even libuv's reserve descriptor helped. libuv tries again at once, in a loop
    /// of its own that cannot be left, so a short sleep is all that keeps it from using up the processor.
    private func peerArrived(_ status: CInt) {
        do throws(LoopError) {
            try check("accept", status)
            holdsPeer = true
            takeHeldPeer()
        } catch {
            uv_sleep(10)
        }
    }

    /// Takes the held peer, if the process could still open something else afterwards.
    ///
    /// Going on to the very limit would make libuv accept the next peer only to hang up on it.
    func takeHeldPeer() {
        guard !handle.isClosed, holdsPeer else { return }
        guard hasFreeDescriptor(like: handle.pointer) else { return waitForDescriptor() }
        holdsPeer = false
        retry.stop()
        let connection = TCPConnection(loop: loop)
        do throws(LoopError) {
            let streams = (clibuv_stream(handle.pointer), clibuv_stream(connection.handle.pointer))
            try check("uv_accept", uv_accept(streams.0, streams.1))
            try connection.opened()
        } catch {
            // The peer has gone away in the meantime.
            return connection.fail(error)
        }
        onConnection?(connection)
    }

    private func waitForDescriptor() {
        loop.retryWhenDescriptorIsFree(self)
        retry.start(after: Self.retryMilliseconds) { [self] in takeHeldPeer() }
    }
}

/// Whether the process may open one more descriptor, found out by doing it.
private func hasFreeDescriptor(like tcp: UnsafeMutablePointer<uv_tcp_t>) -> Bool {
    var descriptor: uv_os_fd_t = -1
    require("uv_fileno", uv_fileno(clibuv_handle(tcp), &descriptor))
    let copy = dup(descriptor)
    guard copy >= 0 else { return false }
    return close(copy) == 0
}

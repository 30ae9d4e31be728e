import CLibuv

/// One TCP connection: bytes in through `onBytes`, bytes out through `write`, and a definite end.
///
/// Callbacks come from the loop, never from within a call to the connection. After `close` only `onClose`
/// follows; every method called after that does nothing. Nagle's delay is off.
package final class TCPConnection: HandleOwner {
    /// Lends the bytes that have arrived, for the duration of the call.
    package var onBytes: ((borrowing Span<UInt8>) -> Void)?
    /// The peer has finished sending; we may still write. Without it, the connection closes after writing.
    package var onEnd: (() -> Void)?
    /// Called exactly once, and last.
    package var onClose: (() -> Void)?
    /// All output that a `write` could not hand to the system at once has now been handed over.
    package var onDrained: (() -> Void)?

    /// `127.0.0.1:50123`, known for as long as the object lives; empty before an outgoing connection is made.
    package private(set) var peerAddress = ""
    /// The same without the port: `127.0.0.1`, `::1`.
    package private(set) var peerHost = ""
    /// Why the connection closed, if that was not asked for or agreed between the peers.
    package private(set) var failure: LoopError?

    enum Phase { case connecting, open, finishing }

    let loop: EventLoop
    var handle: Handle<uv_tcp_t>
    var phase = Phase.connecting
    /// The peer has finished sending, so that there is nothing more to read.
    private(set) var hasEnded = false
    private var wantsBytes = false
    private var isReading = false
    /// Kept because libuv from 1.45 on may report several writes after the queue is empty: one of them drains it.
    var hasUndrainedOutput = false
    var closing: ClosingHandshake?
    var onConnected: (() -> Void)?

    init(loop: EventLoop) {
        self.loop = loop
        handle = initialised("uv_tcp_init") { uv_tcp_init(loop.pointer, $0) }
        handle.retain(self)
    }

    /// The socket is now connected, by `uv_accept` or `uv_connect`.
    func opened() throws(LoopError) {
        let peer = try SocketAddress("uv_tcp_getpeername") { clibuv_peer_address(handle.pointer, $0) }
        peerAddress = peer.description
        peerHost = peer.host
        try check("uv_tcp_nodelay", uv_tcp_nodelay(handle.pointer, 1))
        phase = .open
        updateReading()
    }

    /// Calls nobody back any more, for an owner that goes before the loop does.
    package func detach() {
        onBytes = nil
        onEnd = nil
        onDrained = nil
        onClose = nil
    }

    /// Closes now, dropping queued output.
    package func close() {
        guard handle.close() else { return }
        closing?.timer.close()
        onBytes = nil
        onEnd = nil
        onDrained = nil
        onConnected = nil
    }

    /// Closes now because of an error.
    func fail(_ error: LoopError) {
        guard !handle.isClosed else { return }
        failure = error
        close()
    }

    func handleClosed() {
        let onClose = onClose
        self.onClose = nil
        onClose?()
        loop.descriptorWasFreed()
    }
}

// MARK: - Reading

extension TCPConnection {
    package func startReading() {
        wantsBytes = true
        updateReading()
    }

    /// Leaves what arrives to the system, whose own buffers make the peer wait when they are full.
    package func pauseReading() {
        wantsBytes = false
        updateReading()
    }

    package func resumeReading() {
        startReading()
    }

    /// Reads while bytes are wanted and, in the closing handshake, to discard them.
    func updateReading() {
        guard !handle.isClosed, !hasEnded, phase != .connecting else { return }
        let shouldRead = wantsBytes || phase == .finishing
        guard shouldRead != isReading else { return }
        isReading = shouldRead
        do throws(LoopError) {
            try shouldRead ? readStart() : check("uv_read_stop", uv_read_stop(clibuv_stream(handle.pointer)))
        } catch {
            fail(error)
        }
    }

    private func readStart() throws(LoopError) {
        loop.hasNewInterest = true
        let lend: uv_alloc_cb = { handle, _, buffer in
            let loop = owner(handle!.pointee.data, as: TCPConnection.self).loop
            buffer!.pointee = uv_buf_init(loop.readBuffer, CUnsignedInt(EventLoop.readBufferSize))
        }
        let received: uv_read_cb = { stream, count, _ in
            owner(stream!.pointee.data, as: TCPConnection.self).received(count)
        }
        try check("uv_read_start", uv_read_start(clibuv_stream(handle.pointer), lend, received))
    }

    /// What `uv_read_cb` reports: a number of bytes in the loop's buffer, none for now, the end, or an error.
    private func received(_ count: Int) {
        if count > 0 {
            loop.reads += 1
            receivedBytes(count)
        } else if count == Int(UV_EOF.rawValue) {
            receivedEnd()
        } else if count < 0 {
            fail(LoopError(operation: "uv_read", status: CInt(count)))
        }
    }

    private func receivedBytes(_ count: Int) {
        guard phase != .finishing else { return discard(count) }
        let bytes = UnsafeBufferPointer(start: loop.readBuffer, count: count)
        onBytes?(bytes.span)
    }

    private func receivedEnd() {
        hasEnded = true
        isReading = false
        if phase == .finishing {
            finishedByPeer()
        } else if let onEnd {
            onEnd()
        } else {
            closeAfterWriting()
        }
    }
}

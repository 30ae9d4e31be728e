import CLibuv

/// The progress of `closeAfterWriting`.
struct ClosingHandshake {
    let timer: Timer
    let deadlineMilliseconds: UInt64
    var hasShutDown = false
    /// Output still queued when the deadline was last looked at.
    var queuedBytes: Int
    var discardedBytes = 0
}

extension TCPConnection {
    /// How much input is discarded for a peer that goes on sending after we have finished.
    static let discardedBytesMaximum = 1024 * 1024

    /// Sends what is queued, says that no more will come and closes when the peer has finished too.
    ///
    /// Meanwhile input is read and discarded: closing a socket that holds unread input sends a reset, which can
    /// destroy our last bytes on the peer's side before it has read them (RFC 9112 §9.6). The deadline bounds
    /// both waits: the one for a peer that takes no output, and the one for its end.
    package func closeAfterWriting(deadlineMilliseconds: UInt64 = 1000) {
        guard !handle.isClosed, closing == nil else { return }
        let timer = Timer(loop: loop)
        closing = ClosingHandshake(
            timer: timer, deadlineMilliseconds: deadlineMilliseconds, queuedBytes: queuedBytes)
        timer.start(after: deadlineMilliseconds, repeating: deadlineMilliseconds) { [self] in deadlinePassed()
        }
        if phase == .open { finish() }
    }

    /// The part of `closeAfterWriting` for which the socket must be connected.
    func finish() {
        phase = .finishing
        shutDown()
        updateReading()
    }

    private func shutDown() {
        let request = UnsafeMutablePointer<uv_shutdown_t>.allocate(capacity: 1)
        let finished: uv_shutdown_cb = { request, status in
            let connection = owner(request!.pointee.handle.pointee.data, as: TCPConnection.self)
            request!.deallocate()
            connection.finishedWriting(status)
        }
        do throws(LoopError) {
            try check("uv_shutdown", uv_shutdown(request, clibuv_stream(handle.pointer), finished))
        } catch {
            request.deallocate()
            fail(error)
        }
    }

    private func finishedWriting(_ status: CInt) {
        guard !handle.isClosed, let closing else { return }
        do throws(LoopError) {
            try check("uv_shutdown", status)
        } catch {
            return fail(error)
        }
        if hasEnded { return close() }
        self.closing?.hasShutDown = true
        closing.timer.start(after: closing.deadlineMilliseconds) { [self] in close() }
    }

    func finishedByPeer() {
        if closing?.hasShutDown == true { close() }
    }

    func discard(_ count: Int) {
        closing?.discardedBytes += count
        if let closing, closing.discardedBytes > Self.discardedBytesMaximum { close() }
    }

    /// A slow peer may take as long as it needs, as long as it takes something in each interval.
    private func deadlinePassed() {
        guard let closing, queuedBytes < closing.queuedBytes else { return close() }
        self.closing?.queuedBytes = queuedBytes
    }
}

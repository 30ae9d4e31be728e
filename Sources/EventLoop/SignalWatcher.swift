import CLibuv

/// Calls an action in the loop when the process receives a signal, instead of what the signal would do.
///
/// A watcher does not keep the loop running.
package final class SignalWatcher: HandleOwner {
    /// SIGINT: Ctrl-C at the terminal.
    package static let interrupt: Int32 = SIGINT
    /// SIGTERM: what `kill`, Docker and Kubernetes send to end a process.
    package static let terminate: Int32 = SIGTERM

    private var handle: Handle<uv_signal_t>
    private var action: (() -> Void)?

    package init(loop: EventLoop, signal: Int32, _ action: @escaping () -> Void) throws(LoopError) {
        handle = try Handle("uv_signal_init") { uv_signal_init(loop.pointer, $0) }
        self.action = action
        handle.retain(self)
        do throws(LoopError) {
            let received: uv_signal_cb = { handle, _ in
                owner(handle!.pointee.data, as: SignalWatcher.self).action?()
            }
            try check("uv_signal_start", uv_signal_start(handle.pointer, received, signal))
        } catch {
            close()
            throw error
        }
        uv_unref(clibuv_handle(handle.pointer))
    }

    package func close() {
        if handle.close() { action = nil }
    }

    func handleClosed() {}
}

import CLibuv

/// Calls an action after some milliseconds, once or repeatedly.
///
/// A timer may be started again at any time, from its own action too; the last start counts. It lives until
/// it or its loop is closed.
package final class Timer: HandleOwner {
    private var handle: Handle<uv_timer_t>
    private var action: (() -> Void)?
    private var isRepeating = false

    package init(loop: EventLoop) {
        handle = initialised("uv_timer_init") { uv_timer_init(loop.pointer, $0) }
        handle.retain(self)
    }

    /// First due `milliseconds` after the start of the turn, then every `repeating` milliseconds unless that is 0.
    package func start(after milliseconds: UInt64, repeating: UInt64 = 0, _ action: @escaping () -> Void) {
        guard !handle.isClosed else { return }
        self.action = action
        isRepeating = repeating > 0
        let fired: uv_timer_cb = { owner($0!.pointee.data, as: Timer.self).fire() }
        require("uv_timer_start", uv_timer_start(handle.pointer, fired, milliseconds, repeating))
    }

    package func stop() {
        guard !handle.isClosed else { return }
        action = nil
        require("uv_timer_stop", uv_timer_stop(handle.pointer))
    }

    package func close() {
        if handle.close() { action = nil }
    }

    func handleClosed() {}

    private func fire() {
        let action = action
        if !isRepeating { self.action = nil }
        action?()
    }
}

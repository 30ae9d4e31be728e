import EventLoop
import Exchange

/// Calls when time alone has brought something: the one timer that serves all of an exchange's deadlines.
final class Ticker {
    private let timer: Timer
    private let tick: (Timestamp) -> Void
    private var deadline: Timestamp?

    init(loop: EventLoop, tick: @escaping (_ now: Timestamp) -> Void) {
        timer = Timer(loop: loop)
        self.tick = tick
    }

    /// Waits for this deadline from now on; one that has passed is due at once.
    ///
    /// The same deadline again changes nothing, even after its tick: what a tick could not do, another one
    /// straight after it could not do either.
    func wait(for deadline: Timestamp?) {
        guard deadline != self.deadline else { return }
        self.deadline = deadline
        start()
    }

    func close() { timer.close() }

    private func start() {
        guard let deadline else { return timer.stop() }
        let remaining = deadline.milliseconds - WallClock.milliseconds
        timer.start(after: UInt64(max(0, remaining))) { [unowned self] in fire(deadline) }
    }

    /// The loop's clock is not the wall clock: if it was early, the rest is waited for.
    private func fire(_ deadline: Timestamp) {
        let now = Timestamp(milliseconds: WallClock.milliseconds)
        if now < deadline { start() } else { tick(now) }
    }
}

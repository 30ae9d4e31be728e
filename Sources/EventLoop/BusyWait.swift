import CLibuv
import Glibc

/// Looks for input a moment longer before the loop sleeps.
///
/// Who asks one thing after the other comes back sooner than a sleeping processor wakes: with a client that sends
/// its next request within 100 µs, waiting awake halves the time from request to reply. So is the disk often done
/// with a sync, whose thread may need this processor.
final class BusyWait {
    /// The most that one wait takes.
    private static let nanoseconds: UInt64 = 300_000
    /// Reads of a turn after which waiting is worth it. Of more clients one is mostly there already.
    private static let reads = 1...4

    private unowned let loop: EventLoop
    private var hook: TurnHook?
    private var patience = Patience()

    /// The loop's first hook runs last, when the turn has said what it had to say.
    init(loop: EventLoop) {
        self.loop = loop
        hook = TurnHook(loop: loop) { [unowned self] in endTurn() }
    }

    private func endTurn() {
        let mayWait =
            Self.reads.contains(loop.reads) && !loop.hasNewInterest && loop.workingPieces == 0
            && uv_backend_timeout(loop.pointer) != 0
        (loop.reads, loop.hasNewInterest) = (0, false)
        guard mayWait, patience.isWorthWaiting() else { return }
        if !waitForInput() { patience.wasInVain() }
    }

    /// Whether input came in time. A wait that lost the processor in between was too long, whatever came.
    private func waitForInput() -> Bool {
        let end = uv_hrtime() + Self.nanoseconds
        while uv_hrtime() < end {
            if loop.hasInput { return true }
            if loop.waitingPieces > 0 { sched_yield() }
        }
        return false
    }
}

/// Whether the next wait is likely to end soon, judged by those before: after one in vain it takes some sleeps
/// until waiting is tried again, so a slow client costs next to nothing.
struct Patience {
    static let sleepsAfterVain = 15
    private var sleeps = 0

    mutating func isWorthWaiting() -> Bool {
        guard sleeps > 0 else { return true }
        sleeps -= 1
        return false
    }

    mutating func wasInVain() { sleeps = Self.sleepsAfterVain }
}

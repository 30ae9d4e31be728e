import CLibuv

/// Does work that may wait for the disk, one piece at a time, on one of libuv's threads while the loop goes on.
///
/// The loop runs, and so its `close` waits, until the work is done.
package final class BackgroundWork<Result: Sendable> {
    private let loop: EventLoop
    private let needsProcessor: Bool
    /// The piece that is being done; nil between pieces.
    private var piece: Piece<Result>?

    /// - Parameter needsProcessor: whether it does more than wait for the disk, so that the loop does not look
    ///   for input meanwhile but sleeps.
    package init(loop: EventLoop, needsProcessor: Bool = false) {
        self.loop = loop
        self.needsProcessor = needsProcessor
    }

    package var isRunning: Bool { piece != nil }

    /// Starts `work` on another thread, which hands its result to `whenDone` on the loop's own.
    package func start(
        _ work: @escaping @Sendable () -> Result, whenDone: @escaping (Result) -> Void
    ) {
        precondition(!isRunning, "one piece of work at a time")
        let piece = Piece(work) { [self] in
            self.piece = nil
            count(-1)
            whenDone($0)
        }
        self.piece = piece
        count(1)
        piece.queue(on: loop)
    }

    private func count(_ change: Int) {
        if needsProcessor { loop.workingPieces += change } else { loop.waitingPieces += change }
    }
}

/// What libuv's callbacks can do with a piece of work without knowing the type of its result.
class AnyPiece {
    /// On the other thread.
    func run() {}
    /// On the loop's thread, afterwards.
    func finish() {}

    /// Hands libuv a reference to this, which it gives back when the work is done.
    func queue(on loop: EventLoop) {
        let request = UnsafeMutablePointer<uv_work_t>.allocate(capacity: 1)
        request.initialize(to: uv_work_t())
        request.pointee.data = Unmanaged<AnyPiece>.passRetained(self).toOpaque()
        let run: uv_work_cb = { Unmanaged<AnyPiece>.fromOpaque($0!.pointee.data).takeUnretainedValue().run() }
        let done: uv_after_work_cb = { request, _ in
            let piece = Unmanaged<AnyPiece>.fromOpaque(request!.pointee.data).takeRetainedValue()
            request!.deallocate()
            piece.finish()
        }
        require("uv_queue_work", uv_queue_work(loop.pointer, request, run, done))
    }
}

/// libuv's queue orders what one thread writes here before what the other reads.
private final class Piece<Result: Sendable>: AnyPiece {
    private let work: @Sendable () -> Result
    private let whenDone: (Result) -> Void
    private var result: Result?

    init(_ work: @escaping @Sendable () -> Result, whenDone: @escaping (Result) -> Void) {
        self.work = work
        self.whenDone = whenDone
    }

    override func run() { result = work() }

    /// There is no result if libuv gave the work up, which only `uv_cancel` makes it do.
    override func finish() {
        if let result { whenDone(result) }
    }
}

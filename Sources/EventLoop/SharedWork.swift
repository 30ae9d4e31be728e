import CLibuv

/// Does work that has parts on several processors at once, while the loop's thread does parts of it too and waits
/// for the rest.
///
/// The others are libuv's threads, which `BackgroundWork` uses as well: while they are all busy, and on a single
/// processor, the loop's thread does everything.
package final class SharedWork {
    /// One of libuv's four threads is left for work in the background.
    private static let helpersMaximum = 3

    private let loop: EventLoop
    /// Threads that can work at the same time, the loop's own included.
    package let threads: Int

    /// - Parameter threads: by default as many as there are processors that this process may use.
    package init(loop: EventLoop, threads: Int? = nil) {
        self.loop = loop
        self.threads = min(threads ?? Int(uv_available_parallelism()), 1 + Self.helpersMaximum)
    }

    /// The results of the parts, in their order. Each part is done once, whoever does it.
    package func results<Part: Sendable, Result: Sendable>(
        of parts: [Part], _ work: @escaping @Sendable (Part) -> Result
    ) -> [Result] {
        let helpers = min(threads, parts.count) - 1
        guard helpers > 0 else { return parts.map(work) }
        let shared = Parts(parts, work)
        for _ in 0..<helpers { shared.queue(on: loop) }
        shared.run()
        return shared.waitForResults()
    }
}

/// Parts that several threads take, one after the other.
private final class Parts<Part: Sendable, Result: Sendable>: AnyPiece {
    private let parts: [Part]
    private let work: @Sendable (Part) -> Result
    private let lock = Lock()
    // Only to be used under the lock.
    private var next = 0
    private var results: [Result?]
    private var unfinished: Int

    init(_ parts: [Part], _ work: @escaping @Sendable (Part) -> Result) {
        (self.parts, self.work) = (parts, work)
        results = Array(repeating: nil, count: parts.count)
        unfinished = parts.count
    }

    /// Does parts until the last has begun; on any thread.
    override func run() {
        while let index = take() { finish(index, with: work(parts[index])) }
    }

    /// All results, when the parts are done that others have begun.
    func waitForResults() -> [Result] {
        lock.hold {
            while unfinished > 0 { lock.waitForSignal() }
            return results.compactMap(\.self)
        }
    }

    private func take() -> Int? {
        lock.hold {
            guard next < parts.count else { return nil }
            next += 1
            return next - 1
        }
    }

    private func finish(_ index: Int, with result: Result) {
        lock.hold {
            results[index] = result
            unfinished -= 1
            if unfinished == 0 { lock.signal() }
        }
    }
}

/// A mutex, and what a thread that holds it can wait for.
private struct Lock: ~Copyable {
    private let mutex = UnsafeMutablePointer<uv_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<uv_cond_t>.allocate(capacity: 1)

    init() {
        require("uv_mutex_init", uv_mutex_init(mutex))
        require("uv_cond_init", uv_cond_init(condition))
    }

    deinit {
        uv_cond_destroy(condition)
        condition.deallocate()
        uv_mutex_destroy(mutex)
        mutex.deallocate()
    }

    func hold<Result>(_ body: () -> Result) -> Result {
        uv_mutex_lock(mutex)
        defer { uv_mutex_unlock(mutex) }
        return body()
    }

    /// Wakes the one who waits.
    func signal() { uv_cond_signal(condition) }

    /// Lets go of the lock until there is a signal, or for no reason.
    func waitForSignal() { uv_cond_wait(condition, mutex) }
}

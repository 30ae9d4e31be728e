import EventLoop
import Glibc
import Synchronization
import Testing

@Suite struct SharedWorkTests {
    @Test(
        "every part is done once, and results come in the order of the parts",
        arguments: [1, 2, 4, 100], [0, 1, 2, 3, 50])
    func results(threads: Int, count: Int) throws {
        try withLoop { loop in
            let work = SharedWork(loop: loop, threads: threads)
            let done = Atomic(0)
            for _ in 0..<20 {
                let results = work.results(of: Array(0..<count)) { part in
                    done.add(1, ordering: .relaxed)
                    return part * part
                }
                #expect(results == (0..<count).map { $0 * $0 })
            }
            #expect(done.load(ordering: .relaxed) == count * 20)
        }
    }

    @Test("parts are done at the same time: each of two waits for the other")
    func together() throws {
        try withLoop { loop in
            let (first, second) = (try Signal(), try Signal())
            let results = SharedWork(loop: loop, threads: 2).results(of: [(first, second), (second, first)]) {
                $0.0.send()
                return $0.1.wait()
            }
            #expect(results == [true, true])
        }
    }

    @Test("with one thread the loop's own does everything")
    func alone() throws {
        try withLoop { loop in
            let threads = SharedWork(loop: loop, threads: 1).results(of: [1, 2, 3]) { _ in pthread_self() }
            #expect(threads.allSatisfy { $0 == pthread_self() })
        }
    }

    @Test("while all other threads are busy the loop's own does everything, and waits for nobody")
    func busy() throws {
        try withLoop { loop in
            let gates = try (0..<4).map { _ in try gate() }
            for (_, wait) in gates { BackgroundWork<Int>(loop: loop).start({ wait() }, whenDone: { _ in }) }
            let threads = SharedWork(loop: loop, threads: 4).results(of: [1, 2, 3]) { _ in pthread_self() }
            #expect(threads.allSatisfy { $0 == pthread_self() })
            for (release, _) in gates { release() }
            loop.run()
        }
    }
}

/// Something that happens once and that another thread can wait for.
private struct Signal: Sendable {
    private let input, output: CInt

    init() throws {
        var ends: [CInt] = [0, 0]
        try #require(pipe(&ends) == 0)
        (input, output) = (ends[0], ends[1])
    }

    func send() {
        var byte: UInt8 = 1
        write(output, &byte, 1)
        close(output)
    }

    /// False if it does not happen within some seconds.
    func wait() -> Bool {
        var events = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
        defer { close(input) }
        return poll(&events, 1, 20_000) == 1
    }
}

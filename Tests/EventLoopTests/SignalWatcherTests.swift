import EventLoop
import Glibc
import Testing

@Suite struct SignalWatcherTests {
    @Test(
        "a watched signal calls the action instead of ending the process",
        arguments: [
            SignalWatcher.terminate, SignalWatcher.interrupt,
        ])
    func watched(signal: Int32) throws {
        try withLoop { loop in
            var count = 0
            let watcher = try SignalWatcher(loop: loop, signal: signal) {
                count += 1
                loop.stop()
            }
            raiseUnblocked(signal)
            loop.runUntilStopped()
            #expect(count == 1)
            watcher.close()
        }
    }

    @Test("a closed watcher leaves the signal to the system again")
    func closed() async {
        await #expect(processExitsWith: .signal(SIGTERM)) {
            let loop = try EventLoop()
            let watcher = try SignalWatcher(loop: loop, signal: SignalWatcher.terminate) {}
            watcher.close()
            loop.run()
            raiseUnblocked(SIGTERM)
        }
    }

    @Test("a number that is no signal is refused")
    func invalid() throws {
        try withLoop { loop in
            let error = #expect(throws: LoopError.self) {
                try SignalWatcher(loop: loop, signal: 0) {}
            }
            #expect(error?.name == "EINVAL")
        }
    }
}

/// The threads that run tests block signals; the main thread of a program does not.
private func raiseUnblocked(_ signal: Int32) {
    var set = sigset_t()
    sigemptyset(&set)
    sigaddset(&set, signal)
    pthread_sigmask(SIG_UNBLOCK, &set, nil)
    raise(signal)
}

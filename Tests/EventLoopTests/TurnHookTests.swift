import EventLoop
import Testing

@Suite struct TurnHookTests {
    @Test("the hook runs before every sleep")
    func beforeSleeping() throws {
        try withLoop { loop in
            var log: [String] = []
            let timer = Timer(loop: loop)
            let hook = TurnHook(loop: loop) { log.append("hook") }
            func sleep(_ remaining: Int) {
                log.append("wake")
                if remaining > 0 { timer.start(after: 2) { sleep(remaining - 1) } }
            }
            timer.start(after: 0) { sleep(3) }
            loop.run()
            #expect(log == ["wake", "hook", "wake", "hook", "wake", "hook", "wake", "hook"])
            hook.close()
        }
    }

    @Test("the hook runs once after all the reads of a turn")
    func afterReads() throws {
        try withLoop { loop in
            let pairs = [try loop.connectedPair(), try loop.connectedPair()]
            var log: [String] = []
            for pair in pairs {
                pair.server.onBytes = { _ in log.append("read") }
                pair.server.startReading()
            }
            let hook = TurnHook(loop: loop) {
                log.append("hook")
                if log.contains("read") { loop.stop() }
            }
            for pair in pairs { pair.client.write([1]) }
            loop.runUntilStopped()
            #expect(log == ["hook", "read", "read", "hook"])
            hook.close()
        }
    }

    @Test(
        "a hook that asks for another turn gets one without the loop sleeping, and input is read in between")
    func anotherTurn() throws {
        try withLoop { loop in
            let (server, client) = try loop.connectedPair()
            var log: [String] = []
            server.onBytes = { _ in log.append("read") }
            server.startReading()
            let never = Timer(loop: loop)
            never.start(after: 10_000) {
                log.append("slept")
                loop.stop()
            }
            let hook = TurnHook(loop: loop) {
                log.append("hook")
                if log.count == 1 { client.write([1]) }
                if log.count < 5 { loop.requestAnotherTurn() } else { loop.stop() }
            }
            loop.run()
            #expect(log == ["hook", "read", "hook", "hook", "hook"])
            hook.close()
        }
    }

    @Test("another turn asked for by a reader comes through the hook and then ends")
    func anotherTurnOnce() throws {
        try withLoop { loop in
            var hooks = 0
            let timer = Timer(loop: loop)
            let hook = TurnHook(loop: loop) { hooks += 1 }
            timer.start(after: 1) {
                hooks = 0
                loop.requestAnotherTurn()
            }
            loop.run()
            #expect((1...2).contains(hooks))
            hook.close()
        }
    }

    @Test("a hook may close itself")
    func closeInAction() throws {
        try withLoop { loop in
            var hooks = 0
            var hook: TurnHook?
            hook = TurnHook(loop: loop) {
                hooks += 1
                hook?.close()
                loop.requestAnotherTurn()
            }
            let timer = Timer(loop: loop)
            timer.start(after: 1) {}
            loop.run()
            #expect(hooks == 1)
        }
    }
}

import EventLoop
import Testing

@Suite struct TimerTests {
    @Test("timers fire in the order in which they are due, however they were started")
    func order() throws {
        try withLoop { loop in
            var fired: [UInt64] = []
            let timers = ([9, 3, 6, 0, 12] as [UInt64]).map { delay in
                let timer = Timer(loop: loop)
                timer.start(after: delay) { fired.append(delay) }
                return timer
            }
            loop.run()
            #expect(fired == [0, 3, 6, 9, 12])
            timers.forEach { $0.close() }
        }
    }

    @Test("a repeating timer fires until it is stopped, from its own action too")
    func repeating() throws {
        try withLoop { loop in
            var count = 0
            let timer = Timer(loop: loop)
            timer.start(after: 1, repeating: 1) {
                count += 1
                if count == 3 { timer.stop() }
            }
            loop.run()
            #expect(count == 3)
        }
    }

    @Test("starting again replaces the earlier start")
    func restart() throws {
        try withLoop { loop in
            var fired: [String] = []
            let timer = Timer(loop: loop)
            timer.start(after: 1) { fired.append("first") }
            timer.start(after: 2) {
                fired.append("second")
                timer.start(after: 1) { fired.append("third") }
            }
            loop.run()
            #expect(fired == ["second", "third"])
        }
    }

    @Test("a timer may be closed by its own action")
    func closeInAction() throws {
        try withLoop { loop in
            var count = 0
            let timer = Timer(loop: loop)
            timer.start(after: 0, repeating: 1) {
                count += 1
                timer.close()
            }
            loop.run()
            #expect(count == 1)
        }
    }

    @Test("the loop's clock has advanced by a timer's delay when it fires")
    func clock() throws {
        try withLoop { loop in
            let start = loop.milliseconds
            let timer = Timer(loop: loop)
            timer.start(after: 5) {}
            loop.run()
            #expect(loop.milliseconds >= start + 5)
        }
    }
}

import EventLoop
import Testing

@Suite struct BackgroundWorkTests {
    @Test("the loop makes turns while work is done, and is told the result")
    func result() throws {
        try withLoop { loop in
            let (release, wait) = try gate()
            let work = BackgroundWork<Int>(loop: loop)
            var results: [Int] = []
            work.start({ wait() }) { results.append($0) }
            loop.makeTurns()
            #expect(work.isRunning && results.isEmpty)
            release()
            loop.run()
            #expect(!work.isRunning && results == [1])
        }
    }

    @Test("work may be followed by more from where its result is told")
    func next() throws {
        try withLoop { loop in
            let work = BackgroundWork<Int>(loop: loop)
            var results: [Int] = []
            func start(_ number: Int) {
                work.start({ number * number }) {
                    results.append($0)
                    if number < 4 { start(number + 1) }
                }
            }
            start(1)
            loop.run()
            #expect(results == [1, 4, 9, 16])
        }
    }

    @Test("closing the loop waits for work that runs")
    func closing() throws {
        var result: Int?
        try withLoop { loop in
            BackgroundWork<Int>(loop: loop).start({ 7 }) { result = $0 }
        }
        #expect(result == 7)
    }
}

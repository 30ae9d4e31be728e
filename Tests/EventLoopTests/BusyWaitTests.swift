import Testing

@testable import EventLoop

@Suite struct BusyWaitTests {
    @Test("waiting goes on as long as it is worth it, and is tried again 15 sleeps after it was not")
    func patience() {
        var patience = Patience()
        func next(_ count: Int) -> [Bool] { (0..<count).map { _ in patience.isWorthWaiting() } }
        #expect(!next(100).contains(false))
        for _ in 0..<2 {
            patience.wasInVain()
            #expect(!next(15).contains(true))
            #expect(next(1) == [true])
        }
    }

    @Test("input is seen without waiting, once the kernel was told to look for it")
    func input() throws {
        try withLoop { loop in
            let (server, client) = try loop.connectedPair()
            server.onBytes = { _ in }
            server.startReading()
            #expect(loop.hasNewInterest)
            loop.makeTurns(2)
            #expect(!loop.hasNewInterest)
            #expect(!loop.hasInput)
            client.write([1])
            #expect(loop.hasInput)
            loop.makeTurns(2)
            #expect(!loop.hasInput)
        }
    }
}

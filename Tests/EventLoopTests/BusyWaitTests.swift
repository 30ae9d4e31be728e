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
}

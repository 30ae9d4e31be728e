import Testing

@testable import Server

@Suite struct BufferPoolTests {
    @Test("what is given back is handed out again, empty and with its room")
    func reuses() {
        var pool = BufferPool()
        var buffer = pool.take()
        #expect(buffer.isEmpty)
        buffer.reserveCapacity(1000)
        buffer.append(1)
        pool.give(buffer)
        buffer = []
        let again = pool.take()
        #expect(again.isEmpty && again.capacity >= 1000)
        #expect(pool.count == 0)
    }

    @Test("neither many arrays nor large ones are kept")
    func staysSmall() {
        var pool = BufferPool()
        pool.give([])
        pool.give([UInt8](repeating: 0, count: BufferPool.bytesMaximum + 1))
        #expect(pool.count == 0)
        for _ in 0..<100 { pool.give([0]) }
        #expect(pool.count == BufferPool.buffersMaximum)
    }
}

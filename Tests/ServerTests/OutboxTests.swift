import Testing

@testable import Server

@Suite struct OutboxTests {
    private static func frame(_ count: Int) -> [UInt8] { [UInt8](repeating: 1, count: count) }

    @Test("what is put in comes out once, in order")
    func order() {
        var outbox = Outbox(.init())
        outbox.append(raw: [1])
        outbox.append([2, 3])
        outbox.append([4])
        #expect(outbox.hasHeld)
        let first = outbox.take()
        #expect(first == [1, 2, 3, 4])
        #expect(!outbox.hasHeld)
        let second = outbox.take()
        #expect(second == [])
    }

    @Test("limits are the documented 2000 messages, and 4 MiB")
    func documented() {
        #expect(Outbox.Limits().messages == 2000)
        #expect(Outbox.Limits().bytes == 4 * 1024 * 1024)
    }

    @Test("2000 messages may wait, not 2001, whether here or on their way")
    func messages() {
        var outbox = Outbox(.init())
        for _ in 0..<1000 { outbox.append(Self.frame(10)) }
        _ = outbox.take()
        outbox.update(untaken: 10_000)
        for _ in 0..<1000 { outbox.append(Self.frame(10)) }
        outbox.update(untaken: 10_000)
        #expect(!outbox.isOverfull(untaken: 10_000))
        outbox.append(Self.frame(10))
        outbox.update(untaken: 10_000)
        #expect(outbox.isOverfull(untaken: 10_000))
        // The system takes one and a half: the half one still counts.
        outbox.update(untaken: 9_985)
        #expect(!outbox.isOverfull(untaken: 9_985))
        outbox.append(Self.frame(10))
        outbox.update(untaken: 9_985)
        #expect(outbox.isOverfull(untaken: 9_985))
    }

    @Test("4 MiB may wait, and not a byte more")
    func bytes() {
        var outbox = Outbox(.init())
        outbox.append(Self.frame(4 * 1024 * 1024 - 100))
        _ = outbox.take()
        outbox.append(Self.frame(100))
        let untaken = 4 * 1024 * 1024 - 100
        outbox.update(untaken: untaken)
        #expect(!outbox.isOverfull(untaken: untaken))
        outbox.append(Self.frame(1))
        outbox.update(untaken: untaken)
        #expect(outbox.isOverfull(untaken: untaken))
        outbox.update(untaken: untaken - 1)
        #expect(!outbox.isOverfull(untaken: untaken - 1))
    }

    @Test("what was taken by the system does not count, however much it was")
    func taken() {
        var outbox = Outbox(.init())
        for _ in 0..<10_000 { outbox.append(Self.frame(1000)) }
        _ = outbox.take()
        outbox.update(untaken: 0)
        #expect(!outbox.isOverfull(untaken: 0))
        for _ in 0..<2000 { outbox.append(Self.frame(1)) }
        _ = outbox.take()
        outbox.update(untaken: 2000)
        #expect(!outbox.isOverfull(untaken: 2000))
    }

    @Test("what is dropped is only what was not handed over")
    func drop() {
        var outbox = Outbox(.init(messages: 3, bytes: 1000))
        outbox.append(Self.frame(10))
        _ = outbox.take()
        outbox.append(Self.frame(10))
        outbox.append(Self.frame(10))
        outbox.drop()
        #expect(!outbox.hasHeld)
        outbox.append([7])
        outbox.update(untaken: 10)
        let rest = outbox.take()
        #expect(rest == [7])
        outbox.append([8])
        outbox.update(untaken: 11)
        #expect(!outbox.isOverfull(untaken: 11), "three messages wait, two were dropped")
        outbox.append([9])
        outbox.update(untaken: 11)
        #expect(outbox.isOverfull(untaken: 11))
    }

    @Test("a frame that goes to many is not copied for each", .timeLimit(.minutes(1)))
    func shared() {
        let frame = Self.frame(1024 * 1024)
        var outboxes = (0..<10_000).map { _ in Outbox(.init()) }
        // 10 GiB if each had its own.
        for index in outboxes.indices { outboxes[index].append(frame) }
        let isSame = outboxes.allSatisfy { $0.hasHeld }
        #expect(isSame)
    }
}

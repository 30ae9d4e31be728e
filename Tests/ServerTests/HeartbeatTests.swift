import Testing

@testable import Server

@Suite struct HeartbeatTests {
    private static let interval = Heartbeat.interval
    private static let patience = Heartbeat.patience

    @Test("a ping is due every 55 s, and its pong within 5 s, as documented")
    func documented() {
        #expect(Self.interval == 55_000)
        #expect(Self.patience == 5_000)
    }

    @Test("a client that answers is pinged again and again, and not between")
    func answers() {
        var heartbeat = Heartbeat(at: 1000)
        for round in 1...3 {
            let due = 1000 + UInt64(round) * Self.interval
            var beats = [heartbeat.beat(at: due - 1), heartbeat.beat(at: due)]
            beats += [heartbeat.beat(at: due), heartbeat.beat(at: due + Self.patience - 1)]
            #expect(beats == [.none, .ping, .none, .none])
            heartbeat.receivedPong()
        }
    }

    @Test("a client that does not answer is given up after 5 s")
    func silence() {
        var heartbeat = Heartbeat(at: 0)
        var beats = [heartbeat.beat(at: Self.interval)]
        beats += [heartbeat.beat(at: Self.interval + Self.patience - 1)]
        beats += [heartbeat.beat(at: Self.interval + Self.patience)]
        #expect(beats == [.ping, .none, .giveUp])
    }

    @Test("any pong counts, but not one from before the ping")
    func anyPong() {
        var heartbeat = Heartbeat(at: 0)
        heartbeat.receivedPong()
        var beats = [heartbeat.beat(at: Self.interval)]
        beats += [heartbeat.beat(at: Self.interval + Self.patience)]
        #expect(beats == [.ping, .giveUp])
    }

    @Test("a loop that was held up for minutes pings first and gives nobody up unasked")
    func late() {
        var heartbeat = Heartbeat(at: 0)
        let now = 10 * Self.interval
        let beats = [heartbeat.beat(at: now), heartbeat.beat(at: now + 1)]
        #expect(beats == [.ping, .none])
    }
}

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
            heartbeat.receivedPong(at: due + Self.patience - 1)
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

    @Test("any pong renews the connection for 60 s, as documented, also one from before the ping")
    func anyPong() {
        var heartbeat = Heartbeat(at: 0)
        heartbeat.receivedPong(at: 54_000)
        var beats = [heartbeat.beat(at: 55_000), heartbeat.beat(at: 60_000)]
        // What is left of the 60 s is less than the next ping's pong may take.
        beats += [heartbeat.beat(at: 110_000), heartbeat.beat(at: 114_999), heartbeat.beat(at: 115_000)]
        #expect(beats == [.ping, .none, .ping, .none, .giveUp])
    }

    @Test("a loop that was held up for minutes pings first and gives nobody up unasked")
    func late() {
        var heartbeat = Heartbeat(at: 0)
        let now = 10 * Self.interval
        let beats = [heartbeat.beat(at: now), heartbeat.beat(at: now + 1)]
        #expect(beats == [.ping, .none])
    }
}

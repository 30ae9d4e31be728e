import Support
import Testing
import Wire

@Suite struct SlowReaderTests {
    private static let count = 3000
    private static let request = "GET /v1/markets HTTP/1.1\r\nHost: localhost\r\n\r\n"

    /// How many public requests the server has answered, this one included.
    private func answered(_ door: inout SocketDoor) throws -> Int {
        let answer = try door.ask(Question("GET", "/v1/system/state"))
        #expect(answer.status == 200)
        let (limit, left) = (answer["X-RateLimit-Limit"], answer["X-RateLimit-Remaining"])
        return try #require(limit.flatMap(Int.init)) - (try #require(left.flatMap(Int.init)))
    }

    @Test("a client that does not read holds up nobody else, and its further requests wait")
    func slowReader() throws {
        let server = try LiveServer()
        let slow = try Client(port: server.port, receiveBuffer: 4096)
        try slow.send(String(repeating: Self.request, count: Self.count))
        var door = try SocketDoor(port: server.port)
        // Once nobody but this client is served, the slow one's output is full.
        var (before, now) = (0, try answered(&door))
        while now < 20 || now != before + 1 { (before, now) = (now, try answered(&door)) }
        #expect(now < Self.count, "requests of a client that does not read were taken all the same")
        for _ in 0..<Self.count { #expect(try slow.readResponse().status == 200) }
        #expect(try server.stop() == nil)
    }
}

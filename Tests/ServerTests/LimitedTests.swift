import Gateway
import Server
import Support
import Testing

/// Rate limits over real sockets: the client's address is that of its connection.
@Suite struct LimitedTests {
    private static let limit = 600
    private static let count = 800
    private static let login = "POST /v1/auth HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n"

    /// A server whose limit on logins is used up by 127.0.0.1. They lack their header fields, but they count.
    private func withLimitedServer(_ body: (LiveServer, _ answers: [Answered]) throws -> Void) throws {
        let server = try LiveServer { $0.rateLimits = .documented(times: 1) }
        let outcome = Result {
            let client = try Client(port: server.port)
            try client.send(String(repeating: Self.login, count: Self.count))
            try body(server, try (0..<Self.count).map { _ in try client.readResponse() })
        }
        #expect(try server.stop() == nil)
        try outcome.get()
    }

    @Test("all requests of a limit pass, and those beyond it are refused")
    func refusal() throws {
        try withLimitedServer { _, answers in
            #expect(answers.prefix(Self.limit).allSatisfy { $0.status == 400 })
            let refused = try #require(answers.first { $0.status == 429 })
            #expect(refused.text == #"{"message":"rate limit exceeded"}"#)
            #expect(refused["Retry-After"] == "1")
            #expect(refused["X-RateLimit-Limit"] == "600")
            #expect(refused["X-RateLimit-Remaining"] == "0")
            #expect(refused["X-RateLimit-Window"] == "60")
            #expect(refused["Date"] != nil)
            #expect(answers[0]["X-RateLimit-Remaining"] == "599")
            #expect(answers[0]["Retry-After"] == nil)
        }
    }

    @Test("another connection of the address is refused, too; another address and other requests are not")
    func addresses() throws {
        try withLimitedServer { server, _ in
            // 10 a second come back: a burst larger than that shows whether the bucket is the same.
            let again = try Client(port: server.port)
            try again.send(String(repeating: Self.login, count: Self.limit))
            let statuses = try (0..<Self.limit).map { _ in try again.readResponse().status }
            #expect(statuses.contains(429))
            let other = try Client(port: server.port, from: 2)
            try other.send(Self.login)
            let answer = try other.readResponse()
            #expect(answer.status == 400 && answer["X-RateLimit-Remaining"] == "599")
            try again.send("GET /v1/system/time HTTP/1.1\r\nHost: localhost\r\n\r\n")
            let time = try again.readResponse()
            #expect(time.status == 200 && time["X-RateLimit-Remaining"] == "1499")
        }
    }

    @Test("what never reaches the API shows the public limit and takes nothing from it")
    func edge() throws {
        let server = try LiveServer { $0.rateLimits = .documented(times: 1) }
        let outcome = Result {
            for request in ["GET /nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n", "nonsense\r\n\r\n"] {
                let client = try Client(port: server.port)
                try client.send(request)
                #expect(try client.readResponse()["X-RateLimit-Remaining"] == "1500")
            }
        }
        #expect(try server.stop() == nil)
        try outcome.get()
    }
}

import Gateway
import Server
import Support
import Testing
import Wire

/// Which requests become WebSockets.
@Suite struct UpgradeTests {
    private struct Handshake {
        let target: String
        var without: String?
        var with: [String] = []
    }

    /// The answers of one server to handshakes.
    private func answers(
        to handshakes: [Handshake], _ configure: (inout ServerOptions) -> Void = { _ in }
    ) throws -> [Answered] {
        let server = try LiveServer(configure)
        let answers = try handshakes.map { handshake in
            let fields = WebSocketClient.fields.filter { field in
                handshake.without.map { !field.hasPrefix($0) } ?? true
            }
            let client = try Client(port: server.port)
            try client.send(WebSocketClient.handshake(handshake.target, fields: fields + handshake.with))
            return try client.readHead()
        }
        #expect(try server.stop() == nil)
        return answers
    }

    /// The statuses of one server's answers to handshakes for these targets.
    private func statuses(
        of targets: [String], _ configure: (inout ServerOptions) -> Void = { _ in }
    ) throws -> [Int] {
        try answers(to: targets.map { Handshake(target: $0) }, configure).map(\.status)
    }

    @Test("a handshake becomes a WebSocket on the API's path, with whatever query")
    func paths() throws {
        let targets = ["/v1", "/v1/", "/v1?", "/v1?foo=bar", "/v1/?", "/v1?sbeSchemaId=1&sbeSchemaVersion=3"]
        let with = ["Authorization: Bearer expired", "Sec-WebSocket-Protocol: a"]
        for answer in try answers(to: targets.map { Handshake(target: $0, with: with) }) {
            #expect(answer.status == 101)
            #expect(answer.headers.map(\.name) == ["Upgrade", "Connection", "Sec-WebSocket-Accept"])
        }
    }

    @Test("on other paths, and without the word, a request is answered as if it had not asked")
    func ordinary() throws {
        let expected = [
            ("/v1/orders", 401), ("/v1/system/state", 200), ("/", 404), ("/v2", 404), ("/v1//", 401),
            ("/ws", 404), ("/V1", 404),
        ]
        #expect(try statuses(of: expected.map(\.0)) == expected.map(\.1))
        #expect(try answers(to: [Handshake(target: "/v1", without: "Upgrade")]).map(\.status) == [401])
    }

    @Test("the echo listens outside the API, and only when asked to")
    func echo() throws {
        let statuses = try statuses(of: ["/", "/echo/x", "/v1", "/v1/orders"]) { $0.echoes = true }
        #expect(statuses == [101, 101, 101, 401])
    }

    @Test("a handshake that is not whole is refused in the API's form")
    func refuses() throws {
        let cases: [(handshake: Handshake, status: Int)] = [
            (Handshake(target: "/v1", without: "Sec-WebSocket-Key"), 400),
            (
                Handshake(
                    target: "/v1", without: "Sec-WebSocket-Version", with: ["Sec-WebSocket-Version: 8"]), 426
            ),
            (Handshake(target: "/v1", without: "Connection", with: ["Connection: keep-alive"]), 400),
            (Handshake(target: "/v1", without: "Host", with: ["Host: example.com"]), 403),
            (Handshake(target: "/v1", with: ["Origin: http://example.com"]), 403),
            (Handshake(target: "/v1", with: ["Origin: http://localhost:3000"]), 101),
        ]
        for (answer, (_, status)) in zip(try answers(to: cases.map(\.handshake)), cases) {
            #expect(answer.status == status)
            #expect((answer["Sec-WebSocket-Version"] == "13") == (status == 426))
            #expect((answer["Date"] != nil) == (status != 101))
        }
    }

    @Test("SBE parameters that the exchange would refuse are refused, and all if that is asked for")
    func sbe() throws {
        let targets = [
            "/v1", "/v1?sbeSchemaId=1&sbeSchemaVersion=1", "/v1?sbeSchemaId=1", "/v1?sbeSchemaId=2",
        ]
        #expect(try statuses(of: targets) == [101, 101, 400, 400])
        #expect(try statuses(of: targets) { $0.requiresSBEMatch = true } == [101, 400, 400, 400])
    }

    @Test("after a refusal the connection can be used again")
    func again() throws {
        let server = try LiveServer()
        let client = try Client(port: server.port)
        try client.send(WebSocketClient.handshake("/v1?sbeSchemaId=1") + WebSocketClient.handshake("/v1"))
        let refusal = try client.readResponse()
        #expect(refusal.status == 400)
        #expect(refusal.json["message"]?.stringValue?.contains("sbeSchemaVersion") == true)
        #expect(try client.readHead().status == 101)
        #expect(try server.stop() == nil)
    }

    @Test("with rate limits an address gets 20 sockets a second; refused handshakes take nothing from them")
    func limits() throws {
        let server = try LiveServer { $0.rateLimits = .documented(times: 1) }
        var (opened, refused): ([Client], Answered?) = ([], nil)
        for _ in 0..<500 {
            let client = try Client(port: server.port)
            try client.send(WebSocketClient.handshake("/v1?sbeSchemaId=1") + WebSocketClient.handshake("/v1"))
            #expect(try client.readResponse().status == 400)
            let answer = try client.readHead()
            guard answer.status == 101 else {
                refused = answer
                break
            }
            opened.append(client)
        }
        #expect(opened.count >= 20)
        #expect(refused?.status == 429)
        #expect(refused?["Retry-After"] == "1")
        #expect(refused?["X-RateLimit-Limit"] == "20")
        let other = try Client(port: server.port, from: 2)
        try other.send(WebSocketClient.handshake("/v1"))
        #expect(try other.readHead().status == 101)
        #expect(try server.stop() == nil)
    }
}

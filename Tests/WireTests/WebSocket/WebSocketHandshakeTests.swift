import Testing

@testable import Wire

@Suite struct WebSocketHandshakeTests {
    private static let key = "dGhlIHNhbXBsZSBub25jZQ=="
    private static let fields: [(name: String, value: String)] = [
        ("Host", "localhost"), ("Upgrade", "websocket"), ("Connection", "Upgrade"),
        ("Sec-WebSocket-Key", key),
        ("Sec-WebSocket-Version", "13"),
    ]

    /// The request of RFC 6455 §1.2, with a field changed, left out or sent twice.
    private static func request(
        _ name: String = "", _ values: [String] = [], method: String = "GET", minorVersion: Int = 1
    ) throws -> HTTPRequest {
        let kept = fields.filter { $0.name != name }
        return try HTTPRequest(
            method: method, target: "/v1", headers: HTTPHeaders(kept + values.map { (name, $0) }),
            minorVersion: minorVersion)
    }

    @Test("the example of RFC 6455 §1.3 is accepted with the answer that stands there")
    func example() throws {
        #expect(WebSocketHandshake.acceptance(of: Self.key) == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
        let answer = try WebSocketHandshake.accept(Self.request())
        #expect(
            String(decoding: answer, as: UTF8.self) == """
                HTTP/1.1 101 Switching Protocols\r
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r
                \r

                """)
    }

    @Test(
        "what a browser or a library may write is accepted, and nothing that it offers is agreed to",
        arguments: [
            ("Upgrade", ["WebSocket"]), ("Upgrade", ["h2c, websocket"]), ("Upgrade", ["h2c", "WEBSOCKET"]),
            ("Connection", ["keep-alive, Upgrade"]), ("Connection", ["keep-alive", "upgrade"]),
            ("Connection", ["upgrade\t, close"]), ("Sec-WebSocket-Protocol", ["chat, superchat"]),
            ("Sec-WebSocket-Extensions", ["permessage-deflate; client_max_window_bits"]),
            ("Sec-WebSocket-Key", ["AAAAAAAAAAAAAAAAAAAAAA=="]),
            ("Sec-WebSocket-Key", ["/+//////////////////+w=="]),
            ("Authorization", ["Bearer expired"]), ("Content-Length", ["0"]),
        ])
    func accepts(_ name: String, _ values: [String]) throws {
        let request = try Self.request(name, values)
        #expect(WebSocketHandshake.isAsked(for: request))
        let answer = String(decoding: try WebSocketHandshake.accept(request), as: UTF8.self)
        #expect(answer.hasPrefix("HTTP/1.1 101 "))
        #expect(answer.split(separator: "\r\n").count == 4)
    }

    @Test(
        "a handshake that is not whole is refused",
        arguments: [
            ("Connection", [], 400), ("Connection", ["keep-alive"], 400), ("Connection", ["Upgraded"], 400),
            ("Connection", ["Up grade"], 400),
            ("Sec-WebSocket-Version", [], 426), ("Sec-WebSocket-Version", ["8"], 426),
            ("Sec-WebSocket-Version", ["13, 8"], 426), ("Sec-WebSocket-Version", ["13", "8"], 426),
            ("Sec-WebSocket-Version", ["013"], 426),
            ("Sec-WebSocket-Key", [], 400), ("Sec-WebSocket-Key", [""], 400),
            ("Sec-WebSocket-Key", [key, key], 400), ("Sec-WebSocket-Key", ["dGhlIHNhbXBsZSBub25jZQ="], 400),
            ("Sec-WebSocket-Key", ["dGhlIHNhbXBsZSBub25jZQ"], 400),
            ("Sec-WebSocket-Key", ["dGhlIHNhbXBsZSBub25jZR=="], 400),
            ("Sec-WebSocket-Key", ["dGhlIHNhbXBsZSBub25jZVE="], 400),
            ("Sec-WebSocket-Key", ["dGhlIHNhbXBsZSBub25jZ_=="], 400),
            ("Sec-WebSocket-Key", ["dGhlIHNhbXBsZSBub25jZQ==AAAA"], 400),
        ])
    func refuses(_ name: String, _ values: [String], _ status: Int) throws {
        let request = try Self.request(name, values)
        #expect(WebSocketHandshake.isAsked(for: request))
        let refusal = try #require(throws: WebSocketHandshake.Refusal.self) {
            try WebSocketHandshake.accept(request)
        }
        #expect(refusal.status == status)
        #expect(refusal.message.contains(name))
        #expect(refusal.headers.contains { $0 == ("Sec-WebSocket-Version", "13") } == (status == 426))
    }

    @Test("only GET begins a WebSocket")
    func method() throws {
        let refusal = #expect(throws: WebSocketHandshake.Refusal.self) {
            try WebSocketHandshake.accept(Self.request(method: "POST"))
        }
        #expect(refusal?.status == 400)
    }

    @Test("no WebSocket is asked for without the word, nor by HTTP/1.0")
    func notAsked() throws {
        for values in [[], ["h2c"], ["websockets"], ["web socket"], ["websocket/13"], [""]] {
            #expect(!WebSocketHandshake.isAsked(for: try Self.request("Upgrade", values)), "\(values)")
        }
        #expect(!WebSocketHandshake.isAsked(for: try Self.request(minorVersion: 0)))
    }
}

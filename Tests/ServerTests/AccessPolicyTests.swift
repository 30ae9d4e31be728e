import Support
import Testing
import Wire

@testable import Server

@Suite struct AccessPolicyTests {
    private static func request(
        host: String?, origin: String?, method: String = "GET",
        _ further: [(name: String, value: String)] = []
    ) throws -> HTTPRequest {
        var headers = HTTPHeaders(further)
        if let host { headers.append(name: "Host", value: host) }
        if let origin { headers.append(name: "Origin", value: origin) }
        return try HTTPRequest(method: method, target: "/v1/markets", headers: headers)
    }

    @Test(
        "a Host that is not this machine is refused, and so is a foreign Origin",
        arguments: [
            ("localhost", nil, true), ("localhost:8080", nil, true), ("LOCALHOST", nil, true),
            ("127.0.0.1:8080", nil, true), ("127.1.2.3", nil, true), ("[::1]:8080", nil, true),
            (nil, nil, true),
            ("example.com", nil, false), ("localhost.example.com", nil, false),
            ("127.0.0.1.example.com", nil, false),
            ("127.0.0", nil, false), ("127.0.0.256", nil, false), ("128.0.0.1", nil, false),
            ("[::2]", nil, false),
            ("0.0.0.0", nil, false), ("mock.test", nil, true), ("Mock.Test:99", nil, true),
            ("localhost", "http://localhost:3000", true), ("localhost", "https://127.0.0.1", true),
            ("localhost", "http://mock.test", true), ("localhost", "http://example.com", false),
            ("localhost", "null", false), ("localhost", "http://localhost.example.com", false),
            ("localhost", "file://", false), ("example.com", "http://localhost", false),
        ] as [(String?, String?, Bool)])
    func loopback(_ host: String?, _ origin: String?, _ isWelcome: Bool) throws {
        var policy = AccessPolicy(host: "127.0.0.1", allowedHosts: ["mock.TEST"], corsOrigin: nil)
        let refusal = policy.refusal(of: try Self.request(host: host, origin: origin))
        #expect((refusal == nil) == isWelcome, "\(refusal ?? "welcome")")
    }

    @Test(
        "a server for other machines takes any Host, and still no foreign Origin",
        arguments: [
            ("example.com", nil, true), ("10.0.0.1:8080", nil, true),
            ("10.0.0.1", "http://example.com", false),
        ] as [(String?, String?, Bool)])
    func everywhere(_ host: String?, _ origin: String?, _ isWelcome: Bool) throws {
        var policy = AccessPolicy(host: "0.0.0.0", allowedHosts: [], corsOrigin: nil)
        #expect((policy.refusal(of: try Self.request(host: host, origin: origin)) == nil) == isWelcome)
    }

    @Test(
        "an origin may read replies if it is the one that was named, or if all are",
        arguments: [
            (nil, "http://a.test", nil), ("http://a.test", nil, nil),
            ("http://a.test", "http://a.test", "http://a.test"), ("http://a.test", "http://b.test", nil),
            ("*", "http://b.test", "*"),
        ] as [(String?, String?, String?)])
    func cors(_ allowed: String?, _ origin: String?, _ field: String?) throws {
        var policy = AccessPolicy(host: "127.0.0.1", allowedHosts: [], corsOrigin: allowed)
        let request = try Self.request(host: "localhost", origin: origin)
        let headers = policy.corsHeaders(for: request)
        #expect(headers.first { $0.name == "Access-Control-Allow-Origin" }?.value == field)
        let isRefused = origin != nil && field == nil
        #expect((policy.refusal(of: request) != nil) == isRefused)
    }

    @Test("a preflight is told the methods and the fields that it asked for")
    func preflight() throws {
        let policy = AccessPolicy(host: "127.0.0.1", allowedHosts: [], corsOrigin: "*")
        let request = try Self.request(
            host: "localhost", origin: "http://a.test", method: "OPTIONS",
            [("Access-Control-Request-Headers", "authorization")])
        let headers = Dictionary(
            uniqueKeysWithValues: policy.corsHeaders(for: request).map { ($0.name, $0.value) })
        #expect(headers["Access-Control-Allow-Methods"]?.contains("DELETE") == true)
        #expect(headers["Access-Control-Allow-Headers"] == "authorization")
        #expect(headers["Access-Control-Max-Age"] != nil)
    }

    @Test("over a socket a foreign page gets 403 in the API's form, and its order is not placed")
    func socket() throws {
        let server = try LiveServer()
        let client = try Client(port: server.port)
        for head in ["Host: example.com", "Host: localhost\r\nOrigin: http://example.com"] {
            try client.send("GET /v1/system/state HTTP/1.1\r\n\(head)\r\n\r\n")
            let answer = try client.readResponse()
            #expect(answer.status == 403)
            #expect(answer.json["error"] == .string("REQUEST_NOT_ALLOWED"))
        }
        #expect(try server.stop() == nil)
    }

    @Test("over a socket the named origin may read replies, also those that are errors")
    func socketCORS() throws {
        let server = try LiveServer { $0.corsOrigin = "http://a.test" }
        let client = try Client(port: server.port)
        let cases = [
            ("GET", "/v1/system/state", 200), ("GET", "/v1/orders", 401), ("OPTIONS", "/v1/orders", 204),
        ]
        for (method, target, status) in cases {
            try client.send(
                "\(method) \(target) HTTP/1.1\r\nHost: localhost\r\nOrigin: http://a.test\r\n\r\n")
            let answer = try client.readResponse()
            #expect(answer.status == status)
            #expect(answer["Access-Control-Allow-Origin"] == "http://a.test")
            #expect(answer["Vary"] == "Origin")
            let exposed = try #require(answer["Access-Control-Expose-Headers"]).split(separator: ", ")
            for field in exposed where field.hasPrefix("X-") { #expect(answer[String(field)] != nil) }
            #expect(exposed.contains("X-RateLimit-Remaining") && exposed.contains("Retry-After"))
        }
        #expect(try server.stop() == nil)
    }
}

import Testing

@testable import Wire

@Suite struct HTTPRequestTests {
    private func request(_ text: String) throws -> HTTPRequest {
        var parser = HTTPConnectionParser()
        return try #require(try parser.next(after: text))
    }

    @Test(
        "path segments are decoded one by one",
        arguments: [
            ("/", []),
            ("/v1/orders", ["v1", "orders"]),
            ("/v1/orders/", ["v1", "orders", ""]),
            ("//a", ["", "a"]),
            ("/a%2Fb/c%25", ["a/b", "c%"]),
            ("/../.", ["..", "."]),
            ("http://h/x/y?z", ["x", "y"]),
            ("http://h", []),
        ] as [(String, [String])])
    func decodesSegments(_ target: String, _ segments: [String]) throws {
        let request = try request("GET \(target) HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(request.pathSegments == segments)
        #expect(request.target == target)
    }

    @Test("the target's host wins over the Host field, RFC 9112 §3.2.2")
    func choosesAuthority() throws {
        #expect(try request("GET http://b:1/ HTTP/1.1\r\nHost: a\r\n\r\n").authority == "b:1")
        #expect(try request("GET / HTTP/1.1\r\nhOST: a:2\r\n\r\n").authority == "a:2")
        #expect(try request("GET / HTTP/1.0\r\n\r\n").authority == nil)
    }

    @Test("headers are found in any case and keep their order")
    func findsHeaders() throws {
        let headers = try request(
            "GET / HTTP/1.1\r\nHost: a\r\nX-One:  1 \r\nx-two: 2\r\nX-ONE: 3\r\nEmpty:\r\n\r\n"
        ).headers
        #expect(headers["x-one"] == "1")
        #expect(headers["X-TWO"] == "2")
        #expect(headers["empty"] == "")
        #expect(headers["x-on"] == nil)
        #expect(headers.values(of: "x-One") == ["1", "3"])
        #expect(headers.pairs.map(\.name) == ["Host", "X-One", "x-two", "X-ONE", "Empty"])
        #expect(headers.count == 5)
    }

    @Test("headers made in process read like received ones")
    func makesHeaders() {
        var headers = HTTPHeaders([("Authorization", "Bearer x")])
        headers.append(name: "Accept", value: "*/*")
        #expect(headers["authorization"] == "Bearer x")
        #expect(headers["accept"] == "*/*")
    }

    @Test("a request made in process is taken apart like a received one")
    func makesRequest() throws {
        let request = try HTTPRequest(method: "GET", target: "/a%20b?c=d", body: [1])
        #expect(request.path == "/a b")
        #expect(request.queryValue("c") == "d")
        #expect(request.queryValue("x") == nil)
        #expect(request.body == [1])
        #expect(!request.isHead)
        #expect(throws: HTTPError.malformedTarget) { _ = try HTTPRequest(method: "GET", target: "a") }
    }

    @Test(
        "hosts",
        arguments: [
            ("localhost", true), ("127.0.0.1:8080", true), ("a.b-c_d~", true), ("[::1]:65535", true),
            ("[2001:db8::192.0.2.1]", true), ("a:", true), ("a%41", true), ("x!$&'()*+,;=", true),
            ("", false), (":80", false), ("a:65536", false), ("a:99999999999999999999", false),
            ("a:8x", false),
            ("a:-1", false), ("a b", false), ("a/b", false), ("user@a", false), ("a,b:1:2", false),
            ("a%4", false),
            ("a%zz", false), ("[::1", false), ("::1", false), ("[]", false), ("[1.2]", false),
            ("[::g]", false),
            ("[::1]x", false), ("é", false), ("a?b", false), ("a#", false), ("a\\b", false),
        ])
    func checksHosts(_ host: String, _ isWellFormed: Bool) {
        #expect(HTTPHost.isWellFormed(Array(host.utf8).span) == isWellFormed)
    }
}

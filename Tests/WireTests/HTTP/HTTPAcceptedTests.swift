import Randomness
import Testing

@testable import Wire

@Suite struct HTTPAcceptedTests {
    static let requests: [AcceptedRequest] = targets + connections + bodies + tolerances

    static let targets: [AcceptedRequest] = [
        .init("RFC 9112 §3.2.1 origin form", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", "GET / [] '' 1.1 keep"),
        .init(
            "a path and a query", "GET /v1/orders?market=BTC-USD-PERP&size=5 HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET /v1/orders [market=BTC-USD-PERP size=5] '' 1.1 keep"),
        .init(
            "RFC 3986 §2.1 percent-encoding", "GET /caf%C3%A9/%61?n%20m=%3D+%2B HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET /café/a [n m== +] '' 1.1 keep"),
        .init(
            "a plus sign in a path is itself", "GET /a+b HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET /a+b [] '' 1.1 keep"),
        .init(
            "odd queries", "GET /?&&a&b=&=c&d=e=f?/&a HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET / [a= b= =c d=e=f?/ a=] '' 1.1 keep"),
        .init("an empty query", "GET /? HTTP/1.1\r\nHost: a\r\n\r\n", "GET / [] '' 1.1 keep"),
        .init(
            "visible ASCII that RFC 3986 wants encoded",
            "GET /{a}|\"b\"?c[]=<d>^`\\ HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET /{a}|\"b\" [c[]=<d>^`\\] '' 1.1 keep"),
        .init(
            "RFC 9112 §3.2.2 absolute form",
            "GET http://example.com:80/a?b=c HTTP/1.1\r\nHost: other\r\n\r\n",
            "GET /a [b=c] '' 1.1 keep"),
        .init(
            "an absolute form with a path alone", "GET http://example.com/a/b HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET /a/b [] '' 1.1 keep"),
        .init(
            "an absolute form without a path", "GET HTTP://example.com HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET / [] '' 1.1 keep"),
        .init(
            "an absolute form with a query alone", "GET https://[::1]?a=b HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET / [a=b] '' 1.1 keep"),
        .init(
            "RFC 9112 §3.2.4 asterisk form", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
            "OPTIONS * [] '' 1.1 keep"),
        .init("OPTIONS of a path", "OPTIONS /v1 HTTP/1.1\r\nHost: a\r\n\r\n", "OPTIONS /v1 [] '' 1.1 keep"),
        .init("RFC 9110 §9.3.2 HEAD", "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n", "HEAD / [] '' 1.1 keep"),
        .init(
            "RFC 9110 §9.1 any token is a method", "m!#$%&'*+-.^_`|~9 / HTTP/1.1\r\nHost: a\r\n\r\n",
            "m!#$%&'*+-.^_`|~9 / [] '' 1.1 keep"),
        .init(
            "RFC 9110 §2.5 a higher minor version", "GET / HTTP/1.9\r\nHost: a\r\n\r\n",
            "GET / [] '' 1.1 keep"),
    ]

    static let connections: [AcceptedRequest] = [
        .init(
            "RFC 9112 §9.6 close", "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
            "GET / [] '' 1.1 close"),
        .init(
            "close in a list, in any case", "GET / HTTP/1.1\r\nHost: a\r\nConnection: te , CLOSE,x\r\n\r\n",
            "GET / [] '' 1.1 close"),
        .init(
            "close in a second field",
            "GET / HTTP/1.1\r\nHost: a\r\nConnection: keep-alive\r\nconnection: Close\r\n\r\n",
            "GET / [] '' 1.1 close"),
        .init(
            "a word that only contains close", "GET / HTTP/1.1\r\nHost: a\r\nConnection: closed\r\n\r\n",
            "GET / [] '' 1.1 keep"),
        .init("RFC 9112 §9.3 HTTP/1.0", "GET / HTTP/1.0\r\n\r\n", "GET / [] '' 1.0 close"),
        .init(
            "HTTP/1.0 with keep-alive", "GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n",
            "GET / [] '' 1.0 keep"),
        .init(
            "HTTP/1.0 with both", "GET / HTTP/1.0\r\nConnection: keep-alive, close\r\n\r\n",
            "GET / [] '' 1.0 close"),
        .init(
            "upgrades are left to others",
            "GET /ws HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
            "GET /ws [] '' 1.1 keep"),
        .init(
            "RFC 9110 §10.1.1 an expectation of HTTP/1.0 is ignored",
            "POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\nx", "POST / [] 'x' 1.0 close"
        ),
    ]

    static let bodies: [AcceptedRequest] = [
        .init(
            "RFC 9112 §6.2 Content-Length", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello",
            "POST / [] 'hello' 1.1 keep"),
        .init(
            "an empty body", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n",
            "POST / [] '' 1.1 keep"),
        .init(
            "leading zeros", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0002\r\n\r\n\r\n",
            "POST / [] '\r\n' 1.1 keep"),
        .init(
            "a body of GET", "GET / HTTP/1.1\r\nHost: a\r\ncontent-length: 2\r\n\r\nhi",
            "GET / [] 'hi' 1.1 keep"),
        .init(
            "a body of DELETE", "DELETE / HTTP/1.1\r\nHost: a\r\nCONTENT-LENGTH:2\r\n\r\nhi",
            "DELETE / [] 'hi' 1.1 keep"),
        .init(
            "RFC 9112 §7.1 chunked",
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n",
            "POST / [] 'hello world' 1.1 keep"),
        .init(
            "chunked in any case, sizes in hexadecimal",
            "DELETE / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: ChunKed\r\n\r\n00A\r\n0123456789\r\n000\r\n\r\n",
            "DELETE / [] '0123456789' 1.1 keep"),
        .init(
            "an empty chunked body of GET",
            "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "GET / [] '' 1.1 keep"
        ),
        .init(
            "RFC 9112 §7.1.1 chunk extensions",
            "PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "1;a=b\r\nx\r\n1 ; c=\"d;e\"\t;f\r\ny\r\n0;last\r\n\r\n",
            "PUT / [] 'xy' 1.1 keep"),
        .init(
            "RFC 9112 §7.1.2 trailers are dropped",
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n\n\r\n0\r\nA: b\r\n"
                + "Content-Length: 7\r\n\r\n",
            "POST / [] '\n' 1.1 keep"),
        .init(
            "RFC 9110 §10.1.1 100-continue",
            "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\nContent-Length: 2\r\n\r\nhi",
            "POST / [] 'hi' 1.1 keep"),
    ]

    static let tolerances: [AcceptedRequest] = [
        .init(
            "RFC 9112 §2.2 empty lines before the request line",
            "\r\n\r\n\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", "GET / [] '' 1.1 keep"),
        .init(
            "RFC 9112 §5.1 optional white space around a value",
            "GET / HTTP/1.1\r\nHost:\t a \t\r\nX:\r\nY: \t \r\n\r\n", "GET / [] '' 1.1 keep"),
        .init(
            "RFC 9110 §5.5 obs-text in a value", "GET / HTTP/1.1\r\nHost: a\r\nX: a\tbé\r\n\r\n",
            "GET / [] '' 1.1 keep"),
    ]

    @Test("a request is understood", arguments: requests)
    func accepts(_ sample: AcceptedRequest) throws {
        var parser = HTTPConnectionParser()
        parser.receive(sample.bytes.span)
        let request = try #require(try parser.next())
        #expect(request.summary == sample.summary)
        #expect(try parser.next() == nil)
        #expect(parser.bufferedBytes == 0)
        #expect(parser.phase == .idle)
    }

    @Test("every prefix of a request is incomplete, never an error", arguments: requests)
    func waitsForTheRest(_ sample: AcceptedRequest) throws {
        for length in sample.bytes.indices {
            var parser = HTTPConnectionParser()
            parser.receive(Array(sample.bytes[..<length]).span)
            #expect(try parser.next() == nil, "the first \(length) bytes")
        }
    }

    @Test("a request is the same in whatever pieces it comes", arguments: requests)
    func joinsPieces(_ sample: AcceptedRequest) {
        let seed: UInt64 = 7
        var random = SeededRandom(seed: seed)
        let whole = ParsedConnection.whole(sample.bytes)
        #expect(whole.requests.count == 1)
        #expect(ParsedConnection.byteByByte(sample.bytes) == whole)
        for _ in 0..<20 {
            #expect(ParsedConnection.randomlySplit(sample.bytes, using: &random) == whole, "seed \(seed)")
        }
    }

    @Test("pipelined requests come one at a time, in order")
    func pipelines() {
        let staying = Self.requests.filter { $0.summary.hasSuffix("keep") }
        let bytes = staying.flatMap(\.bytes)
        let whole = ParsedConnection.whole(bytes)
        #expect(whole.error == nil)
        #expect(whole.requests.count == staying.count)
        for (request, sample) in zip(whole.requests, staying) { #expect(request.hasPrefix(sample.summary)) }
        #expect(ParsedConnection.byteByByte(bytes) == whole)
    }

    @Test("empty lines are counted anew before each request, RFC 9112 §2.2")
    func countsEmptyLinesAnew() {
        let sample =
            String(repeating: "\r\n", count: HTTPLimits.emptyLines) + "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
        let connection = ParsedConnection.whole(Array((sample + sample + sample).utf8))
        #expect(connection.error == nil)
        #expect(connection.requests.count == 3)
    }

    @Test("nothing is read after a request that closes, RFC 9112 §9.6")
    func stopsAfterClose() {
        let connection = ParsedConnection.whole(
            Array("GET /1 HTTP/1.0\r\n\r\nGET /2 HTTP/1.0\r\n\r\n\u{1}".utf8))
        #expect(connection.requests.count == 1)
        #expect(connection.error == nil)
    }

    @Test("a request before a malformed one still comes out, and the error stays")
    func keepsThrowing() throws {
        var parser = HTTPConnectionParser()
        let good = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
        #expect(try parser.next(after: good + "GET / HTTP/1.1\r\n\r\n")?.path == "/")
        #expect(throws: HTTPError.missingHost) { _ = try parser.next() }
        #expect(throws: HTTPError.missingHost) { _ = try parser.next() }
        #expect(throws: HTTPError.missingHost) { _ = try parser.next(after: good) }
        #expect(parser.bufferedBytes == 0)
    }
}

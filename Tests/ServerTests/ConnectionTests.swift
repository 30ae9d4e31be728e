import Server
import Support
import Testing
import Wire

/// HTTP over real sockets: what a client may send, and what it gets back.
@Suite struct ConnectionTests {
    /// Runs `body` with a client of a fresh server.
    private func withClient(
        echoes: Bool = false, _ body: (_ client: Client, _ port: Int) throws -> Void
    ) throws {
        let server = try LiveServer { $0.echoes = echoes }
        let outcome = Result { try body(Client(port: server.port), server.port) }
        #expect(try server.stop() == nil)
        try outcome.get()
    }

    private static let state = "GET /v1/system/state HTTP/1.1\r\nHost: localhost\r\n\r\n"

    @Test("pipelined requests are answered in their order")
    func pipelining() throws {
        try withClient { client, _ in
            let targets = ["/v1/system/state", "/v1/nowhere", "/v1/markets?market=X", "/v1/system/time"]
            try client.send(targets.map { "GET \($0) HTTP/1.1\r\nHost: localhost\r\n\r\n" }.joined())
            let statuses = try targets.map { _ in try client.readResponse().status }
            #expect(statuses == [200, 401, 404, 200])
        }
    }

    @Test("a thousand pipelined requests are all answered, in their order")
    func manyPipelined() throws {
        try withClient(echoes: true) { client, _ in
            let requests = (0..<1000).map {
                "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(String($0).count)\r\n\r\n\($0)"
            }
            try client.send(requests.joined())
            for number in 0..<1000 {
                let answer = try client.readResponse()
                #expect(answer.status == 200)
                #expect(answer.text == String(number))
            }
        }
    }

    @Test("a request may come byte by byte")
    func slowRequest() throws {
        try withClient { client, _ in
            for byte in Self.state.utf8 { try client.send([byte]) }
            #expect(try client.readResponse().text == #"{"status":"ok"}"#)
        }
    }

    @Test("every response has a date, a length and a type")
    func fields() throws {
        try withClient { client, _ in
            try client.send(Self.state)
            let answer = try client.readResponse()
            #expect(answer["Date"]?.hasSuffix(" GMT") == true)
            #expect(answer["Content-Length"] == "15")
            #expect(answer["Content-Type"]?.hasPrefix("application/json") == true)
            #expect(answer["X-RateLimit-Remaining"] != nil)
            #expect(answer["Connection"] == nil)
            #expect(answer["Access-Control-Allow-Origin"] == nil)
        }
    }

    @Test("HEAD is answered like GET, without the body")
    func head() throws {
        try withClient { client, _ in
            try client.send("HEAD /v1/system/state HTTP/1.1\r\nHost: localhost\r\n\r\n" + Self.state)
            let head = try client.readResponse(isHead: true)
            #expect(head.status == 200)
            #expect(head["Content-Length"] == "15")
            #expect(try client.readResponse().text == #"{"status":"ok"}"#)
        }
    }

    @Test(
        "OPTIONS is answered with what is allowed",
        arguments: [
            ("/v1/orders", "GET, POST, DELETE, HEAD, OPTIONS"), ("/_mock/system", "POST, OPTIONS"),
            ("*", "GET, POST, PUT, DELETE, HEAD, OPTIONS"), ("/v1/nowhere", "OPTIONS"),
        ])
    func options(_ target: String, _ methods: String) throws {
        try withClient { client, _ in
            try client.send("OPTIONS \(target) HTTP/1.1\r\nHost: localhost\r\n\r\n" + Self.state)
            let answer = try client.readResponse()
            #expect(answer.status == 204)
            #expect(answer["Allow"] == methods)
            #expect(answer["Content-Length"] == nil)
            #expect(try client.readResponse().status == 200)
        }
    }

    @Test(
        "a connection lives on or ends as the request asks",
        arguments: [
            ("HTTP/1.1\r\nHost: localhost\r\nConnection: close", false, "close"),
            ("HTTP/1.1\r\nHost: localhost\r\nConnection: Keep-Alive, CLOSE", false, "close"),
            ("HTTP/1.0", false, "close"),
            ("HTTP/1.0\r\nConnection: keep-alive", true, "keep-alive"),
        ] as [(String, Bool, String?)])
    func persistence(_ head: String, _ stays: Bool, _ field: String?) throws {
        try withClient { client, _ in
            try client.send("GET /v1/system/state \(head)\r\n\r\n")
            let answer = try client.readResponse()
            #expect(answer.status == 200)
            #expect(answer["Connection"] == field)
            if stays {
                try client.send(Self.state)
                #expect(try client.readResponse().status == 200)
            } else {
                #expect(client.isAtEnd)
            }
        }
    }

    @Test("what follows a request that closes is not answered")
    func afterClose() throws {
        try withClient { client, _ in
            try client.send(
                "GET /v1/system/time HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n" + Self.state)
            #expect(try client.readResponse().status == 200)
            #expect(client.isAtEnd)
        }
    }

    @Test("a client that has finished sending still gets its answers")
    func halfClose() throws {
        try withClient { client, _ in
            try client.send(Self.state + Self.state)
            client.finishSending()
            #expect(try client.readResponse().status == 200)
            #expect(try client.readResponse().status == 200)
            #expect(client.isAtEnd)
        }
    }

    @Test("a body that waits for 100 Continue gets it, once")
    func continueFirst() throws {
        try withClient(echoes: true) { client, _ in
            try client.send(
                "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n")
            let interim = try client.readResponse()
            #expect(interim.status == 100)
            #expect(interim.headers.isEmpty)
            try client.send("hello")
            let answer = try client.readResponse()
            #expect(answer.status == 200)
            #expect(answer.text == "hello")
        }
    }

    @Test("100 Continue waits for the answers to earlier requests")
    func continueInOrder() throws {
        try withClient(echoes: true) { client, _ in
            let head =
                "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n"
            try client.send(Self.state + head)
            #expect(try client.readResponse().text == #"{"status":"ok"}"#)
            #expect(try client.readResponse().status == 100)
            try client.send("hello" + Self.state)
            #expect(try client.readResponse().text == "hello")
            #expect(try client.readResponse().status == 200)
        }
    }

    @Test("a chunked body is put together")
    func chunked() throws {
        try withClient(echoes: true) { client, _ in
            let chunks = "5\r\nhello\r\n6;name=value\r\n world\r\n0\r\nTrailer: x\r\n\r\n"
            let request =
                "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks
            try client.send(request + Self.state)
            #expect(try client.readResponse().text == "hello world")
            #expect(try client.readResponse().status == 200)
        }
    }

    @Test(
        "a request that is no HTTP gets an error in the API's form, and the connection ends",
        arguments: [
            ("nonsense\r\n\r\n", 400),
            ("\u{16}\u{03}\u{01}\u{02}", 400),
            ("GET /v1/system/state HTTP/1.1\r\n\r\n", 400),
            ("GET /v1/system/state HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
            ("GET /v1/system/state HTTP/1.1\nHost: localhost\n\n", 400),
            ("GET /v1/%zz HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
            ("GET v1 HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nHost: localhost\r\nBad Name: x\r\n\r\n", 400),
            ("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n", 400),
            ("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400),
            (
                "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
                400
            ),
            ("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", 400),
            ("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999\r\n\r\n", 413),
            ("GET /\(String(repeating: "a", count: 9000)) HTTP/1.1\r\nHost: localhost\r\n\r\n", 414),
            ("POST / HTTP/1.1\r\nHost: localhost\r\nExpect: 200-ok\r\n\r\n", 417),
            ("GET / HTTP/1.1\r\nHost: localhost\r\nX: \(String(repeating: "a", count: 17000))\r\n\r\n", 431),
            ("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", 501),
            ("CONNECT localhost:1 HTTP/1.1\r\nHost: localhost\r\n\r\n", 501),
            ("GET / HTTP/2.0\r\nHost: localhost\r\n\r\n", 505),
        ])
    func malformed(_ request: String, _ status: Int) throws {
        try withClient { client, _ in
            try client.send(Self.state)
            try client.send(Array(request.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }))
            #expect(try client.readResponse().status == 200, "what came before is answered")
            let answer = try client.readResponse()
            #expect(answer.status == status)
            #expect(answer["Connection"] == "close")
            #expect(answer.json.objectValue?.members.map(\.key) == ["error", "message", "data"])
            #expect(client.isAtEnd)
        }
    }

    @Test("a bad request ends its own connection only")
    func isolation() throws {
        try withClient { client, port in
            let other = try Client(port: port)
            try other.send("nonsense\r\n\r\n")
            #expect(try other.readResponse().status == 400)
            try client.send(Self.state)
            #expect(try client.readResponse().status == 200)
        }
    }

    @Test("the echo answers what is outside the API, and nothing inside it")
    func echo() throws {
        try withClient(echoes: true) { client, _ in
            let echoed: [(String, Bool)] = [
                ("/", true), ("/echo", true), ("/v2/orders", true), ("/v1/orders", false),
                ("/_mock/x", false),
            ]
            for (target, isEcho) in echoed {
                try client.send(
                    "POST \(target) HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\n\u{0}\r\n!")
                let answer = try client.readResponse()
                #expect((answer.status == 200) == isEcho, "\(target)")
                #expect((answer.body == Array("\u{0}\r\n!".utf8)) == isEcho, "\(target)")
            }
        }
    }

    @Test("without the echo a path outside the API does not exist")
    func outside() throws {
        try withClient { client, _ in
            try client.send("GET /echo HTTP/1.1\r\nHost: localhost\r\n\r\n")
            let answer = try client.readResponse()
            #expect(answer.status == 404)
            #expect(answer.json["error"] == .string("NOT_FOUND"))
        }
    }
}

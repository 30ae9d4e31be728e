import Testing

@testable import Wire

@Suite struct HTTPResponseTests {
    private func text(
        _ response: HTTPResponse, keepsAlive: Bool = true, isHead: Bool = false, minorVersion: Int = 1
    ) -> String {
        var output: [UInt8] = []
        response.serialize(into: &output, keepsAlive: keepsAlive, isHead: isHead, minorVersion: minorVersion)
        return String(decoding: output, as: UTF8.self)
    }

    private let body = HTTPResponse(
        status: 200, headers: [("X-A", "1"), ("X-B", "2")], body: Array("{}".utf8))

    @Test("a response has its fields, its type and its length")
    func serializes() {
        let expected =
            "HTTP/1.1 200 OK\r\nX-A: 1\r\nX-B: 2\r\nContent-Type: application/json\r\n"
            + "Content-Length: 2\r\n\r\n{}"
        #expect(text(body) == expected)
    }

    @Test("HEAD is answered with the length that GET has, RFC 9110 §9.3.2")
    func answersHead() {
        #expect(text(body, isHead: true) == String(text(body).dropLast(2)))
    }

    @Test("a response without a body has a length and no type")
    func omitsType() {
        #expect(text(HTTPResponse(status: 404)) == "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
    }

    @Test(
        "some statuses have neither body nor length, RFC 9110 §8.6",
        arguments: [
            (101, "Switching Protocols"), (204, "No Content"), (304, "Not Modified"),
        ])
    func omitsLength(_ status: Int, _ reason: String) {
        let response = HTTPResponse(status: status, body: [0x78])
        #expect(text(response) == "HTTP/1.1 \(status) \(reason)\r\n\r\n")
    }

    @Test("the connection's fate is told where it is not the default, RFC 9112 §9.3")
    func tellsConnection() {
        let empty = HTTPResponse(status: 200)
        #expect(text(empty, keepsAlive: false).contains("\r\nConnection: close\r\n"))
        #expect(text(empty, keepsAlive: false, minorVersion: 0).contains("\r\nConnection: close\r\n"))
        #expect(text(empty, minorVersion: 0).contains("\r\nConnection: keep-alive\r\n"))
        #expect(!text(empty).contains("Connection"))
    }

    @Test("a response is framed as its request asked for")
    func answersRequest() throws {
        var parser = HTTPConnectionParser()
        let request = try #require(try parser.next(after: "HEAD / HTTP/1.0\r\n\r\n"))
        var output: [UInt8] = []
        body.serialize(into: &output, answering: request)
        #expect(String(decoding: output, as: UTF8.self) == text(body, keepsAlive: false, isHead: true))
    }

    @Test("a line break in a value cannot start a field, RFC 9110 §5.5")
    func keepsValuesOnTheirLine() {
        let response = HTTPResponse(status: 200, headers: [("X", "a\r\nSet-Cookie: b\u{0}c\td")])
        #expect(text(response).contains("X: a  Set-Cookie: b c\td\r\n"))
    }

    @Test("responses are appended to what is there, and every status has a line")
    func appends() {
        var output = Array("before".utf8)
        HTTPResponse(status: 299, contentType: "text/plain", body: [0x78]).serialize(
            into: &output, keepsAlive: true)
        let expected = "beforeHTTP/1.1 299 Unknown\r\nContent-Type: text/plain\r\nContent-Length: 1\r\n\r\nx"
        #expect(String(decoding: output, as: UTF8.self) == expected)
    }

    @Test("every status of an error has a reason phrase")
    func namesErrors() {
        for row in HTTPRefusedTests.rows {
            #expect(HTTPReason.phrase(for: row.error.status) != "Unknown")
        }
    }

    @Test("the interim response is 100 Continue, RFC 9110 §15.2.1")
    func continues() {
        #expect(
            String(decoding: HTTPResponse.continueBytes, as: UTF8.self) == "HTTP/1.1 100 Continue\r\n\r\n")
    }
}

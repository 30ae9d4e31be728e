import Testing

@testable import Wire

@Suite struct HTTPHeadMemoryTests {
    private static let first = head("Authorization: Bearer abc")

    private static func head(_ field: String, line: String = "GET /a?b=c HTTP/1.1") -> String {
        "\(line)\r\nHost: a\r\n\(field)\r\nAccept: x\r\n\r\n"
    }

    @Test(
        "a head is read the same after one like it as on a new connection",
        arguments: [
            first, head("Authorization: Bearer xyz"), head("Authorization: Bearer abcd"),
            head("Authorization: Bearer a\t "), head("Authorization: \tearer abc"),
            head("Authorization: Bearer ab "), head("Authorization:  earer abc"),
            head("Authorization: Bear\r\nX: abc"), head("Authorization: Bear\u{01}r abc"),
            head("Authorization: Bear\tr abc"), head("Authorization: Bear\r abcd"),
            head("Authorization: Bear\r\n\r\nabc"), head("Authorisation: Bearer abc"),
            head("AUTHORIZATION: Bearer abc"), head("Authorization: Bearer abc", line: "GET /x?b=c HTTP/1.1"),
            head("Authorization: Bearer abc", line: "GET /a?b=c HTTP/1.0"), head("Connection: close"),
            "\r\n" + first, "GET /a", "G",
        ])
    func isExact(_ second: String) {
        let alone = ParsedConnection.whole(Array(second.utf8))
        let after = ParsedConnection.whole(Array((Self.first + second).utf8))
        let before = ParsedConnection.whole(Array(Self.first.utf8))
        #expect(after.requests == before.requests + alone.requests)
        #expect(after.error == alone.error)
    }

    @Test(
        "a head with another Content-Length is read the same after one like it as on a new connection",
        arguments: ["12", "07", "00", "99", "1", "123", " 7", "7 ", "+7", "-7", "7a", "7,", "\t7", "7\r"])
    func lengths(_ second: String) {
        for fields in ["Content-Length: %\r\nAuthorization: b", "Authorization: b\r\ncontent-length:%"] {
            func request(_ length: String) -> String {
                let fields = fields.replacing("%", with: length)
                return "POST / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n\r\n"
            }
            let first = request("10") + "0123456789"
            let next = request(second) + String(repeating: "x", count: 200)
            let alone = ParsedConnection.whole(Array(next.utf8))
            let after = ParsedConnection.whole(Array((first + next).utf8))
            let before = ParsedConnection.whole(Array(first.utf8))
            #expect(after.requests == before.requests + alone.requests)
            #expect(after.error == alone.error)
        }
    }

    @Test("a body that is too large is refused after a head like it")
    func tooLarge() {
        func request(_ length: Int) -> String {
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \(length)\r\n\r\n"
        }
        let body = String(repeating: "x", count: HTTPLimits.bodyBytes)
        let parsed = ParsedConnection.whole(
            Array((request(body.utf8.count) + body + request(body.utf8.count + 1)).utf8))
        #expect(parsed.requests.count == 1)
        #expect(parsed.error == .bodyTooLarge)
    }

    @Test("bodies of a repeated head are told apart")
    func bodies() {
        let head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n"
        let parsed = ParsedConnection.whole(Array((head + "ab" + head + "cd").utf8))
        #expect(parsed.requests.count == 2)
        #expect(parsed.requests[0].contains("'ab'") && parsed.requests[1].contains("'cd'"))
    }

    @Test("chunks follow a repeated head as they follow the first")
    func chunks() {
        let head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        let text = head + "1\r\nx\r\n0\r\n\r\n" + head + "1\r\ny\r\n0\r\n\r\n"
        let parsed = ParsedConnection.whole(Array(text.utf8))
        #expect(parsed.requests.map { $0.contains("'x'") } == [true, false])
        #expect(parsed.requests.map { $0.contains("'y'") } == [false, true])
    }
}

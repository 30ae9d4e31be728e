import Testing

@testable import Wire

/// Each limit from both sides, with the whole text at once and byte by byte.
@Suite struct HTTPLimitsTests {
    private func expect(
        _ text: String, _ error: HTTPError?, _ status: Int = 200,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let bytes = Array(text.utf8)
        let whole = ParsedConnection.whole(bytes)
        #expect(whole.error == error, sourceLocation: sourceLocation)
        #expect(whole.error?.status ?? 200 == status, sourceLocation: sourceLocation)
        #expect(whole.requests.count == (error == nil ? 1 : 0), sourceLocation: sourceLocation)
        #expect(ParsedConnection.byteByByte(bytes) == whole, sourceLocation: sourceLocation)
    }

    @Test("a request line is at most 8 KiB, RFC 9112 §3")
    func limitsRequestLine() {
        let frame = "GET / HTTP/1.1".utf8.count
        let longest = String(repeating: "a", count: HTTPLimits.requestLineBytes - frame)
        expect("GET /\(longest) HTTP/1.1\r\nHost: a\r\n\r\n", nil)
        expect("GET /\(longest)a HTTP/1.1\r\nHost: a\r\n\r\n", .requestLineTooLong, 414)
        expect("GET /\(longest)\(longest)", .requestLineTooLong, 414)
    }

    @Test("a header block is at most 16 KiB, also while it is incomplete, RFC 6585 §5")
    func limitsHeaderBlock() {
        let frame = "Host: a\r\nX: \r\n\r\n".utf8.count
        let longest = String(repeating: "a", count: HTTPLimits.headerBlockBytes - frame)
        expect("GET / HTTP/1.1\r\nHost: a\r\nX: \(longest)\r\n\r\n", nil)
        expect("GET / HTTP/1.1\r\nHost: a\r\nX: \(longest)a\r\n\r\n", .headTooLarge, 431)
        expect("GET / HTTP/1.1\r\nHost: a\r\nX: \(longest)\(longest)", .headTooLarge, 431)
    }

    @Test("a header block has at most 100 fields, RFC 6585 §5")
    func limitsFields() {
        let most = String(repeating: "A: b\r\n", count: HTTPLimits.headerFields - 1)
        expect("GET / HTTP/1.1\r\nHost: a\r\n\(most)\r\n", nil)
        expect("GET / HTTP/1.1\r\nHost: a\r\n\(most)A: b\r\n\r\n", .tooManyFields, 431)
    }

    @Test("trailers have the limits of a header block")
    func limitsTrailers() {
        let head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n"
        let most = String(repeating: "A: b\r\n", count: HTTPLimits.headerFields)
        expect("\(head)\(most)\r\n", nil)
        expect("\(head)\(most)A: b\r\n\r\n", .tooManyFields, 431)
        let longest = String(repeating: "a", count: HTTPLimits.headerBlockBytes - "X: \r\n\r\n".utf8.count)
        expect("\(head)X: \(longest)\r\n\r\n", nil)
        expect("\(head)X: \(longest)a\r\n\r\n", .headTooLarge, 431)
    }

    @Test("chunk extensions are bounded a line and a body, RFC 9112 §7.1.1")
    func limitsChunkExtensions() {
        let head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        let half = ";" + String(repeating: "e", count: HTTPLimits.chunkExtensionBytes / 2 - 1)
        expect("\(head)1\(half)\r\nx\r\n1\(half)\r\ny\r\n0\r\n\r\n", nil)
        expect("\(head)1\(half)\r\nx\r\n1\(half)\r\ny\r\n0;\r\n\r\n", .chunkExtensionTooLong, 400)
        expect("\(head)1\(half)\(half)", .chunkExtensionTooLong, 400)
    }

    @Test("a body is at most 1 MiB; a larger one is refused before it is sent, RFC 9110 §15.5.14")
    func limitsBody() throws {
        var parser = HTTPConnectionParser()
        let most = HTTPLimits.bodyBytes
        #expect(try parser.next(after: "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: \(most)\r\n\r\n") == nil)
        #expect(try parser.next(after: String(repeating: "x", count: most))?.body.count == most)
        #expect(throws: HTTPError.bodyTooLarge) {
            try parser.next(after: "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: \(most + 1)\r\n\r\n")
        }
    }

    @Test("a chunked body is counted as it comes")
    func limitsChunkedBody() throws {
        var parser = HTTPConnectionParser()
        let size = 0x10000
        let chunk = "10000\r\n" + String(repeating: "x", count: size) + "\r\n"
        _ = try parser.next(after: "PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
        for count in 1...HTTPLimits.bodyBytes / size {
            #expect(try parser.next(after: chunk) == nil)
            #expect(parser.bufferedBytes == count * size)
        }
        #expect(throws: HTTPError.bodyTooLarge) { try parser.next(after: "1\r\n") }
        #expect(HTTPError.bodyTooLarge.status == 413)
    }
}

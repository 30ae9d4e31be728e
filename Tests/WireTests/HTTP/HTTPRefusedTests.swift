import Testing

@testable import Wire

@Suite struct HTTPRefusedTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let bytes: [UInt8]
        let error: HTTPError
        let status: Int

        init(_ name: String, _ text: String, _ error: HTTPError, _ status: Int = 400) {
            self.name = name
            bytes = Array(text.utf8)
            self.error = error
            self.status = status
        }

        /// A request whose header block has these lines after a good Host.
        static func fields(_ name: String, _ lines: String, _ error: HTTPError, _ status: Int = 400) -> Row {
            Row(name, "POST / HTTP/1.1\r\nHost: a\r\n\(lines)\r\n\r\n", error, status)
        }

        static func chunks(_ name: String, _ body: String, _ error: HTTPError, _ status: Int = 400) -> Row {
            Row(
                name, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\(body)", error, status
            )
        }

        static func target(_ name: String, _ target: String, _ error: HTTPError, _ status: Int = 400) -> Row {
            Row(name, "GET \(target) HTTP/1.1\r\nHost: a\r\n\r\n", error, status)
        }

        var testDescription: String { name }
    }

    static let rows: [Row] = lines + targets + fields + hosts + lengths + codings + chunks

    static let lines: [Row] = [
        Row("RFC 9112 §2.2 bare LF after the request line", "GET / HTTP/1.1\nHost: a\r\n\r\n", .bareLineFeed),
        Row("bare LF after a field", "GET / HTTP/1.1\r\nHost: a\n\r\n", .bareLineFeed),
        Row("bare LF at the end", "GET / HTTP/1.1\r\nHost: a\r\n\n", .bareLineFeed),
        Row("bare LF before the request line", "\nGET / HTTP/1.1\r\n", .bareLineFeed),
        Row("bare CR in the request line", "GET /\r HTTP/1.1\r\nHost: a\r\n\r\n", .bareCarriageReturn),
        Row("bare CR in a value", "GET / HTTP/1.1\r\nHost: a\rb\r\n\r\n", .bareCarriageReturn),
        Row("bare CR in a name", "GET / HTTP/1.1\r\nHo\rst: a\r\n\r\n", .bareCarriageReturn),
        Row("CR CR LF", "GET / HTTP/1.1\r\nHost: a\r\r\n\r\n", .bareCarriageReturn),
        Row("bare CR before the request line", "\rGET / HTTP/1.1\r\n", .bareCarriageReturn),
        Row("five empty lines", "\r\n\r\n\r\n\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", .tooManyEmptyLines),
        Row("RFC 9112 §3 a request line of one word", "GET\r\n", .malformedRequestLine),
        Row("no version, as in HTTP/0.9", "GET /\r\n", .malformedRequestLine),
        Row("two spaces before the target", "GET  / HTTP/1.1\r\n", .malformedRequestLine),
        Row("two spaces before the version", "GET /  HTTP/1.1\r\n", .malformedRequestLine),
        Row("a space after the version", "GET / HTTP/1.1 \r\n", .malformedRequestLine),
        Row("a space before the method", " GET / HTTP/1.1\r\n", .malformedMethod),
        Row("a tab between the parts", "GET\t/ HTTP/1.1\r\n", .malformedMethod),
        Row("RFC 9110 §9.1 a method with a bracket", "GE(T / HTTP/1.1\r\n", .malformedMethod),
        Row("a method with NUL", "GE\u{0}T / HTTP/1.1\r\n", .malformedMethod),
        Row("a method beyond ASCII", "GÉT / HTTP/1.1\r\n", .malformedMethod),
        Row("a TLS handshake", "\u{16}\u{3}\u{1}", .malformedMethod),
        Row("a JSON text", "{\"a\":1}", .malformedMethod),
        Row(
            "a method of 33 bytes", "\(String(repeating: "A", count: 33)) / HTTP/1.1\r\n", .methodTooLong, 501
        ),
        Row("RFC 9112 §2.3 a version in lower case", "GET / http/1.1\r\n", .malformedVersion),
        Row("an empty version", "GET / \r\n", .malformedVersion),
        Row("a version without a minor digit", "GET / HTTP/1\r\n", .malformedVersion),
        Row("a version with two minor digits", "GET / HTTP/1.10\r\n", .malformedVersion),
        Row("a version with a comma", "GET / HTTP/1,1\r\n", .malformedVersion),
        Row("another protocol's name", "GET / HTTQ/1.1\r\n", .malformedVersion),
        Row("RFC 9110 §15.6.6 HTTP/2.0", "GET / HTTP/2.0\r\n", .unsupportedVersion, 505),
        Row("HTTP/0.9 spelled out", "GET / HTTP/0.9\r\n", .unsupportedVersion, 505),
        Row(
            "RFC 9113 §3.4 the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", .unsupportedVersion,
            505),
    ]

    static let targets: [Row] = [
        .target("a space in the target", "/a b", .malformedRequestLine),
        .target("RFC 9112 §3.2 a byte beyond ASCII", "/é", .malformedTarget),
        .target("a control character", "/a\u{1}", .malformedTarget),
        .target("DEL", "/a\u{7F}", .malformedTarget),
        .target("a tab", "/a\tb", .malformedTarget),
        .target("a fragment", "/a#b", .fragmentInTarget),
        .target("no leading slash", "a/b", .malformedTarget),
        .target("a query alone", "?a=b", .malformedTarget),
        .target("RFC 9112 §3.2.3 authority form without CONNECT", "example.com:80", .malformedTarget),
        .target("RFC 9112 §3.2.4 asterisk without OPTIONS", "*", .asteriskWithoutOptions),
        Row("an asterisk and more", "OPTIONS *a HTTP/1.1\r\nHost: a\r\n\r\n", .malformedTarget),
        Row(
            "RFC 9110 §9.3.6 CONNECT", "CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n", .connectNotSupported, 501),
        .target("RFC 9112 §3.2.2 another scheme", "ftp://a/b", .unsupportedScheme),
        .target("an absolute form without a host", "http:///a", .malformedHost),
        .target("RFC 9110 §4.2.4 user information", "http://u:p@a/", .malformedHost),
        .target("RFC 3986 §2.1 a percent sign alone", "/%", .malformedPercentEncoding),
        .target("one digit", "/%4", .malformedPercentEncoding),
        .target("one digit, then a slash", "/%4/a", .malformedPercentEncoding),
        .target("no hexadecimal digits", "/%zz", .malformedPercentEncoding),
        .target("a bad escape in a query", "/?a=%G0", .malformedPercentEncoding),
        .target("RFC 3986 §7.3 an encoded NUL", "/a%00", .encodedControlCharacter),
        .target("an encoded line break", "/?a=%0d%0A", .encodedControlCharacter),
        .target("an encoded DEL", "/%7F", .encodedControlCharacter),
        .target("an encoded byte that is not UTF-8", "/%FF", .targetNotUTF8),
        .target("an overlong slash", "/%C0%AF", .targetNotUTF8),
        .target("an encoded surrogate in a query", "/?%ED%A0%80", .targetNotUTF8),
    ]

    static let fields: [Row] = [
        .fields("RFC 9112 §5.2 obs-fold", "A: b\r\n c", .foldedField),
        .fields("obs-fold with a tab", "A: b\r\n\tc", .foldedField),
        Row(
            "RFC 9112 §2.2 white space before the first field", "GET / HTTP/1.1\r\n Host: a\r\n\r\n",
            .foldedField),
        .fields("a line of white space", " ", .foldedField),
        .fields("RFC 9112 §5.1 a space before the colon", "A : b", .spaceBeforeColon),
        .fields("a tab before the colon", "Content-Length\t: 0", .spaceBeforeColon),
        .fields("RFC 9112 §5 no colon", "Abc", .missingColon),
        .fields("no colon, two words", "Abc def", .missingColon),
        .fields("an empty name", ": b", .emptyFieldName),
        .fields("RFC 9110 §5.1 a name with a space", "A b: c", .malformedFieldName),
        .fields("a name with a bracket", "A(b): c", .malformedFieldName),
        .fields("a name that starts with a quote", "\"A\": c", .malformedFieldName),
        .fields("a name beyond ASCII", "É: c", .malformedFieldName),
        .fields("a name with NUL", "A\u{0}: c", .malformedFieldName),
        .fields("RFC 9110 §5.5 NUL in a value", "A: b\u{0}c", .malformedFieldValue),
        .fields("a control character in a value", "A: \u{1}", .malformedFieldValue),
        .fields("DEL in a value", "A: b\u{7F}", .malformedFieldValue),
        .fields("RFC 9110 §10.1.1 another expectation", "Expect: 200-ok", .unknownExpectation, 417),
        .fields("one expectation of two", "Expect: 100-continue, x", .unknownExpectation, 417),
        .fields(
            "an expectation in a second field", "Expect: 100-continue\r\nExpect: x", .unknownExpectation, 417),
    ]

    static let hosts: [Row] = [
        Row("RFC 9112 §3.2 no Host", "GET / HTTP/1.1\r\nA: b\r\n\r\n", .missingHost),
        Row("no fields at all", "GET / HTTP/1.1\r\n\r\n", .missingHost),
        Row("no Host with an absolute form", "GET http://a/ HTTP/1.1\r\n\r\n", .missingHost),
        .fields("two Hosts", "Host: b", .repeatedHost),
        .fields("the same Host twice", "host: a", .repeatedHost),
        Row("two Hosts in HTTP/1.0", "GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n", .repeatedHost),
        Row("an empty Host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", .malformedHost),
        Row("a Host with a path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", .malformedHost),
        Row("a port out of range", "GET / HTTP/1.1\r\nHost: a:65536\r\n\r\n", .malformedHost),
        Row("two Hosts in one", "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n", .malformedHost),
    ]

    static let lengths: [Row] = [
        .fields(
            "RFC 9112 §6.3 two lengths", "Content-Length: 5\r\nContent-Length: 6", .repeatedContentLength),
        .fields(
            "the same length twice", "Content-Length: 5\r\nContent-Length: 5", .repeatedContentLength),
        .fields("a list of equal lengths", "Content-Length: 5, 5", .malformedContentLength),
        .fields("RFC 9110 §8.6 a plus sign", "Content-Length: +5", .malformedContentLength),
        .fields("a minus sign", "Content-Length: -5", .malformedContentLength),
        .fields("a space inside", "Content-Length: 1 0", .malformedContentLength),
        .fields("hexadecimal", "Content-Length: 0x5", .malformedContentLength),
        .fields("hexadecimal digits", "Content-Length: 5a", .malformedContentLength),
        .fields("an empty length", "Content-Length:", .malformedContentLength),
        .fields("a fraction", "Content-Length: 5.0", .malformedContentLength),
        .fields("digits of another script", "Content-Length: ٥", .malformedContentLength),
        .fields("an overflow", "Content-Length: 9223372036854775808", .malformedContentLength),
        .fields("a large overflow", "Content-Length: 18446744073709551621", .malformedContentLength),
        .fields(
            "an overflow of the tens", "Content-Length: 99999999999999999999999999", .malformedContentLength),
        .fields("RFC 9110 §15.5.14 too much", "Content-Length: 1048577", .bodyTooLarge, 413),
        .fields("far too much", "Content-Length: 9223372036854775807", .bodyTooLarge, 413),
    ]

    static let codings: [Row] = [
        .fields(
            "RFC 9112 §6.1 both lengths", "Content-Length: 5\r\nTransfer-Encoding: chunked",
            .contentLengthWithTransferEncoding),
        .fields(
            "both lengths, the other way around", "Transfer-Encoding: chunked\r\nContent-Length: 5",
            .contentLengthWithTransferEncoding),
        .fields(
            "both, with an unknown coding", "Transfer-Encoding: gzip\r\nContent-Length: 5",
            .contentLengthWithTransferEncoding),
        Row(
            "RFC 9112 §6.1 chunked in HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n",
            .transferEncodingInHTTP10),
        .fields("an unknown coding", "Transfer-Encoding: gzip", .unknownTransferCoding, 501),
        .fields("identity", "Transfer-Encoding: identity", .unknownTransferCoding, 501),
        .fields("an unknown coding below", "Transfer-Encoding: gzip, chunked", .unknownTransferCoding, 501),
        .fields("a word that contains chunked", "Transfer-Encoding: xchunked", .unknownTransferCoding, 501),
        .fields("a parameter", "Transfer-Encoding: chunked;a=b", .unknownTransferCoding, 501),
        .fields("quoted", "Transfer-Encoding: \"chunked\"", .unknownTransferCoding, 501),
        .fields("chunked twice", "Transfer-Encoding: chunked, chunked", .chunkedTwice),
        .fields(
            "chunked in two fields", "Transfer-Encoding: chunked\r\nTransfer-Encoding: Chunked", .chunkedTwice
        ),
        .fields("RFC 9112 §6.3 chunked not last", "Transfer-Encoding: chunked, gzip", .chunkedNotLast),
        .fields(
            "chunked not last, in two fields", "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
            .chunkedNotLast),
        .fields("an empty coding", "Transfer-Encoding:", .malformedTransferEncoding),
        .fields("an empty element", "Transfer-Encoding: , chunked", .malformedTransferEncoding),
        .fields("an empty last element", "Transfer-Encoding: chunked,", .malformedTransferEncoding),
        .fields(
            "an empty element after an unknown one", "Transfer-Encoding: gzip,,", .malformedTransferEncoding),
    ]

    static let chunks: [Row] = [
        .chunks("RFC 9112 §7.1 an empty size", "\r\n", .malformedChunkSize),
        .chunks("no hexadecimal digit", "g\r\n", .malformedChunkSize),
        .chunks("a sign", "+5\r\n", .malformedChunkSize),
        .chunks("a prefix", "0x5\r\nhello\r\n", .malformedChunkSize),
        .chunks("a space before", " 5\r\nhello\r\n", .malformedChunkSize),
        .chunks("a space after", "5 \r\nhello\r\n", .malformedChunkSize),
        .chunks("a word after", "5 a\r\nhello\r\n", .malformedChunkSize),
        .chunks("an extension alone", ";a\r\n", .malformedChunkSize),
        .chunks("a control character in an extension", "5;\u{1}\r\nhello\r\n", .malformedChunkSize),
        .chunks("an overflow", "10000000000000000\r\n", .malformedChunkSize),
        .chunks("seventeen digits", "00000000000000005\r\nhello\r\n", .malformedChunkSize),
        .chunks("too much", "100001\r\n", .bodyTooLarge, 413),
        .chunks("as much as fits in 64 bits", "FFFFFFFFFFFFFFFF\r\n", .bodyTooLarge, 413),
        .chunks("too much in two chunks", "1\r\na\r\n100000\r\n", .bodyTooLarge, 413),
        .chunks("bare LF after a size", "5\nhello\r\n", .bareLineFeed),
        .chunks("bare CR after a size", "5\rhello\r\n", .bareCarriageReturn),
        .chunks("data longer than its size", "5\r\nhello!\r\n", .malformedChunkEnd),
        .chunks("data without its CR", "5\r\nhello\n", .malformedChunkEnd),
        .chunks("data without its LF", "5\r\nhello\rx", .malformedChunkEnd),
        .chunks("data without its end", "5\r\nhello0\r\n\r\n", .malformedChunkEnd),
        .chunks("RFC 9112 §7.1.2 a trailer without a colon", "0\r\nabc\r\n\r\n", .missingColon),
        .chunks("a trailer with a space before its colon", "0\r\na : b\r\n\r\n", .spaceBeforeColon),
        .chunks("a folded trailer", "0\r\na: b\r\n c\r\n\r\n", .foldedField),
        .chunks("NUL in a trailer", "0\r\na: \u{0}\r\n\r\n", .malformedFieldValue),
        .chunks("bare LF after a trailer", "0\r\na: b\n\r\n", .bareLineFeed),
    ]

    @Test("a request that breaks a rule is refused with its status", arguments: rows)
    func refuses(_ row: Row) {
        let whole = ParsedConnection.whole(row.bytes)
        #expect(whole.error == row.error)
        #expect(whole.requests == [])
        #expect(row.error.status == row.status)
        #expect(ParsedConnection.byteByByte(row.bytes) == whole)
    }

    @Test("bytes of no encoding are allowed in values only, RFC 9110 §5.5")
    func allowsObsText() throws {
        var parser = HTTPConnectionParser()
        parser.receive(
            (Array("GET / HTTP/1.1\r\nHost: a\r\nX: ".utf8) + [0x80, 0xFF] + [13, 10, 13, 10]).span)
        #expect(try parser.next()?.headers.count == 2)
        let inName = Array("GET / HTTP/1.1\r\nHost: a\r\nX".utf8) + [0x80] + Array(": b\r\n\r\n".utf8)
        #expect(ParsedConnection.whole(inName).error == .malformedFieldName)
    }

    @Test("every error says what was expected and where that is written")
    func explains() {
        for row in Self.rows {
            #expect(row.error.message.contains("(RFC "))
        }
    }
}

/// A response before it is framed.
///
/// `Content-Length`, `Content-Type` and `Connection` are written by `serialize`; every other field comes
/// from `headers`.
package struct HTTPResponse: Sendable {
    package var status: Int
    package var headers: [(name: String, value: String)]

    /// Further fields, complete with their line ends: for what is sent with every response and need not be
    /// put together from texts each time.
    package var fieldLines: [UInt8] = []

    /// The `Date` field, complete with its line end: made once a second for all responses.
    package var dateLine: [UInt8] = []

    /// Sent only when there is a body.
    package var contentType: String

    package var body: [UInt8]

    package init(
        status: Int, headers: [(name: String, value: String)] = [],
        contentType: String = HTTPResponse.json, body: [UInt8] = []
    ) {
        self.status = status
        self.headers = headers
        self.contentType = contentType
        self.body = body
    }

    /// The type of a body unless another one is given.
    package static var json: String { "application/json" }

    /// Appends the response as bytes.
    ///
    /// - Parameters:
    ///   - keepsAlive: whether the connection stays open afterwards.
    ///   - isHead: whether it answers HEAD; the length is then announced and the body left out.
    ///   - minorVersion: the request's version; an HTTP/1.0 client is told when the connection stays.
    package func serialize(
        into output: inout [UInt8], keepsAlive: Bool, isHead: Bool = false, minorVersion: Int = 1
    ) {
        appendStatusLine(to: &output)
        for (name, value) in headers { Self.appendField(name, value, to: &output) }
        output.append(contentsOf: fieldLines)
        output.append(contentsOf: dateLine)
        appendContentFields(to: &output)
        appendConnection(keepsAlive: keepsAlive, minorVersion: minorVersion, to: &output)
        Self.appendLineEnd(to: &output)
        if !isHead, allowsBody { output.append(contentsOf: body) }
    }

    /// Appends the response to a request, framed as that request asked for.
    package func serialize(into output: inout [UInt8], answering request: HTTPRequest) {
        serialize(
            into: &output, keepsAlive: request.keepsAlive, isHead: request.isHead,
            minorVersion: request.minorVersion)
    }

    /// The interim response to `Expect: 100-continue`, RFC 9110 §15.2.1.
    package static var continueBytes: [UInt8] { Array("HTTP/1.1 100 Continue\r\n\r\n".utf8) }
}

extension HTTPResponse {
    /// 1xx, 204 and 304 end with their header block, RFC 9112 §6.3.
    private var allowsBody: Bool { status >= 200 && status != 204 && status != 304 }

    private func appendStatusLine(to output: inout [UInt8]) {
        // The server's own version, whatever the request's was: RFC 9110 §6.2.
        switch status {
        case 200: return Self.append("HTTP/1.1 200 OK\r\n", to: &output)
        case 201: return Self.append("HTTP/1.1 201 Created\r\n", to: &output)
        default: Self.append("HTTP/1.1 ", to: &output)
        }
        output.append(decimal: UInt64(status))
        output.append(Byte.space)
        output.append(contentsOf: HTTPReason.phrase(for: status).utf8)
        Self.appendLineEnd(to: &output)
    }

    private func appendContentFields(to output: inout [UInt8]) {
        guard allowsBody else { return }
        if !body.isEmpty { appendContentType(to: &output) }
        Self.append("Content-Length: ", to: &output)
        output.append(decimal: UInt64(body.count))
        Self.appendLineEnd(to: &output)
    }

    private func appendContentType(to output: inout [UInt8]) {
        guard contentType != Self.json else {
            return Self.append("Content-Type: application/json\r\n", to: &output)
        }
        Self.appendField("Content-Type", contentType, to: &output)
    }

    private func appendConnection(keepsAlive: Bool, minorVersion: Int, to output: inout [UInt8]) {
        guard status >= 200 else { return }
        if !keepsAlive {
            Self.append("Connection: close\r\n", to: &output)
        } else if minorVersion == 0 {
            Self.append("Connection: keep-alive\r\n", to: &output)
        }
    }

    /// Appends a field line `name: value` with a number.
    package static func appendField(_ name: StaticString, _ value: UInt64, to output: inout [UInt8]) {
        append(name, to: &output)
        output.append(Byte.colon)
        output.append(Byte.space)
        output.append(decimal: value)
        appendLineEnd(to: &output)
    }

    private static func append(_ text: StaticString, to output: inout [UInt8]) {
        text.withUTF8Buffer { output.append(contentsOf: $0) }
    }

    private static func appendLineEnd(to output: inout [UInt8]) {
        output.append(Byte.carriageReturn)
        output.append(Byte.lineFeed)
    }

    private static func appendField(_ name: String, _ value: String, to output: inout [UInt8]) {
        output.append(contentsOf: name.utf8)
        output.append(Byte.colon)
        output.append(Byte.space)
        // A line break in a value would start a field of the caller's choosing: RFC 9110 §5.5.
        for byte in value.utf8 {
            output.append(byte.isForbiddenInField ? Byte.space : byte)
        }
        appendLineEnd(to: &output)
    }
}

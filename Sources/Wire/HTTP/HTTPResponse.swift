/// A response before it is framed.
///
/// `Content-Length`, `Content-Type` and `Connection` are written by `serialize`; every other field comes
/// from `headers`.
package struct HTTPResponse: Sendable {
    package var status: Int
    package var headers: [(name: String, value: String)]

    /// Sent as fields if it is known.
    package var rateLimit: HTTPRateLimit?

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
        var head = ByteWriter()
        appendStatusLine(to: &head)
        for (name, value) in headers { Self.appendField(name, value, to: &head) }
        rateLimit?.append(to: &head)
        head.append(dateLine.span)
        appendContentFields(to: &head)
        appendConnection(keepsAlive: keepsAlive, minorVersion: minorVersion, to: &head)
        head.append("\r\n")
        head.copy(to: &output)
        if !isHead, allowsBody { output.append(copying: body.span) }
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

    private func appendStatusLine(to output: inout ByteWriter) {
        // The server's own version, whatever the request's was: RFC 9110 §6.2.
        switch status {
        case 200: return output.append("HTTP/1.1 200 OK\r\n")
        case 201: return output.append("HTTP/1.1 201 Created\r\n")
        default: output.append("HTTP/1.1 ")
        }
        output.append(decimal: UInt64(status))
        output.append(Byte.space)
        output.append(HTTPReason.phrase(for: status).utf8.span)
        output.append("\r\n")
    }

    private func appendContentFields(to output: inout ByteWriter) {
        guard allowsBody else { return }
        if !body.isEmpty { appendContentType(to: &output) }
        output.append("Content-Length: ")
        output.append(decimal: UInt64(body.count))
        output.append("\r\n")
    }

    private func appendContentType(to output: inout ByteWriter) {
        guard contentType != Self.json else { return output.append("Content-Type: application/json\r\n") }
        Self.appendField("Content-Type", contentType, to: &output)
    }

    private func appendConnection(keepsAlive: Bool, minorVersion: Int, to output: inout ByteWriter) {
        guard status >= 200 else { return }
        if !keepsAlive {
            output.append("Connection: close\r\n")
        } else if minorVersion == 0 {
            output.append("Connection: keep-alive\r\n")
        }
    }

    private static func appendField(_ name: String, _ value: String, to output: inout ByteWriter) {
        output.append(name.utf8.span)
        output.append(": ")
        // A line break in a value would start a field of the caller's choosing: RFC 9110 §5.5.
        for byte in value.utf8 { output.append(byte.isForbiddenInField ? Byte.space : byte) }
        output.append("\r\n")
    }
}

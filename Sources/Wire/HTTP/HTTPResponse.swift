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

    /// Sent only when there is a body.
    package var contentType: String

    package var body: [UInt8]

    package init(
        status: Int, headers: [(name: String, value: String)] = [],
        contentType: String = "application/json", body: [UInt8] = []
    ) {
        self.status = status
        self.headers = headers
        self.contentType = contentType
        self.body = body
    }

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
        appendContentFields(to: &output)
        appendConnection(keepsAlive: keepsAlive, minorVersion: minorVersion, to: &output)
        output.append(Byte.carriageReturn)
        output.append(Byte.lineFeed)
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
        output.append(contentsOf: "HTTP/1.1 ".utf8)
        output.append(decimal: UInt64(status))
        output.append(Byte.space)
        output.append(contentsOf: HTTPReason.phrase(for: status).utf8)
        output.append(Byte.carriageReturn)
        output.append(Byte.lineFeed)
    }

    private func appendContentFields(to output: inout [UInt8]) {
        guard allowsBody else { return }
        if !body.isEmpty { Self.appendField("Content-Type", contentType, to: &output) }
        output.append(contentsOf: "Content-Length: ".utf8)
        output.append(decimal: UInt64(body.count))
        output.append(Byte.carriageReturn)
        output.append(Byte.lineFeed)
    }

    private func appendConnection(keepsAlive: Bool, minorVersion: Int, to output: inout [UInt8]) {
        guard status >= 200 else { return }
        if !keepsAlive {
            output.append(contentsOf: "Connection: close\r\n".utf8)
        } else if minorVersion == 0 {
            output.append(contentsOf: "Connection: keep-alive\r\n".utf8)
        }
    }

    /// Appends a field line `name: value` with a number.
    package static func appendField(_ name: StaticString, _ value: UInt64, to output: inout [UInt8]) {
        name.withUTF8Buffer { output.append(contentsOf: $0) }
        output.append(Byte.colon)
        output.append(Byte.space)
        output.append(decimal: value)
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
        output.append(Byte.carriageReturn)
        output.append(Byte.lineFeed)
    }
}

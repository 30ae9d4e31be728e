/// What the head of a request says. Places count from the request's first byte, or from that of the empty lines
/// before it, RFC 9112 §2.2.
///
/// A class because it never changes and is the same for all requests of most connections: they count one more
/// reference to it, where its members would be copied with every step of a request.
final class HTTPHead: Sendable {
    let line: HTTPRequestLine
    let framing: HTTPFraming
    /// The field lines, each with its CR LF.
    let block: HTTPRange
    let fieldCount: Int
    let known: HTTPHeaders.Known
    /// Whether the client lets the connection live on after the response.
    let keepsAlive: Bool

    init(
        _ line: HTTPRequestLine, _ framing: HTTPFraming, block: Range<Int>, fieldCount: Int,
        known: HTTPHeaders.Known
    ) {
        self.line = line
        self.framing = framing
        self.block = HTTPRange(block)
        self.fieldCount = fieldCount
        self.known = known
        keepsAlive = framing.keepsAlive(minorVersion: line.minorVersion)
    }

    /// How many bytes it has, with the empty line at its end.
    var length: Int { Int(block.end) + 2 }

    /// How many bytes follow it, unless it is found again with another Content-Length; 0 for chunks.
    var bodyLength: Int { framing.contentLength ?? 0 }

    /// RFC 9110 §10.1.1: the expectation of an HTTP/1.0 request is ignored.
    var expectsContinue: Bool { framing.expectsContinue && line.minorVersion == 1 }
}

/// The head of the request that is being read.
struct HTTPHead {
    var line = HTTPRequestLine()
    var headers = HTTPHeaders()
    var framing = HTTPFraming()

    /// Where the line that is being read begins, counted from the first field.
    private var lineStart = 0

    /// Reads the field lines that are complete, and returns the block's length once all of them are.
    mutating func readFields(
        in buffer: [UInt8], from start: Int, scanned: inout Int
    ) throws(HTTPError) -> Int? {
        let bytes = buffer.span.extracting(start...)
        // The block ends with an LF inside the limit, so its last CR is one byte earlier.
        let limit = HTTPLimits.headerBlockBytes - 1
        while let end = try HTTPLine.end(in: bytes, scanned: &scanned, limit: limit, orThrow: .headTooLarge) {
            scanned = end + 2
            guard end > lineStart else {
                try framing.check(minorVersion: line.minorVersion)
                return scanned
            }
            try readField(in: bytes.extracting(lineStart..<end))
            lineStart = scanned
        }
        return nil
    }

    private mutating func readField(in bytes: Span<UInt8>) throws(HTTPError) {
        let field = try HTTPFieldLine(bytes)
        guard headers.count < HTTPLimits.headerFields else { throw .tooManyFields }
        try framing.note(name: bytes.extracting(field.name), value: bytes.extracting(field.value))
        headers.append(name: field.name, value: field.value, offset: lineStart)
    }

    /// RFC 9110 §10.1.1: the expectation of an HTTP/1.0 request is ignored.
    var expectsContinue: Bool { framing.expectsContinue && line.minorVersion == 1 }

    func request(with body: [UInt8]) -> HTTPRequest {
        HTTPRequest(
            method: line.method, target: line.target.text, path: line.target.path,
            pathSegments: line.target.pathSegments, query: line.target.query,
            authority: line.target.authority ?? headers["host"], headers: headers, body: body,
            minorVersion: line.minorVersion,
            keepsAlive: framing.keepsAlive(minorVersion: line.minorVersion))
    }
}

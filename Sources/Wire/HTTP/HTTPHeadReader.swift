/// Reads the head of a request as its bytes come.
struct HTTPHeadReader {
    private var line = HTTPRequestLine()
    private var framing = HTTPFraming()
    private var known = HTTPHeaders.Known()
    private var fields = 0
    private var emptyLines = 0
    /// Where the header block begins, once the request line has been read.
    private var block: Int?
    private var current = HTTPLine(at: 0)

    /// How many bytes are understood.
    var length: Int { current.start }

    /// Whether not one line has been read, not even an empty one.
    var isUnread: Bool { length == 0 }

    /// Whether the first line of a request has been read.
    var hasBegun: Bool { block != nil }

    /// Reads the lines that are complete. Nothing until all of them are.
    mutating func read(in bytes: Span<UInt8>) throws(HTTPError) -> HTTPHead? {
        while block == nil {
            guard try readRequestLine(in: bytes) else { return nil }
        }
        while let end = try fieldLineEnd(in: bytes) {
            let line = current
            current = HTTPLine(at: end + 2)
            guard end > line.start else {
                try framing.check(minorVersion: self.line.minorVersion)
                return HTTPHead(
                    self.line, framing, block: (block ?? 0)..<end, fieldCount: fields, known: known)
            }
            try readField(in: bytes, at: line.start..<end, line.hasControlCharacter)
        }
        return nil
    }

    private mutating func readRequestLine(in bytes: Span<UInt8>) throws(HTTPError) -> Bool {
        let start = current.start
        guard start < bytes.count else { return false }
        let first = bytes[start]
        // A TLS handshake or a binary protocol is refused at once instead of waiting for its first line end.
        guard ByteSet.token.contains(first) || first == Byte.carriageReturn || first == Byte.lineFeed else {
            throw .malformedMethod
        }
        let end = try current.end(
            in: bytes, limit: start + HTTPLimits.requestLineBytes + 1, orThrow: .requestLineTooLong)
        guard let end else { return false }
        current = HTTPLine(at: end + 2)
        if end > start {
            line = try HTTPRequestLine(bytes, at: start..<end)
            block = end + 2
        } else {
            emptyLines += 1
            guard emptyLines <= HTTPLimits.emptyLines else { throw .tooManyEmptyLines }
        }
        return true
    }

    private mutating func fieldLineEnd(in bytes: Span<UInt8>) throws(HTTPError) -> Int? {
        // The block ends with an LF inside the limit, so its last CR is one byte earlier.
        let limit = (block ?? 0) + HTTPLimits.headerBlockBytes - 1
        return try current.end(in: bytes, limit: limit, orThrow: .headTooLarge)
    }

    private mutating func readField(
        in bytes: Span<UInt8>, at line: Range<Int>, _ hasControlCharacter: Bool
    ) throws(HTTPError) {
        let field = try HTTPFieldLine(bytes, at: line, hasControlCharacter: hasControlCharacter)
        guard fields < HTTPLimits.headerFields else { throw .tooManyFields }
        fields += 1
        guard let name = field.known else { return }
        try framing.note(name, value: bytes.extracting(field.value))
        known.note(name, field.value)
    }
}

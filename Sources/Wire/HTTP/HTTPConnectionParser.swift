/// The server's end of one HTTP/1.1 connection: bytes in, requests out, in order.
///
///     parser.receive(bytes)
///     while let request = try parser.next() { … }
///     if parser.takeContinue() { send(HTTPResponse.continueBytes) }
package struct HTTPConnectionParser {
    /// What the connection is waiting for; each phase has a deadline of its own in the shell.
    package enum Phase: Equatable, Sendable {
        /// Not one byte of a request has come.
        case idle
        /// A request has begun and its header block is not complete.
        case head
        /// The head is understood and its body is not complete.
        case body
    }

    private enum Step {
        case requestLine
        case fields
        case body
        case chunks
        case closed
    }

    private var buffer: [UInt8] = []

    /// Where the unread bytes begin; the part before it is dropped when that is cheap.
    private var start = 0

    /// How far the current line, or the header block, has been searched for line ends, counted from `start`.
    private var scanned = 0

    private var step = Step.requestLine
    private var head = HTTPHead()
    private var chunks = HTTPChunkedBody()
    private var emptyLines = 0
    private var isContinueDue = false
    private var failure: HTTPError?

    package init() {}

    /// Takes what the socket read. Nothing is parsed until `next`.
    package mutating func receive(_ bytes: Span<UInt8>) {
        guard !bytes.isEmpty, failure == nil, step != .closed else { return }
        // The body has begun without waiting for the interim response.
        isContinueDue = false
        dropReadBytes()
        buffer.append(copying: bytes)
    }

    /// The next complete request; `nil` while more bytes are needed.
    ///
    /// After a request that does not keep the connection alive there is none (RFC 9112 §9.6). After an error
    /// the same error is thrown again.
    package mutating func next() throws(HTTPError) -> HTTPRequest? {
        if let failure { throw failure }
        do {
            return try advance()
        } catch {
            failure = error
            buffer = []
            start = 0
            throw error
        }
    }

    package var phase: Phase {
        switch step {
        case .requestLine: bufferedBytes == 0 ? .idle : .head
        case .fields: .head
        case .body, .chunks: .body
        case .closed: .idle
        }
    }

    /// Whether to send `100 Continue` now: once for a request that asked for it and whose body has not begun.
    ///
    /// It goes out after the responses to earlier requests of the connection.
    package mutating func takeContinue() -> Bool {
        defer { isContinueDue = false }
        return isContinueDue
    }

    /// Bytes received and not yet part of a request that was handed out.
    package var bufferedBytes: Int { buffer.count - start + chunks.decoded.count }

    /// Gives up the bytes after the last request, which belong to another protocol after an upgrade.
    package mutating func takeUnread() -> [UInt8] {
        defer {
            buffer = []
            start = 0
            step = .closed
        }
        return Array(buffer[start...])
    }
}

extension HTTPConnectionParser {
    private mutating func advance() throws(HTTPError) -> HTTPRequest? {
        while true {
            switch step {
            case .requestLine: guard try readRequestLine() else { return nil }
            case .fields: guard try readFields() else { return nil }
            case .body: return readBody()
            case .chunks: return try readChunks()
            case .closed: return nil
            }
        }
    }

    private mutating func readRequestLine() throws(HTTPError) -> Bool {
        while let end = try requestLineEnd() {
            defer { take(end + 2) }
            guard end == 0 else {
                let line = try HTTPRequestLine(buffer.span.extracting(start..<start + end))
                head.line = line
                step = .fields
                return true
            }
            emptyLines += 1
            guard emptyLines <= HTTPLimits.emptyLines else { throw .tooManyEmptyLines }
        }
        return false
    }

    private mutating func requestLineEnd() throws(HTTPError) -> Int? {
        guard start < buffer.count else { return nil }
        let first = buffer[start]
        // A TLS handshake or a binary protocol is refused at once instead of waiting for its first line end.
        guard ByteSet.token.contains(first) || first == Byte.carriageReturn || first == Byte.lineFeed else {
            throw .malformedMethod
        }
        // A span of a stored property keeps all of `self` from being changed, so the cursor is a copy.
        var cursor = scanned
        let end = try HTTPLine.end(
            in: buffer.span.extracting(start...), scanned: &cursor, limit: HTTPLimits.requestLineBytes + 1,
            orThrow: .requestLineTooLong)
        scanned = cursor
        return end
    }

    private mutating func readFields() throws(HTTPError) -> Bool {
        guard let end = try head.readFields(in: buffer, from: start, scanned: &scanned) else {
            return false
        }
        head.headers.bytes = Array(buffer[start..<start + end])
        take(end)
        step = head.framing.isChunked ? .chunks : .body
        isContinueDue = head.expectsContinue && start == buffer.count
        return true
    }

    private mutating func readBody() -> HTTPRequest? {
        let length = head.framing.contentLength ?? 0
        guard buffer.count - start >= length else { return nil }
        let body = length == 0 ? [] : Array(buffer[start..<start + length])
        take(length)
        return finish(with: body)
    }

    private mutating func readChunks() throws(HTTPError) -> HTTPRequest? {
        take(try chunks.read(buffer, from: start))
        return chunks.isComplete ? finish(with: chunks.decoded) : nil
    }

    private mutating func finish(with body: [UInt8]) -> HTTPRequest {
        let request = head.request(with: body)
        step = request.keepsAlive ? .requestLine : .closed
        head = HTTPHead()
        chunks = HTTPChunkedBody()
        emptyLines = 0
        isContinueDue = false
        dropReadBytes()
        return request
    }

    private mutating func take(_ count: Int) {
        start += count
        scanned = 0
    }

    /// Moves the unread bytes to the front once they are the smaller part, so that each is moved a few times
    /// at most.
    private mutating func dropReadBytes() {
        if start == buffer.count {
            buffer.removeAll(keepingCapacity: buffer.capacity <= HTTPLimits.idleBufferBytes)
            start = 0
        } else if start > buffer.count / 2 {
            buffer.removeFirst(start)
            start = 0
        }
    }
}

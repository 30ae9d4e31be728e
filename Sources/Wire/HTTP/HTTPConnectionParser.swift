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
        case head
        case body
        case chunks
        case closed
    }

    private var buffer: [UInt8] = []

    /// Where the request that is being read begins; the part before it is dropped when that is cheap. The chunks
    /// of a body are dropped as they are read.
    private var start = 0

    /// What `next` was left waiting for. Stored, since asking a class's parser to work it out would copy the parser.
    package private(set) var phase = Phase.idle

    private var step = Step.head
    private var head = HTTPHead()
    private var lastHead = HTTPHeadMemory()
    private var chunks: Chunks?
    private var isContinueDue = false
    private var failure: HTTPError?

    /// A body whose end is not known, and the head that came before it.
    private struct Chunks {
        let head: [UInt8]
        var body = HTTPChunkedBody()
    }

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
        do throws(HTTPError) {
            guard try readRequest() else {
                phase = currentPhase
                return nil
            }
        } catch {
            failure = error
            buffer = []
            start = 0
            throw error
        }
        return takeRequest()
    }

    /// Whether to send `100 Continue` now: once for a request that asked for it and whose body has not begun.
    ///
    /// It goes out after the responses to earlier requests of the connection.
    package mutating func takeContinue() -> Bool {
        defer { isContinueDue = false }
        return isContinueDue
    }

    /// Bytes received and not yet part of a request that was handed out.
    package var bufferedBytes: Int { buffer.count - start + (chunks?.body.decoded.count ?? 0) }

    /// Gives up the bytes after the last request, which belong to another protocol after an upgrade.
    package mutating func takeUnread() -> [UInt8] {
        defer {
            buffer = []
            start = 0
            step = .closed
            phase = .idle
        }
        return Array(buffer[start...])
    }
}

extension HTTPConnectionParser {
    /// Whether a request is complete.
    private mutating func readRequest() throws(HTTPError) -> Bool {
        if step == .head {
            dropReadBytes()
            guard try readHead() else { return false }
        }
        switch step {
        case .head, .closed: return false
        case .body: return buffer.count - start >= head.length + bodyLength
        case .chunks: return try readChunks()
        }
    }

    private mutating func readHead() throws(HTTPError) -> Bool {
        // A span of a stored property keeps all of `self` from being changed, so it is that of another reference.
        let bytes = buffer
        let unread = bytes.span.extracting(start...)
        if head.isUnread, let known = lastHead.head(in: unread) {
            head = known
        } else {
            guard try head.read(in: unread) else { return false }
            lastHead.keep(head, from: unread)
        }
        isContinueDue = head.expectsContinue && start + head.length == buffer.count
        step = .body
        guard head.framing.isChunked else { return true }
        step = .chunks
        chunks = Chunks(head: Array(buffer[start..<start + head.length]))
        start += head.length
        return true
    }

    private var bodyLength: Int { head.framing.contentLength ?? 0 }

    private mutating func readChunks() throws(HTTPError) -> Bool {
        guard var chunks = self.chunks.take() else { preconditionFailure("chunks follow a head") }
        start += try chunks.body.read(buffer, from: start)
        self.chunks = chunks
        return chunks.body.isComplete
    }

    private var currentPhase: Phase {
        switch step {
        case .head: head.hasBegun || bufferedBytes > head.length ? .head : .idle
        case .body, .chunks: .body
        case .closed: .idle
        }
    }

    private mutating func takeRequest() -> HTTPRequest {
        let keepsAlive = head.framing.keepsAlive(minorVersion: head.line.minorVersion)
        defer {
            step = keepsAlive ? .head : .closed
            head = HTTPHead()
            isContinueDue = false
            phase = currentPhase
        }
        if let chunks = chunks.take() {
            let body = chunks.body.decoded
            return HTTPRequest(
                head, in: chunks.head + body, at: 0, bodyCount: body.count, keepsAlive: keepsAlive)
        }
        let base = start
        let count = bodyLength
        start += head.length + count
        return HTTPRequest(head, in: buffer, at: base, bodyCount: count, keepsAlive: keepsAlive)
    }

    /// Moves the unread bytes to the front once they are the smaller part, so that each is moved a few times
    /// at most. A connection that waits for its next request keeps a small buffer only.
    private mutating func dropReadBytes() {
        if start == buffer.count {
            guard start > 0 else { return }
            buffer.removeAll(keepingCapacity: buffer.capacity <= HTTPLimits.idleBufferBytes)
            start = 0
        } else if start > buffer.count / 2 {
            buffer.removeFirst(start)
            start = 0
        }
    }
}

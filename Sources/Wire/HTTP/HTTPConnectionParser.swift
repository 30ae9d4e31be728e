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

    private var buffer: [UInt8] = []

    /// Where the request that is being read begins; the part before it is dropped when that is cheap. The chunks
    /// of a body are dropped as they are read.
    private var start = 0

    /// What `next` was left waiting for. Stored, since asking a class's parser to work it out would copy the parser.
    package private(set) var phase = Phase.idle

    private var reader = HTTPHeadReader()
    private var lastHead = HTTPHeadMemory()
    /// That of the request whose body is being read.
    private var head: HTTPHead?
    /// How many bytes the body has, without chunks.
    private var bodyLength = 0
    private var chunks: Chunks?
    /// No further request is read: the last one said so, or the bytes belong to another protocol.
    private var isClosed = false
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
        guard !bytes.isEmpty, failure == nil, !isClosed else { return }
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
            let request = try readRequest()
            phase = currentPhase
            return request
        } catch {
            failure = error
            buffer = []
            start = 0
            throw error
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
    package var bufferedBytes: Int { buffer.count - start + (chunks?.body.decoded.count ?? 0) }

    /// Gives up the bytes after the last request, which belong to another protocol after an upgrade.
    package mutating func takeUnread() -> [UInt8] {
        defer {
            buffer = []
            start = 0
            isClosed = true
            phase = .idle
        }
        return Array(buffer[start...])
    }
}

extension HTTPConnectionParser {
    /// The next request, if it is complete.
    private mutating func readRequest() throws(HTTPError) -> HTTPRequest? {
        guard !isClosed else { return nil }
        if head == nil { dropReadBytes() }
        guard start < buffer.count else { return nil }
        if head == nil { try readHead() }
        guard let head else { return nil }
        guard chunks == nil else { return try readChunks(behind: head) }
        let base = start
        let end = start + head.length + bodyLength
        guard end <= buffer.count else { return nil }
        start = end
        finish(head)
        return HTTPRequest(head, in: buffer, at: base, bodyCount: bodyLength)
    }

    private mutating func readHead() throws(HTTPError) {
        if reader.isUnread, let found = lastHead.head(in: buffer, from: start) {
            (head, bodyLength) = found
        } else {
            head = try newHead()
            bodyLength = head?.bodyLength ?? 0
        }
        guard let head else { return }
        isContinueDue = head.expectsContinue && start + head.length == buffer.count
        if head.framing.isChunked { beginChunks(behind: head) }
    }

    private mutating func beginChunks(behind head: HTTPHead) {
        chunks = Chunks(head: Array(buffer[start..<start + head.length]))
        start += head.length
    }

    private mutating func newHead() throws(HTTPError) -> HTTPHead? {
        // A span of a stored property keeps all of `self` from being changed, so it is that of another reference.
        let bytes = buffer
        let unread = bytes.span.extracting(start...)
        guard let head = try reader.read(in: unread) else { return nil }
        reader = HTTPHeadReader()
        lastHead.keep(head, from: unread)
        return head
    }

    private mutating func readChunks(behind head: HTTPHead) throws(HTTPError) -> HTTPRequest? {
        guard var chunks = self.chunks.take() else { preconditionFailure("chunks follow a head") }
        start += try chunks.body.read(buffer, from: start)
        guard chunks.body.isComplete else {
            self.chunks = chunks
            return nil
        }
        finish(head)
        let body = chunks.body.decoded
        return HTTPRequest(head, in: chunks.head + body, at: 0, bodyCount: body.count)
    }

    private mutating func finish(_ head: HTTPHead) {
        self.head = nil
        isContinueDue = false
        isClosed = !head.keepsAlive
    }

    private var currentPhase: Phase {
        if isClosed { return .idle }
        if head != nil { return .body }
        return reader.hasBegun || bufferedBytes > reader.length ? .head : .idle
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

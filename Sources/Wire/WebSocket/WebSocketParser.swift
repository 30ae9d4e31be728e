/// What a client says, put together from its frames.
package enum WebSocketMessage: Equatable, Sendable {
    case text([UInt8])
    case binary([UInt8])
    /// To be answered with a pong of the same bytes.
    case ping([UInt8])
    case pong([UInt8])
    /// To be answered with the same code, after which nothing may be sent. nil: the frame had no code.
    case close(WebSocketCloseCode?)
}

/// The server's end of one WebSocket: bytes in, messages out, in order.
///
///     parser.receive(bytes)
///     while let message = try parser.next() { … }
///
/// Control frames come out between the fragments of a message, as they may on the wire (RFC 6455 §5.4).
/// Each byte is looked at once, however small the pieces are in which a message comes.
package struct WebSocketParser {
    private let messageBytesMaximum: Int
    private var buffer: [UInt8] = []
    /// Where the unread bytes begin.
    private var start = 0
    /// The data frame whose payload is being read.
    private var frame: WebSocketFrameHead?
    /// Bytes of its payload that have been read.
    private var frameBytes = 0
    /// The message that is being put together, and whether it is text.
    private var message: [UInt8] = []
    private var isText: Bool?
    private var text = UTF8Checker()
    private var isClosed = false
    private var failure: WebSocketError?

    package init(messageBytesMaximum: Int = WebSocketLimits.messageBytes) {
        self.messageBytesMaximum = messageBytesMaximum
    }

    /// Takes what the socket read. Nothing is parsed until `next`. After a close frame nothing counts.
    package mutating func receive(_ bytes: Span<UInt8>) {
        guard !bytes.isEmpty, failure == nil, !isClosed else { return }
        dropReadBytes()
        buffer.append(copying: bytes)
    }

    /// The next message; nil while more bytes are needed. After an error the same error is thrown again.
    package mutating func next() throws(WebSocketError) -> WebSocketMessage? {
        if let failure { throw failure }
        do {
            let message = try advance()
            if message == nil || isClosed { dropReadBytes() }
            return message
        } catch {
            failure = error
            (buffer, start, message) = ([], 0, [])
            throw error
        }
    }

    /// Bytes received that are not yet part of a message that was handed out.
    var bufferedBytes: Int { buffer.count - start + message.count }
}

extension WebSocketParser {
    private mutating func advance() throws(WebSocketError) -> WebSocketMessage? {
        while !isClosed {
            if let frame {
                guard try readPayload(of: frame) else { return nil }
                if frame.isFinal { return finishMessage() }
            } else {
                guard let head = try WebSocketFrameHead(buffer.span.extracting(start...)) else { return nil }
                guard !head.opcode.isControl else { return try readControlFrame(head) }
                try begin(head)
                start += head.size
            }
        }
        return nil
    }

    /// The rules that a data frame's header can break.
    private mutating func begin(_ head: WebSocketFrameHead) throws(WebSocketError) {
        if head.opcode == .continuation {
            guard isText != nil else { throw .unexpectedContinuation }
        } else {
            guard isText == nil else { throw .unfinishedMessage }
            isText = head.opcode == .text
        }
        guard head.length <= messageBytesMaximum - message.count else { throw .messageTooLarge }
        frame = head
        frameBytes = 0
    }

    /// Reads what is there of a payload; true once that is all of it.
    private mutating func readPayload(of frame: WebSocketFrameHead) throws(WebSocketError) -> Bool {
        let count = min(frame.length - frameBytes, buffer.count - start)
        let end = message.count
        message += buffer[start..<start + count]
        frame.mask.remove(from: &message, at: end, offset: frameBytes)
        start += count
        frameBytes += count
        if isText == true { try checkText(from: end) }
        guard frameBytes == frame.length else { return false }
        if frame.isFinal, !text.isComplete { throw .invalidUTF8 }
        self.frame = nil
        return true
    }

    private mutating func checkText(from start: Int) throws(WebSocketError) {
        // A span of a stored property keeps all of `self` from being changed, so the checker is a copy.
        var checker = text
        guard checker.accept(message.span.extracting(start...)) else { throw .invalidUTF8 }
        text = checker
    }

    private mutating func finishMessage() -> WebSocketMessage {
        defer { (message, isText) = ([], nil) }
        return isText == true ? .text(message) : .binary(message)
    }

    private mutating func readControlFrame(
        _ head: WebSocketFrameHead
    ) throws(WebSocketError) -> WebSocketMessage? {
        guard buffer.count - start >= head.size + head.length else { return nil }
        start += head.size
        var payload = Array(buffer[start..<start + head.length])
        head.mask.remove(from: &payload, at: 0, offset: 0)
        start += head.length
        switch head.opcode {
        case .ping: return .ping(payload)
        case .pong: return .pong(payload)
        case .close: return .close(try closeCode(payload))
        case .text, .binary, .continuation: preconditionFailure("data frames are read elsewhere")
        }
    }

    private mutating func closeCode(_ payload: [UInt8]) throws(WebSocketError) -> WebSocketCloseCode? {
        guard payload.count != 1 else { throw .invalidCloseCode }
        isClosed = true
        (buffer, start, message) = ([], 0, [])
        guard !payload.isEmpty else { return nil }
        let code = WebSocketCloseCode(UInt16(payload[0]) << 8 | UInt16(payload[1]))
        guard code.mayBeSent else { throw .invalidCloseCode }
        var reason = UTF8Checker()
        guard reason.accept(payload.span.extracting(droppingFirst: 2)), reason.isComplete else {
            throw .invalidUTF8
        }
        return code
    }

    private mutating func dropReadBytes() {
        if start == buffer.count {
            buffer.removeAll(keepingCapacity: buffer.capacity <= WebSocketLimits.idleBufferBytes)
        } else if start > 0 {
            buffer.removeFirst(start)
        }
        start = 0
    }
}

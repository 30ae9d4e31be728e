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
package struct WebSocketParser {
    private var buffer: [UInt8] = []
    /// Where the unread bytes begin.
    private var start = 0
    /// The message whose fragments are being collected.
    private var message: [UInt8] = []
    private var kind: WebSocketOpcode?
    private var text = UTF8Checker()
    private var isClosed = false
    private var failure: WebSocketError?

    package init() {}

    /// Takes what the socket read. Nothing is parsed until `next`. After a close frame nothing counts.
    package mutating func receive(_ bytes: Span<UInt8>) {
        guard !bytes.isEmpty, failure == nil, !isClosed else { return }
        if start > 0 {
            buffer.removeFirst(start)
            start = 0
        }
        buffer.append(copying: bytes)
    }

    /// The next message; nil while more bytes are needed. After an error the same error is thrown again.
    package mutating func next() throws(WebSocketError) -> WebSocketMessage? {
        if let failure { throw failure }
        do {
            return try advance()
        } catch {
            failure = error
            (buffer, start, message) = ([], 0, [])
            throw error
        }
    }

    private mutating func advance() throws(WebSocketError) -> WebSocketMessage? {
        while !isClosed, let head = try WebSocketFrameHead(buffer.span.extracting(start..<buffer.count)) {
            try check(head)
            guard buffer.count - start >= head.size + head.length else {
                try checkBeginning(of: head)
                return nil
            }
            let payload = takePayload(head)
            if let message = try take(head, payload) { return message }
        }
        return nil
    }

    /// The rules that the header alone can break.
    private func check(_ head: WebSocketFrameHead) throws(WebSocketError) {
        guard !head.opcode.isControl else { return }
        if head.opcode == .continuation, kind == nil { throw .unexpectedContinuation }
        if head.opcode != .continuation, kind != nil { throw .unfinishedMessage }
        guard message.count + head.length <= WebSocketLimits.messageBytes else { throw .messageTooLarge }
    }

    /// Looks at the part of a long text frame that is there, so that a wrong byte is not waited out.
    private func checkBeginning(of head: WebSocketFrameHead) throws(WebSocketError) {
        guard head.opcode == .text || head.opcode == .continuation && kind == .text,
            buffer.count - start > head.size
        else { return }
        var checker = text
        let part = unmasked(start + head.size..<buffer.count, head.mask)
        guard checker.accept(part.span) else { throw .invalidUTF8 }
    }

    private mutating func takePayload(_ head: WebSocketFrameHead) -> [UInt8] {
        let first = start + head.size
        let payload = unmasked(first..<first + head.length, head.mask)
        start = first + head.length
        if start == buffer.count {
            if buffer.capacity > WebSocketLimits.idleBufferBytes {
                buffer = []
            } else {
                buffer.removeAll(keepingCapacity: true)
            }
            start = 0
        }
        return payload
    }

    private func unmasked(_ range: Range<Int>, _ mask: [UInt8]) -> [UInt8] {
        var bytes = Array(buffer[range])
        for index in bytes.indices { bytes[index] ^= mask[index & 3] }
        return bytes
    }

    private mutating func take(
        _ head: WebSocketFrameHead, _ payload: [UInt8]
    ) throws(WebSocketError) -> WebSocketMessage? {
        switch head.opcode {
        case .ping: return .ping(payload)
        case .pong: return .pong(payload)
        case .close: return .close(try closeCode(payload))
        case .text, .binary, .continuation: return try collect(head, payload)
        }
    }

    private mutating func closeCode(_ payload: [UInt8]) throws(WebSocketError) -> WebSocketCloseCode? {
        isClosed = true
        guard !payload.isEmpty else { return nil }
        guard payload.count >= 2 else { throw .invalidCloseCode }
        let code = WebSocketCloseCode(UInt16(payload[0]) << 8 | UInt16(payload[1]))
        guard code.mayBeSent else { throw .invalidCloseCode }
        var reason = UTF8Checker()
        guard reason.accept(payload.span.extracting(droppingFirst: 2)), reason.isComplete else {
            throw .invalidUTF8
        }
        return code
    }

    /// Adds a fragment; the whole message if it was the last.
    private mutating func collect(
        _ head: WebSocketFrameHead, _ payload: [UInt8]
    ) throws(WebSocketError) -> WebSocketMessage? {
        let kind = self.kind ?? head.opcode
        if kind == .text {
            guard text.accept(payload.span), !head.isFinal || text.isComplete else { throw .invalidUTF8 }
        }
        if head.isFinal, message.isEmpty {
            self.kind = nil
            text = UTF8Checker()
            return kind == .text ? .text(payload) : .binary(payload)
        }
        message += payload
        self.kind = head.isFinal ? nil : kind
        guard head.isFinal else { return nil }
        let whole = message
        message = []
        text = UTF8Checker()
        return kind == .text ? .text(whole) : .binary(whole)
    }
}

import EventLoop
import Gateway
import Wire

/// One WebSocket: frames to messages, messages to frames, until one side closes.
final class WebSocket {
    private let connection: TCPConnection
    private unowned let owner: WebSockets
    /// nil for a socket that echoes, and for one that has ended.
    private var id: SocketID?
    private let echoes: Bool
    private var parser: WebSocketParser
    /// This turn's frames of the bulletin, while there is nothing else to send: they need not be copied.
    private var said = 0..<0
    private var outbox: Outbox
    private var heartbeat: Heartbeat
    /// The last frame is in the outbox, or the peer has gone: nothing more is said or listened to.
    private var isClosing = false
    /// Our close frame waits for the client's, RFC 6455 §7.1.1: some clients cannot answer after our end.
    private var awaitsReply = false
    /// Whether the greeting is on its way, so that frames may follow.
    private var hasGreeted = false
    /// Whether the owner already has this socket on its list for the end of the turn.
    var isQueuedForSending = false

    /// Takes a connection over. `greeting` is sent first; without an id the socket echoes.
    init(
        _ connection: TCPConnection, id: SocketID?, greeting: [UInt8], limits: Limits, owner: WebSockets
    ) {
        self.connection = connection
        self.id = id
        self.owner = owner
        echoes = id == nil
        parser = WebSocketParser(messageBytesMaximum: limits.messageBytes)
        outbox = Outbox(limits.outbox)
        outbox.append(raw: greeting)
        heartbeat = Heartbeat(at: owner.loop.milliseconds)
        connection.onBytes = { [unowned self] in receive($0) }
        connection.onEnd = { [unowned self] in peerFinished() }
        connection.onDrained = { [unowned self] in drained() }
        connection.onClose = { [unowned self] in closed() }
        owner.send(self)
    }

    /// What a client may make the server hold.
    struct Limits {
        var messageBytes = WebSocketLimits.messageBytes
        var outbox = Outbox.Limits()

        /// For conformance suites, whose largest messages have 16 MiB.
        static let echo = Limits(
            messageBytes: 16 * 1024 * 1024, outbox: .init(messages: 100_000, bytes: 64 * 1024 * 1024))
    }

    /// Takes what has arrived.
    func receive(_ bytes: borrowing Span<UInt8>) {
        guard !isClosing || awaitsReply else { return }
        parser.receive(bytes)
        do throws(WebSocketError) {
            while !isClosing || awaitsReply, let message = try parser.next() { take(message) }
        } catch {
            close(error.closeCode, error.reason)
            finishClosing()
        }
    }

    /// Says something at the end of the turn.
    func send(_ frame: [UInt8]) {
        guard !isClosing else { return }
        hold()
        outbox.append(frame)
        owner.send(self)
    }

    /// The same with frames of the bulletin.
    func say(_ part: Range<Int>, of bulletin: borrowing Bulletin) {
        guard !isClosing else { return }
        if outbox.isEmpty, said.isEmpty || said.upperBound == part.lowerBound {
            said = (said.isEmpty ? part.lowerBound : said.lowerBound)..<part.upperBound
        } else {
            outbox.append(said, of: bulletin)
            outbox.append(part, of: bulletin)
            said = 0..<0
        }
    }

    /// Ends the conversation with a close frame, after what has been said.
    func close(_ code: WebSocketCloseCode, _ reason: String) {
        end(with: WebSocketFrame.close(code, reason))
    }

    /// The same, and leaves it to the client to answer before the connection ends.
    func sayGoodbye(_ code: WebSocketCloseCode, _ reason: String) {
        guard !isClosing else { return }
        awaitsReply = true
        close(code, reason)
    }

    /// Ends the conversation of a client that still has not read enough: what waits for it is dropped.
    func cutOff() {
        hold()
        outbox.update(untaken: connection.queuedBytes)
        guard !isClosing, outbox.isOverfull(untaken: connection.queuedBytes) else { return }
        guard hasGreeted else { return abort() }
        outbox.drop()
        close(.policyViolation, "slow consumer")
    }

    /// Ends it because what was to be said could not be stored. The exchange is not told, and the loop stops.
    func fail(_ reason: String) {
        id = nil
        awaitsReply = false
        connection.detach()
        said = 0..<0
        guard hasGreeted else { return abort() }
        outbox.drop()
        close(.internalError, reason)
        sendOutput(Bulletin())
    }

    /// Gives up on a client that does not finish.
    func abort() { connection.close() }

    /// Pings, or gives up on a client whose pong is overdue.
    func checkHeartbeat(_ now: UInt64) {
        guard !isClosing else { return }
        switch heartbeat.beat(at: now) {
        case .none: break
        case .ping: send(WebSocketFrame.ping())
        case .giveUp: close(.goingAway, "no pong within \(Heartbeat.patience / 1000) s")
        }
    }
}

// MARK: - The end of the turn

extension WebSocket {
    /// Sends what was said in this turn; what it says is stored by now.
    ///
    /// While the system has not taken earlier output the rest stays here, where it can still be dropped.
    func sendOutput(_ bulletin: borrowing Bulletin) {
        if !said.isEmpty { sendSaid(bulletin) }
        if outbox.hasHeld, isClosing || connection.queuedBytes == 0 {
            connection.write(outbox.take())
            hasGreeted = true
        }
        if isClosing, !awaitsReply { return connection.closeAfterWriting() }
        let untaken = connection.queuedBytes
        outbox.update(untaken: untaken)
        if !isClosing, outbox.isOverfull(untaken: untaken) { owner.cutOffSoon(self) }
    }

    /// Hands the bulletin's bytes to the system as they are. Only what it does not take is copied.
    private func sendSaid(_ bulletin: borrowing Bulletin) {
        let part = said
        said = 0..<0
        guard connection.queuedBytes == 0 else { return outbox.append(part, of: bulletin) }
        connection.write(bulletin.bytes[part])
        hasGreeted = true
        if connection.queuedBytes > 0 { outbox.note(part, of: bulletin) }
    }

    /// Takes into the outbox what was said until now, since something else follows.
    private func hold() {
        owner.distribute()
        guard !said.isEmpty else { return }
        owner.copy(said, to: &outbox)
        said = 0..<0
    }

    private func drained() {
        if outbox.hasHeld { owner.send(self) } else { outbox.update(untaken: 0) }
    }
}

// MARK: - What the client does

extension WebSocket {
    private func take(_ message: WebSocketMessage) {
        if awaitsReply {
            if case .close = message { finishClosing() }
            return
        }
        switch message {
        case .text(let text):
            if let id { owner.receive(text, from: id) } else if echoes { send(WebSocketFrame.text(text)) }
        case .binary(let bytes):
            if let id { owner.receiveBinary(from: id) } else if echoes { send(WebSocketFrame.binary(bytes)) }
        case .ping(let payload): send(WebSocketFrame.pong(payload))
        case .pong: heartbeat.receivedPong(at: owner.loop.milliseconds)
        case .close(let code): end(with: WebSocketFrame.close(code))
        }
    }

    private func end(with frame: [UInt8]) {
        guard !isClosing else { return }
        hold()
        outbox.append(frame)
        finish()
    }

    /// The peer has gone without a close frame, RFC 6455 §7.1.7.
    private func peerFinished() {
        if isClosing { finishClosing() } else { finish() }
    }

    /// There is no reply to wait for any more.
    private func finishClosing() {
        guard awaitsReply else { return }
        awaitsReply = false
        owner.send(self)
    }

    private func finish() {
        owner.distribute()
        isClosing = true
        owner.send(self)
        leave()
    }

    private func closed() {
        isClosing = true
        leave()
        owner.forget(self)
    }

    private func leave() {
        guard let id else { return }
        self.id = nil
        owner.left(id)
    }
}

extension WebSocket: Hashable {
    static func == (left: WebSocket, right: WebSocket) -> Bool { left === right }
    func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

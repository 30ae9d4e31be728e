import EventLoop
import Exchange
import Gateway
import Wire

/// A server's WebSockets: who is connected, who has something to send, and whose pong is due.
final class WebSockets {
    /// Milliseconds that clients have for their side of the closing handshake when the server stops.
    static let stopMilliseconds: UInt64 = 1000

    let loop: EventLoop
    private let sandbox: Sandbox
    /// What a client of the API may make the server hold.
    var limits = WebSocket.Limits()
    private var all: Set<WebSocket> = []
    private var byID: [SocketID: WebSocket] = [:]
    /// Sockets with something to send at the end of this turn.
    private var sending: [WebSocket] = []
    /// Sockets with something to send from turns that have ended.
    private var leaving: [WebSocket] = []
    /// Sockets whose clients do not read, to be closed in the next turn.
    private var overfull: [WebSocket] = []
    private var bulletin = Bulletin()
    /// Bytes of the bulletin that are known to those whom they are for.
    private var distributed = 0
    /// Whom the rest of it is for, by their ids and themselves. Kept from turn to turn, as it is often the same.
    private var audience: [SocketID] = []
    private var listeners: [WebSocket] = []
    private let stopping: Timer
    private(set) var isStopping = false

    init(loop: EventLoop, sandbox: Sandbox) {
        self.loop = loop
        self.sandbox = sandbox
        stopping = Timer(loop: loop)
    }

    var count: Int { all.count }
    var ids: Dictionary<SocketID, WebSocket>.Keys { byID.keys }

    /// Whether somebody has something to send, of this turn or of those before.
    var isSending: Bool { !sending.isEmpty || !leaving.isEmpty || distributed < bulletin.bytes.count }

    /// Makes a connection a WebSocket of the API. `unread` came behind its handshake.
    func open(_ connection: TCPConnection, greeting: [UInt8], unread: [UInt8]) {
        sandbox.connect(from: connection.peerHost, at: now) { id in
            let socket = WebSocket(connection, id: id, greeting: greeting, limits: limits, owner: self)
            byID[id] = socket
            all.insert(socket)
            return socket
        }.receive(unread.span)
    }

    /// Makes a connection a WebSocket that sends every message back.
    func openEcho(_ connection: TCPConnection, greeting: [UInt8], unread: [UInt8]) {
        let socket = WebSocket(connection, id: nil, greeting: greeting, limits: .echo, owner: self)
        all.insert(socket)
        socket.receive(unread.span)
    }

    func checkHeartbeats(_ now: UInt64) {
        for socket in all { socket.checkHeartbeat(now) }
    }

    /// Says goodbye to everybody, and hangs up on those who do not finish in time.
    func stop() {
        isStopping = true
        guard !all.isEmpty else { return stopping.close() }
        for socket in all { socket.sayGoodbye(.goingAway, "the server stops") }
        stopping.start(after: Self.stopMilliseconds) { [unowned self] in
            for socket in all { socket.abort() }
        }
    }

    private var now: Timestamp { Timestamp(milliseconds: WallClock.milliseconds) }
}

// MARK: - The turn

extension WebSockets {
    /// Frames a message once for all who get it. They hear of it with others that follow for the same audience.
    func deliver(_ message: Message) {
        guard message.recipients.count > 1 else {
            for id in message.recipients { byID[id]?.send(WebSocketFrame.text(message.payload)) }
            return
        }
        if message.recipients != audience {
            distribute()
            audience = message.recipients
            listeners = audience.compactMap { byID[$0] }
        }
        bulletin.append(text: message.payload)
    }

    /// Tells the audience what the bulletin has for it.
    func distribute() {
        let part = distributed..<bulletin.bytes.count
        guard !part.isEmpty else { return }
        distributed = part.upperBound
        for socket in listeners {
            socket.say(part, of: bulletin)
            send(socket)
        }
    }

    /// Copies frames of the bulletin.
    func copy(_ part: Range<Int>, to outbox: inout Outbox) { outbox.append(part, of: bulletin) }

    /// Closes the sockets that were found overfull at the end of the last turn. Before the commit, since their
    /// ends may be commands.
    func cutOffSlow() {
        let slow = overfull
        overfull = []
        for socket in slow { socket.cutOff() }
    }

    /// Lets what was said in this turn leave with the next `sendOutput`, and so must be stored by then what messages
    /// that are delivered in between say.
    func endTurn() {
        distribute()
        leaving += sending
        sending.removeAll(keepingCapacity: true)
    }

    /// Sends what was said in the turns that have ended; it is stored by now.
    func sendOutput() {
        let ready = leaving
        leaving = []
        for socket in ready {
            socket.isQueuedForSending = false
            socket.sendOutput(bulletin)
        }
        bulletin.removeAll()
        distributed = 0
    }

    /// Nothing of this turn was stored, so nothing of it is said.
    func fail(_ reason: String) {
        (sending, leaving) = ([], [])
        byID = [:]
        bulletin.removeAll()
        distributed = 0
        for socket in all { socket.fail(reason) }
    }
}

// MARK: - For sockets

extension WebSockets {
    /// Puts a socket on the list for the end of the turn.
    func send(_ socket: WebSocket) {
        guard !socket.isQueuedForSending else { return }
        socket.isQueuedForSending = true
        sending.append(socket)
    }

    /// Closes a socket in the next turn, which is taken at once.
    func cutOffSoon(_ socket: WebSocket) {
        overfull.append(socket)
        loop.requestAnotherTurn()
    }

    func receive(_ text: [UInt8], from id: SocketID) {
        sandbox.receive(text, from: id, at: now)
    }

    func receiveBinary(from id: SocketID) {
        sandbox.receiveBinary(from: id, at: now)
    }

    /// The conversation is over, though the last frames may still be on their way.
    func left(_ id: SocketID) {
        distribute()
        byID[id] = nil
        (audience, listeners) = ([], [])
        sandbox.disconnect(id, at: now)
    }

    func forget(_ socket: WebSocket) {
        all.remove(socket)
        if isStopping, all.isEmpty { stopping.close() }
    }
}

import EventLoop
import Wire

/// One client's connection: bytes to requests, responses to bytes, one after the other.
final class Connection {
    /// Milliseconds for a header block, for a body, and for the pause between requests.
    static let headDeadline: UInt64 = 10_000
    static let bodyDeadline: UInt64 = 30_000
    static let idleDeadline: UInt64 = 75_000
    /// Room for a response's header block, so that its parts need not make room one by one.
    private static let headEstimate = 512
    /// Output that may wait for a slow reader before its further requests wait too.
    static let outputMaximum = 1024 * 1024

    private let socket: TCPConnection
    /// The client's, without its port.
    let address: String
    /// Not unowned, which would be checked with every use; the server forgets its connections in turn.
    private let server: Server
    private var parser = HTTPConnectionParser()
    /// The request that is answered next, if it was looked at ahead.
    private var ahead: HTTPRequest?
    /// Responses of this turn, held back until what they say is stored.
    private var output: [UInt8] = []
    /// As many of its bytes wait for the disk, and what came after them for its next turn.
    private var heldBytes = 0
    private var phase = HTTPConnectionParser.Phase.idle
    private var deadline: UInt64
    /// No further request is taken: the last response said so, or the peer has gone.
    private var isFinished = false
    /// Requests wait in the parser until earlier output has gone out.
    private var isCongested = false
    private var closesAfterOutput = false
    /// The socket belongs to a WebSocket now.
    private var isHandedOver = false
    /// Whether something was received that is served later in this turn.
    private var isWaiting = false
    /// Whether the server already has this connection on its list for the end of the turn.
    var isQueuedForSending = false

    init(_ socket: TCPConnection, server: Server) {
        self.socket = socket
        address = socket.peerHost
        self.server = server
        deadline = server.loop.milliseconds + Self.idleDeadline
        socket.onBytes = { [unowned self] in receive($0) }
        socket.onEnd = { [unowned self] in peerFinished() }
        socket.onDrained = { [unowned self] in resume() }
        socket.onClose = { [unowned self] in server.forget(self) }
        socket.startReading()
    }

    /// Takes the requests that were waiting for earlier output to go out.
    func resume() {
        guard isCongested else { return }
        isCongested = false
        socket.resumeReading()
        serveRequests()
    }

    /// Sends the responses of the turn; what they say is stored by now.
    func sendOutput() {
        if !output.isEmpty {
            let bytes = output
            output = []
            socket.write(bytes)
            server.outputBuffers.give(bytes)
        }
        if closesAfterOutput {
            socket.closeAfterWriting()
        } else if isCongested, socket.queuedBytes == 0 {
            server.resumeSoon(self)
        }
    }

    /// Whether responses wait for the disk.
    var holdsOutput: Bool { heldBytes > 0 }

    /// Notes that what there is to send now waits for the disk.
    func holdOutput() { heldBytes = output.count }

    /// Sends what was held; what it says is stored by now.
    func sendHeldOutput() {
        let count = heldBytes
        heldBytes = 0
        guard count < output.count else { return sendOutput() }
        guard count > 0 else { return }
        socket.write(Array(output.prefix(count)))
        output.removeFirst(count)
    }

    /// Replaces the responses of the turn, which must not leave, by one.
    func failOutput(_ response: HTTPResponse) {
        guard !isHandedOver else { return }
        output = []
        response.serialize(into: &output, keepsAlive: false)
        isFinished = true
        closesAfterOutput = true
        sendOutput()
    }

    /// The loop stops and will not call back.
    func detach() { socket.detach() }

    /// Closes a connection that has kept the server waiting for too long.
    func checkDeadline(_ now: UInt64) {
        guard now >= deadline, !closesAfterOutput, !isWaiting else { return }
        guard phase != .idle, !isCongested else { return socket.close() }
        let what = phase == .head ? "header block" : "body"
        let limit = (phase == .head ? Self.headDeadline : Self.bodyDeadline) / 1000
        finish(with: server.refusal(of: address, status: 408, "the \(what) did not arrive within \(limit) s"))
    }

    /// Takes no further request; what has been asked is still answered.
    func finish() {
        isFinished = true
        // With nothing on its way to the peer there is nothing that closing at once could lose.
        if output.isEmpty, socket.queuedBytes == 0 { return socket.close() }
        sayGoodbye()
    }

    private func receive(_ bytes: borrowing Span<UInt8>) {
        guard !isFinished else { return }
        parser.receive(bytes)
        // A peer that sends a lot does not make the parser hold more than two reads.
        if isWaiting { return serve() }
        isWaiting = true
        server.serveSoon(self)
    }

    /// Takes the requests that have been received, unless that is done already.
    func serve() {
        guard isWaiting else { return }
        isWaiting = false
        serveRequests()
    }

    /// The request that is answered next, if it has come whole and may be answered now. It stays where it is.
    func nextRequest() -> HTTPRequest? {
        // What is wrong with it is thrown again when it is to be answered.
        if ahead == nil, isWaiting, !closesAfterOutput, !isFull { ahead = try? parser.next() }
        return ahead
    }

    private func peerFinished() {
        // A peer that half-closes after its last request still gets the answers.
        isFinished = true
        if !isCongested, !isWaiting { sayGoodbye() }
    }

    private func sayGoodbye() {
        closesAfterOutput = true
        server.send(self)
    }

    private func serveRequests() {
        do throws(HTTPError) {
            while !closesAfterOutput, !isFull, let request = try takeRequest() {
                switch server.upgrade(request, from: address) {
                case nil: append(server.respond(to: request, from: address), answering: request)
                case .refused(let response): append(response, answering: request)
                case .accepted(let greeting, let isEcho): return handOver(greeting, isEcho: isEcho)
                }
            }
            guard !closesAfterOutput else { return }
            if isFull { return pause() }
            if parser.takeContinue() { appendContinue() }
            if isFinished { return sayGoodbye() }
            updateDeadline()
        } catch {
            finish(with: server.refusal(of: address, status: error.status, error.message))
        }
    }

    private func takeRequest() throws(HTTPError) -> HTTPRequest? {
        guard ahead != nil else { return try parser.next() }
        return ahead.take()
    }

    /// Leaves the socket to a WebSocket. What has been answered before leaves with its first bytes.
    private func handOver(_ greeting: [UInt8], isEcho: Bool) {
        isHandedOver = true
        let greeting = output + greeting
        output = []
        server.handOver(self, socket, greeting: greeting, unread: parser.takeUnread(), isEcho: isEcho)
        // The peer's end has been reported already, and nobody else will hear of it.
        if isFinished { socket.onEnd?() }
    }

    private var isFull: Bool { output.count + socket.queuedBytes > Self.outputMaximum }

    private func pause() {
        isCongested = true
        deadline = server.loop.milliseconds + Self.idleDeadline
        socket.pauseReading()
    }

    private func append(_ response: HTTPResponse, answering request: HTTPRequest) {
        if output.isEmpty {
            output = server.outputBuffers.take()
            output.reserveCapacity(response.body.count + Self.headEstimate)
        }
        response.serialize(into: &output, answering: request)
        phase = .idle
        if request.keepsAlive { return server.send(self) }
        isFinished = true
        sayGoodbye()
    }

    private func appendContinue() {
        output.append(contentsOf: HTTPResponse.continueBytes)
        server.send(self)
    }

    private func finish(with response: HTTPResponse) {
        response.serialize(into: &output, keepsAlive: false)
        isFinished = true
        sayGoodbye()
    }

    /// A deadline belongs to a phase and starts with it; drops of a slow request do not extend it.
    private func updateDeadline() {
        let limit: UInt64
        switch (parser.phase, phase) {
        case (.idle, _): limit = Self.idleDeadline
        case (.head, .head), (.body, .body): return
        case (.head, _): limit = Self.headDeadline
        case (.body, _): limit = Self.bodyDeadline
        }
        phase = parser.phase
        deadline = server.loop.milliseconds + limit
    }
}

extension Connection: Hashable {
    static func == (left: Connection, right: Connection) -> Bool { left === right }
    func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

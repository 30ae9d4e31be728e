import EventLoop
import Gateway
import Store
import Wire

/// Sends what a turn has to say once the turn is stored: when it is committed or, with `--durability full`, when
/// the disk has it.
///
/// Only replies wait for the disk. Meanwhile further turns go on, and what they did is committed together and
/// waits for the next sync.
final class Departures {
    private let loop: EventLoop
    private let sandbox: Sandbox
    private let webSockets: WebSockets
    /// nil if nothing waits for the disk.
    private let sync: BackgroundWork<Result<Void, DatabaseError>>?
    /// Connections with something to say that waits for no sync yet.
    private var gathered: [Connection] = []
    /// Connections whose replies, as far as they were there when it began, wait for the sync that runs.
    private var leaving: [Connection] = []
    /// What sockets are to be told of turns since the sync that runs began.
    private var messages: [Message] = []
    /// Commands that are to share a sync, and turns whose messages are to share a write to each socket.
    private var commandsGathering = Gathering()
    private var messagesGathering = Gathering()
    private var failure: DatabaseError?

    init(loop: EventLoop, sandbox: Sandbox, webSockets: WebSockets, durability: Durability) {
        self.loop = loop
        self.sandbox = sandbox
        self.webSockets = webSockets
        sync = durability == .full ? BackgroundWork(loop: loop) : nil
        sandbox.deliver = { [unowned self] in add($0) }
    }

    /// Whether the disk is being waited for. What happens meanwhile is best committed together, afterwards.
    var isWaiting: Bool { sync?.isRunning == true }

    /// Whether more requests are there already whose replies may wait for the same sync, which costs as much as
    /// many of them; so the turn had better not end yet.
    func gathersMore() -> Bool {
        sync != nil && !isWaiting && sandbox.hasPending && commandsGathering.goesOn(in: loop)
    }

    /// Whether nobody has anything to say.
    var isEmpty: Bool { !hasGathered && !isWaiting }

    private var hasGathered: Bool { !gathered.isEmpty || !messages.isEmpty || webSockets.isSending }

    func add(_ connection: Connection) {
        guard !connection.isQueuedForSending else { return }
        connection.isQueuedForSending = true
        gathered.append(connection)
    }

    private func add(_ message: Message) {
        if isWaiting { messages.append(message) } else { webSockets.deliver(message) }
    }

    /// To be called when the turn is committed. Throws what kept the disk from taking an earlier one.
    func leave() throws(DatabaseError) {
        if let failure { throw failure }
        precondition(!isWaiting, "what waits has not left yet")
        guard hasGathered else { return }
        // Both keep their memory.
        swap(&leaving, &gathered)
        for connection in leaving { connection.isQueuedForSending = false }
        for message in messages { webSockets.deliver(message) }
        messages = []
        webSockets.endTurn()
        guard let sync, !sandbox.isSynced, let log = sandbox.logSync() else { return sendAll() }
        for connection in leaving { connection.holdOutput() }
        sync.start({ log.sync() }, whenDone: { [self] in synced($0) })
    }

    private func sendAll() {
        for connection in leaving { connection.sendOutput() }
        leaving.removeAll(keepingCapacity: true)
        if webSockets.isSending, !messagesGathering.goesOn(in: loop) { webSockets.sendOutput() }
    }

    private func synced(_ result: Result<Void, DatabaseError>) {
        switch result {
        case .success:
            for connection in leaving { connection.sendHeldOutput() }
            leaving.removeAll(keepingCapacity: true)
            webSockets.sendOutput()
        case .failure(let error): failure = error
        }
    }

    /// Replaces all that was to be said by one response to each connection.
    func cancel(_ response: (Connection) -> HTTPResponse) {
        for connection in leaving { connection.failOutput(response(connection)) }
        for connection in gathered where !connection.holdsOutput {
            connection.failOutput(response(connection))
        }
        (leaving, gathered) = ([], [])
        messages = []
    }
}

/// What is cheaper together waits for more of its kind while there is input, but no longer than a clock of whole
/// milliseconds takes to move on twice.
private struct Gathering {
    private static let milliseconds: UInt64 = 1
    private var since: UInt64?

    mutating func goesOn(in loop: EventLoop) -> Bool {
        let start = since ?? loop.milliseconds
        let goesOn = loop.hasInput && loop.milliseconds <= start + Self.milliseconds
        since = goesOn ? start : nil
        return goesOn
    }
}

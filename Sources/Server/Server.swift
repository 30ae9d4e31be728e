package import EventLoop
import Exchange
import Gateway
import Store
import Wire

/// One process: sockets, the clock, and the turn that reads, executes, commits and only then sends.
package final class Server {
    /// Milliseconds between looks at the connections' deadlines.
    private static let deadlineInterval: UInt64 = 500
    /// Milliseconds of quiet after which the ledger is brought up to date.
    private static let quietInterval: UInt64 = 20
    /// Connections that must have gone before their memory, about 2 kB each, is worth the milliseconds that
    /// giving it back can take.
    private static let connectionsWorthMemory = 500

    package let loop: EventLoop
    let options: ServerOptions
    let sandbox: Sandbox
    private var access: AccessPolicy
    private var listener: TCPListener?
    private var connections: Set<Connection> = []
    let webSockets: WebSockets
    /// What this turn has been asked.
    private let arrivals: Arrivals
    /// What this turn has to say.
    private let departures: Departures
    /// Connections that may take further requests in the next turn.
    private var resuming: [Connection] = []
    private var hook: TurnHook?
    private var signals: [SignalWatcher] = []
    private let deadlines: Timer
    private let quiet: Timer
    private let logKeeper: LogKeeper
    private let ticker: Ticker
    private var date = DateHeader()
    /// Empty arrays that connections collect their output in.
    var outputBuffers = BufferPool()
    /// The most connections since free memory was last given back. At first as if there had been some, so that
    /// what starting needed is given back as well.
    private var connectionsPeak = Server.connectionsWorthMemory
    private var isStopping = false
    private var failure: DatabaseError?

    init(loop: EventLoop, options: ServerOptions, sandbox: Sandbox) {
        self.loop = loop
        self.options = options
        self.sandbox = sandbox
        access = AccessPolicy(
            host: options.host, allowedHosts: options.allowedHosts, corsOrigin: options.corsOrigin)
        webSockets = WebSockets(loop: loop, sandbox: sandbox)
        arrivals = Arrivals(loop: loop, sandbox: sandbox)
        departures = Departures(
            loop: loop, sandbox: sandbox, webSockets: webSockets, durability: options.durability)
        deadlines = Timer(loop: loop)
        quiet = Timer(loop: loop)
        logKeeper = LogKeeper(loop: loop, sandbox: sandbox)
        ticker = Ticker(loop: loop) { sandbox.tick(at: $0) }
    }

    /// Binds the port and starts to take connections once the loop runs.
    package func listen() throws(LoopError) {
        listener = try TCPListener(loop: loop, host: options.host, port: options.port) { [unowned self] in
            connections.insert(Connection($0, server: self))
        }
        hook = TurnHook(loop: loop) { [unowned self] in
            arrivals.serve()
            if !departures.gathersMore() { endTurn() }
        }
        deadlines.start(after: Self.deadlineInterval, repeating: Self.deadlineInterval) { [unowned self] in
            let now = loop.milliseconds
            for connection in connections { connection.checkDeadline(now) }
            webSockets.checkHeartbeats(now)
            giveBackMemory()
        }
        ticker.wait(for: sandbox.nextDeadline)
    }

    /// Makes SIGTERM and SIGINT stop the server.
    package func stopOnSignals() throws(LoopError) {
        for signal in [SignalWatcher.terminate, SignalWatcher.interrupt] {
            signals.append(try SignalWatcher(loop: loop, signal: signal) { [unowned self] in stop() })
        }
    }

    /// After many connections have gone, their memory lies in pieces between what is still in use, and only this
    /// gives it back.
    private func giveBackMemory() {
        connectionsPeak = max(connectionsPeak, connections.count)
        guard connectionsPeak - connections.count >= max(Self.connectionsWorthMemory, connectionsPeak / 2)
        else {
            return
        }
        connectionsPeak = connections.count
        EventLoop.giveBackFreeMemory()
    }

    /// The port that is listened on.
    package var port: Int { listener?.port ?? 0 }

    /// Serves until stopped.
    package func run() throws(ServerError) {
        loop.run()
        arrivals.serve()
        endTurn()
        if failure == nil {
            do {
                try sandbox.close()
            } catch {
                failure = error
            }
        }
        if let failure { throw .storage(failure) }
    }

    /// Takes no more connections, answers what has been asked, closes and makes `run` return.
    package func stop() {
        guard !isStopping else { return }
        arrivals.serve()
        isStopping = true
        listener?.close()
        for connection in connections { connection.finish() }
        webSockets.stop()
        deadlines.close()
        quiet.close()
        ticker.close()
        for signal in signals { signal.close() }
    }
}

// MARK: - For connections

extension Server {
    /// Answers one request; the response may leave at the end of the turn.
    func respond(to request: HTTPRequest, from address: String) -> HTTPResponse {
        if let refusal = access.refusal(of: request) {
            return self.refusal(of: address, status: 403, refusal)
        }
        let now = Timestamp(milliseconds: WallClock.milliseconds)
        var response = answer(request, from: address, at: now)
        if access.corsOrigin != nil { response.headers += access.corsHeaders(for: request) }
        stamp(&response, for: address, at: now)
        return response
    }

    /// A response in the API's error form for requests that never get as far as the API.
    func refusal(of address: String, status: Int, _ message: String) -> HTTPResponse {
        let code: APIError.Code = status == 403 ? .requestNotAllowed : .bindingError
        return stamped(APIError(code, message, status: status), for: address)
    }

    /// Whether the access policy lets a request in; if not, `respond` says why.
    func isWelcome(_ request: HTTPRequest) -> Bool { access.refusal(of: request) == nil }

    /// Puts a connection on the list of those that are served together in this turn.
    func serveSoon(_ connection: Connection) { arrivals.add(connection) }

    /// Puts a connection on the list for the end of the turn.
    func send(_ connection: Connection) { departures.add(connection) }

    /// Lets a connection that held back requests go on in the next turn.
    func resumeSoon(_ connection: Connection) {
        resuming.append(connection)
        loop.requestAnotherTurn()
    }

    func forget(_ connection: Connection) {
        connections.remove(connection)
    }

    private func answer(
        _ request: HTTPRequest, from address: String, at now: Timestamp
    ) -> HTTPResponse {
        let isOurs = request.begins(with: "v1") || request.begins(with: "_mock")
        if options.echoes, !isOurs {
            return HTTPResponse(status: 200, contentType: "application/octet-stream", body: request.body)
        }
        guard isOurs || request.target == "*" else {
            return Self.response(
                to: APIError(
                    .notFound, "\(request.path): the API is under /v1, controls under /_mock", status: 404))
        }
        do {
            return try sandbox.respond(to: request, from: address, at: now)
        } catch {
            failure = error
            return Self.response(to: Self.unavailable)
        }
    }

    /// Adds the fields that every response has.
    func stamp(_ response: inout HTTPResponse, for address: String, at now: Timestamp) {
        if response.rateLimit == nil { response.rateLimit = sandbox.rateLimit(of: address, at: now) }
        response.dateLine = date.fieldLine(at: now.milliseconds / 1000)
    }

    private func stamped(_ error: APIError, for address: String) -> HTTPResponse {
        var response = Self.response(to: error)
        stamp(&response, for: address, at: Timestamp(milliseconds: WallClock.milliseconds))
        return response
    }

    private static func response(to error: APIError) -> HTTPResponse {
        HTTPResponse(status: error.status, body: error.body)
    }

    private static let unavailable = APIError(
        .serviceUnavailable, "orders cannot be stored, the server stops", status: 503)
}

// MARK: - The turn

extension Server {
    /// Commit, then send. Runs just before the loop waits.
    private func endTurn() {
        let waiting = resuming
        resuming = []
        for connection in waiting { connection.resume() }
        webSockets.cutOffSlow()
        do throws(DatabaseError) {
            if let failure { throw failure }
            if !departures.isWaiting {
                try sandbox.commit()
                try departures.leave()
            }
        } catch {
            return fail(error)
        }
        ticker.wait(for: sandbox.nextDeadline)
        keepLedger()
    }

    /// Writes the ledger while nobody waits, or a little in every turn when it falls far behind.
    private func keepLedger() {
        if sandbox.backlog > Sandbox.backlogMaximum {
            storeInBackground { () throws(DatabaseError) in
                try sandbox.writeLedger(rows: Sandbox.rowsPerTurn)
            }
        }
        if sandbox.backlog > 0, !isStopping {
            quiet.start(after: Self.quietInterval) { [unowned self] in beQuietlyUseful() }
        }
        // After the last turn nobody would wait for a copy.
        guard !isStopping else { return }
        storeInBackground { () throws(DatabaseError) in try logKeeper.tidy() }
    }

    private func beQuietlyUseful() {
        guard arrivals.isEmpty, departures.isEmpty, failure == nil else { return }
        storeInBackground { () throws(DatabaseError) in
            try sandbox.writeLedger(rows: Sandbox.rowsWhileQuiet)
        }
        if sandbox.backlog > 0 {
            quiet.start(after: 0) { [unowned self] in beQuietlyUseful() }
        }
    }

    private func storeInBackground(_ work: () throws(DatabaseError) -> Void) {
        guard failure == nil else { return }
        do throws(DatabaseError) {
            try work()
        } catch {
            fail(error)
        }
    }

    /// Nothing of this turn was stored, so nothing of it is acknowledged. What came before is safe.
    private func fail(_ error: DatabaseError) {
        failure = error
        departures.cancel { stamped(Self.unavailable, for: $0.address) }
        for connection in connections { connection.detach() }
        connections = []
        webSockets.fail(Self.unavailable.message)
        loop.stop()
    }
}

package import Exchange
package import Wire

/// Speaks the public API: requests become commands, events become replies.
///
/// Decides and never acts: what must be stored is handed out by `takeOutput`, what must be read from the
/// ledger by `Reply.lookup`. Time comes in as `now`.
package struct Gateway {
    package internal(set) var exchange: Exchange
    let configuration: Configuration
    let catalogue: MarketCatalogue
    let marketNames: MarketNames
    let router = Router(routes)
    var tokens: Tokens
    var signatures: SignatureChecker
    var rateLimits: RateLimits
    var sockets = Sockets()
    var feed = Feed()
    var output = Output()

    package init(exchange: Exchange, catalogue: MarketCatalogue, configuration: Configuration) {
        self.exchange = exchange
        self.catalogue = catalogue
        marketNames = MarketNames(exchange.markets)
        self.configuration = configuration
        tokens = Tokens(secret: configuration.tokenSecret)
        signatures = SignatureChecker(chainID: configuration.chainID, policy: configuration.signatures)
        rateLimits = RateLimits(
            configuration.rateLimits, limitsPrivateRequests: configuration.limitsPrivateRequests)
    }

    /// Answers one request, or says what must be looked up first.
    ///
    /// `address` is the client's, without its port: what it has in common with others of the same machine.
    package mutating func respond(
        to request: HTTPRequest, from address: String, at now: Timestamp
    ) -> Reply {
        let reply = reply(to: request, from: address, at: now)
        publish(at: now)
        return reply
    }

    private mutating func reply(
        to request: HTTPRequest, from address: String, at now: Timestamp
    ) -> Reply {
        if case .options = request.knownMethod {
            return .response(options(for: request, from: address, at: now))
        }
        var session: Session?
        do {
            let match = try admit(request, session: &session, at: now)
            let standing = rateLimits.count(
                match.route.requestClass, of: session?.account, from: address, at: now)
            if let refusal = standing.refusal { return .response(refusal) }
            let call = Call(
                parameters: match.parameters, request: request, session: session.take(), now: now)
            return answer(call, of: match.route, standing)
        } catch {
            // Whoever is not let in counts as a public request of the address.
            let standing = rateLimits.count(.publicRequest, of: nil, from: address, at: now)
            return .response(standing.refusal ?? response(to: error, standing))
        }
    }

    /// Completes a reply with what its look-up found.
    package func finish(_ unfinished: Reply.Unfinished, with found: Found) -> HTTPResponse {
        do {
            let answer = try unfinished.then(self, found)
            guard case .response(let response) = reply(answer, unfinished.standing) else {
                preconditionFailure("one look-up is enough for every operation")
            }
            return response
        } catch {
            return response(to: error, unfinished.standing)
        }
    }

    /// When `tick` is next due; nil while nothing waits for time to pass.
    package var nextDeadline: Timestamp? {
        guard feed.isListening else { return exchange.nextDeadline }
        return [exchange.nextDeadline, feed.nextDeadline(of: exchange)].compactMap(\.self).min()
    }

    /// Does what time alone brings, if anything is due.
    package mutating func tick(at now: Timestamp) {
        tickExchange(at: now)
        publish(at: now)
    }

    mutating func tickExchange(at now: Timestamp) {
        guard let deadline = exchange.nextDeadline, deadline <= now else { return }
        do {
            try carryOut(.tick, at: now)
        } catch {
            preconditionFailure("time cannot be refused")
        }
    }

    /// The rate-limit fields for a request that the shell answers before it gets here. It counts for nothing.
    package func rateLimit(of address: String, at now: Timestamp) -> HTTPRateLimit {
        rateLimits.standing(of: address, at: now).fields
    }

    /// Lends the gateway to a reader.
    ///
    /// Mutating only for the shell's sake: to read from a gateway that a class stores, the compiler first
    /// copies it, and counts up and down every array in it.
    package mutating func lend<Result>(to reader: (borrowing Gateway) -> Result) -> Result {
        reader(self)
    }

    /// Hands out what must be stored before any reply of this turn leaves, and forgets it.
    package mutating func takeOutput(_ body: (inout Output) -> Void) {
        guard !output.isEmpty else { return }
        body(&output)
        output.clear()
    }

    /// Carries out a command and notes it for the journal. In a batch a refusal names the order.
    ///
    /// - Returns: the places of its events in `output.events`.
    @discardableResult
    mutating func carryOut(
        _ command: consuming Command, at now: Timestamp, isBatch: Bool = false
    ) throws(APIError) -> Range<Int> {
        // Not `!=`, which compares commands of all kinds and is a call through a table.
        if case .tick = command {} else { tickExchange(at: now) }
        let start = output.events.count
        do throws(Rejection) {
            try exchange.execute(command, at: now, into: &output.events)
            let events = start..<output.events.count
            if feed.isListening { feed.keep(copy command, Array(output.events[events])) }
            output.entries.append(
                Output.Entry(command: command, at: exchange.now, digest: exchange.digest, events: events))
            return events
        } catch {
            let refusal = APIError(error)
            throw isBatch ? refusal.inBatch(at: error.index) : refusal
        }
    }

    /// Tells the person at the console about something that was let pass.
    mutating func warn(_ text: String) {
        output.warnings.append(text)
    }
}

extension Gateway {
    /// The route of a request, if the caller may use it.
    ///
    /// A path of the API that does not exist answers like one that needs a token, as the real exchange's
    /// catch-all does: 401 without a valid token, 404 with one.
    private mutating func admit(
        _ request: HTTPRequest, session: inout Session?, at now: Timestamp
    ) throws(APIError) -> Router.Match {
        try checkService(for: request)
        let match = router.match(request)
        if let match, match.route.access == .open { return match }
        if match == nil, request.pathSegments.first == "_mock" { throw unknownOperation(request) }
        let authorization = request.authorization ?? SharedBytes([])
        session = try tokens.session(
            authorization: authorization.array.span.extracting(authorization.range), accounts: exchange,
            at: now)
        guard let match else { throw unknownOperation(request) }
        return match
    }

    /// Says where to look, as far as the path tells.
    private func unknownOperation(_ request: HTTPRequest) -> APIError {
        let isControl = request.pathSegments.first == "_mock"
        let methods = router.methods(of: request)
        let advice =
            if !methods.isEmpty {
                "this path has \(methods.joined(separator: ", "))"
            } else if isControl {
                "GET /_mock/openapi.json lists them"
            } else if request.pathSegments.starts(with: ["v1", "v1"]) {
                "the path has /v1 twice"
            } else {
                "see the README"
            }
        return APIError(
            .notFound,
            "\(request.method) \(request.path) is \(isControl ? "no control operation" : "not imitated"), \(advice)",
            status: 404)
    }

    /// In maintenance the API answers nothing but what says so; control operations go on.
    private func checkService(for request: HTTPRequest) throws(APIError) {
        guard exchange.status == .maintenance else { return }
        let path = request.pathSegments
        guard path.first == "v1", !path.starts(with: ["v1", "system"]) else { return }
        throw APIError(
            .serviceUnavailable,
            "system status is MAINTENANCE, only /v1/system answers; GET /v1/system/state tells when it is over",
            status: 503)
    }

    private mutating func answer(_ call: Call, of route: Route, _ standing: RateLimitStanding) -> Reply {
        do {
            try call.session?.check(call.request, access: route.access)
            // A line of its own: as an argument it would run while `reply` holds a copy of the gateway, and
            // every array that it changes would be copied whole.
            let answer = try route.operation(&self, call)
            return reply(answer, standing)
        } catch {
            return .response(response(to: error, standing))
        }
    }

    private func reply(_ answer: Answer, _ standing: RateLimitStanding) -> Reply {
        switch answer {
        case .json(let body, let status): .response(response(status: status, body: body, standing))
        case .empty: .response(response(status: 204, standing))
        case .lookup(let lookup, let then): .lookup(lookup, Reply.Unfinished(then: then, standing: standing))
        }
    }

    private func response(to error: APIError, _ standing: RateLimitStanding) -> HTTPResponse {
        response(status: error.status, body: error.body, standing)
    }

    private func response(status: Int, body: [UInt8] = [], _ standing: RateLimitStanding) -> HTTPResponse {
        var response = HTTPResponse(status: status, body: body)
        response.rateLimit = standing.fields
        return response
    }

    /// The answer to OPTIONS. Browsers ask on their own, so it counts for nothing.
    private func options(for request: HTTPRequest, from address: String, at now: Timestamp) -> HTTPResponse {
        var response = response(status: 204, rateLimits.standing(of: address, at: now))
        var methods = request.path == "*" ? ["GET", "POST", "PUT", "DELETE"] : router.methods(of: request)
        if methods.contains("GET") { methods.append("HEAD") }
        response.headers.append(("Allow", (methods + ["OPTIONS"]).joined(separator: ", ")))
        return response
    }
}

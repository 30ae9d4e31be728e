package import Exchange
package import Gateway
import Wire

/// The gateway in process, with a clock that stands still and a ledger that is simple enough to be right.
package struct GatewayDoor: Door {
    package internal(set) var gateway: Gateway
    package private(set) var ledger = PlainLedger()
    /// Commands that were handed out to be stored.
    package private(set) var commands: [Command] = []
    package private(set) var warnings: [String] = []
    /// Messages that were handed out to be sent, whatever number of sockets each was for.
    package private(set) var messageCount = 0
    var sockets: [String: SocketID] = [:]
    var inboxes: [SocketID: [[UInt8]]] = [:]
    package private(set) var now: Int64 = 1_763_700_000_000
    /// Where requests come from.
    package var address = "127.0.0.1"

    package init(_ configuration: Configuration = Configuration(), markets: [UInt8]? = nil) {
        guard let catalogue = try? MarketCatalogue(markets ?? MarketCatalogue.builtInText) else {
            preconditionFailure("the markets of a test are usable")
        }
        var exchange = Exchange(markets: catalogue.markets)
        for trader in Trader.seeded {
            let opening = trader.account.opening(balance: configuration.balance)
            guard (try? exchange.execute(opening, at: Timestamp(milliseconds: now))) != nil else {
                preconditionFailure("seeded accounts have different addresses")
            }
        }
        gateway = Gateway(exchange: exchange, catalogue: catalogue, configuration: configuration)
    }

    /// Lets time pass; what is due meanwhile is done at the end.
    package mutating func wait(milliseconds: Int64) {
        now += milliseconds
        gateway.tick(at: Timestamp(milliseconds: now))
        keepOutput()
    }

    package mutating func ask(_ question: Question) throws -> Answered {
        answered(try Self.request(question))
    }

    /// Asks what arrives in one turn: signatures are checked before the first question is answered.
    ///
    /// - Parameter results: what is found out about them; by default what is true.
    package mutating func ask(
        together questions: [Question], results: (SignatureChecks) -> [Bool] = { $0.results() }
    ) throws -> [Answered] {
        let requests = try questions.map(Self.request)
        let checks = gateway.signatureChecks(in: requests)
        gateway.note(results(checks), of: checks)
        defer { gateway.forget(checks) }
        return requests.map { answered($0) }
    }

    private static func request(_ question: Question) throws -> HTTPRequest {
        try HTTPRequest(
            method: question.method, target: question.target, headers: HTTPHeaders(question.headers),
            body: question.body)
    }

    private mutating func answered(_ request: HTTPRequest) -> Answered {
        let response = respond(to: request)
        let headers = response.headers + fields(in: response) + [("Content-Type", response.contentType)]
        return Answered(status: response.status, headers: headers, body: response.body)
    }

    mutating func keepOutput() {
        var taken: Output?
        gateway.takeOutput { taken = copy $0 }
        guard let output = taken else { return }
        messageCount += output.messages.count
        for message in output.messages {
            for socket in message.recipients { inboxes[socket, default: []].append(message.payload) }
        }
        warnings += output.warnings
        for entry in output.entries {
            commands.append(entry.command)
            ledger.record(Array(output.events[entry.events]))
        }
    }

    /// The fields that say where the caller stands with its limit.
    private func fields(in response: HTTPResponse) -> [(name: String, value: String)] {
        let lines = String(decoding: response.rateLimit?.fieldLines ?? [], as: UTF8.self)
        return lines.split(separator: "\r\n").map { line in
            let colon = line.firstIndex(of: ":") ?? line.endIndex
            return (String(line[..<colon]), String(line[colon...].dropFirst(2)))
        }
    }

    private mutating func respond(to request: HTTPRequest) -> HTTPResponse {
        let reply = gateway.respond(to: request, from: address, at: Timestamp(milliseconds: now))
        keepOutput()
        switch reply {
        case .response(let response): return response
        case .lookup(let lookup, let unfinished):
            return gateway.finish(unfinished, with: ledger.find(lookup))
        }
    }
}

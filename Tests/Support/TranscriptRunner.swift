import Gateway
import Wire

/// Plays a transcript through a door and compares what comes back, also with the OpenAPI document.
package struct TranscriptRunner<Way: Door> {
    var door: Way
    var variables: [String: String] = [:]
    private var caller = "nobody"
    private var tokens: [String: String] = [:]
    private(set) var socket = ""
    private var sockets: Set<String> = []

    private static var names: [String] { ["alice", "bob", "carol", "dave"] }

    package init(_ door: Way) {
        self.door = door
        for (name, trader) in zip(Self.names, Trader.seeded) + [("newcomer", Trader.newcomer)] {
            variables[name] = trader.account.address
            variables[name + ".key"] = trader.account.publicKey
            variables[name + ".secret"] = trader.account.privateKey
        }
    }

    /// Throws at the first reply that is not as written.
    package mutating func run(_ transcript: Transcript) throws {
        for step in transcript.steps {
            switch step {
            case .caller(let name):
                caller = name
                tokens[name] = nil
            case .wait(let milliseconds): door.wait(milliseconds: milliseconds)
            case .socket(let name):
                socket = name
                if sockets.insert(name).inserted { try door.open(name) }
            case .close(let name):
                try expectNoMessage(over: name)
                try door.close(name)
                sockets.remove(name)
            case .message(let message):
                do {
                    try run(message)
                } catch {
                    throw TranscriptError("\(transcript.name):\(message.line)\n\(error)")
                }
            case .call(let call):
                do {
                    try run(call)
                } catch {
                    throw TranscriptError(
                        "\(transcript.name):\(call.line) \(call.method) \(call.target)\n\(error)")
                }
            }
        }
        for name in sockets.sorted() { try expectNoMessage(over: name) }
    }

    private mutating func run(_ call: Transcript.Call) throws {
        let question = try question(call)
        let answer = try door.ask(question)
        var expected = call.expected
        expected.body = try filled(expected.body) { $0.hasPrefix("now") || $0.hasPrefix("seconds") }
        do {
            try check(answer, expected)
            try OpenAPIDocument.project.check(question, answer)
        } catch {
            throw TranscriptError(
                "\(error)\nasked: \(String(decoding: question.body, as: UTF8.self))\n"
                    + "answered: \(answer.status) \(answer.text)")
        }
    }

    private mutating func check(_ answer: Answered, _ expected: Transcript.Expectation) throws {
        guard answer.status == expected.status else {
            throw TranscriptError("expected status \(expected.status)")
        }
        for (name, value) in expected.headers {
            guard let field = answer[name], try TextPattern(value, variables).match(field, &variables) else {
                throw TranscriptError("expected \(name): \(value), got \(answer[name] ?? "no such field")")
            }
        }
        guard !expected.body.isEmpty else {
            if answer.body.isEmpty { return }
            throw TranscriptError("expected no body")
        }
        guard let json = try? JSONValue.parse(answer.body) else {
            throw TranscriptError("the body is not JSON")
        }
        try Pattern(expected.body).match(json, &variables)
    }
}

// MARK: - Requests

extension TranscriptRunner {
    private mutating func question(_ call: Transcript.Call) throws -> Question {
        var question = Question(call.method, try filled(call.target))
        question.headers = try call.headers.map { ($0.name, try filled($0.value)) }
        question.body = Array(try filled(call.body).utf8)
        let path = question.target.split(separator: "?")[0]
        if path.hasPrefix("/v1/auth") || path == "/v1/onboarding" {
            if call.method == "POST" { addLogin(to: &question, isOnboarding: path == "/v1/onboarding") }
        } else {
            sign(&question, path: path)
            if caller != "nobody", question.value(of: "Authorization") == nil {
                question.headers.append(("Authorization", "Bearer " + (try token())))
            }
        }
        question.headers.removeAll { $0.value == "-" }
        return question
    }

    /// Where the orders are that a client signs.
    private static var signed: [String] { ["/v1/orders", "/v1/algo/orders"] }

    private var trader: Trader? { Self.trader(caller) }

    static func trader(_ name: String) -> Trader? {
        if name == "newcomer" { return .newcomer }
        return names.firstIndex(of: name).map { Trader.seeded[$0] }
    }

    private mutating func token() throws -> String { try token(of: caller) }

    mutating func token(of caller: String) throws -> String {
        if let token = tokens[caller] { return token }
        guard let trader = Self.trader(caller) else { throw TranscriptError("there is no \(caller)") }
        let headers = trader.loginHeaders(seconds: door.now / 1000)
        let answer = try door.ask(Question("POST", "/v1/auth", headers: headers))
        guard let token = answer.json["jwt_token"]?.stringValue else {
            throw TranscriptError("\(caller) cannot log in: \(answer.text)")
        }
        tokens[caller] = token
        return token
    }

    private func addLogin(to question: inout Question, isOnboarding: Bool) {
        guard let trader else { return }
        let seconds = door.now / 1000
        question.add("PARADEX-STARKNET-ACCOUNT", trader.account.address)
        if isOnboarding {
            question.add("PARADEX-ETHEREUM-ACCOUNT", trader.account.l1Address)
            question.add("PARADEX-STARKNET-SIGNATURE", trader.onboardingSignature())
            return
        }
        question.add("PARADEX-TIMESTAMP", String(seconds))
        question.add("PARADEX-SIGNATURE-EXPIRATION", String(seconds + 600))
        guard let timestamp = question.value(of: "PARADEX-TIMESTAMP").flatMap(UInt64.init),
            let expiration = question.value(of: "PARADEX-SIGNATURE-EXPIRATION").map({
                $0 == "-" ? timestamp + 1800 : UInt64($0) ?? 0
            })
        else { return question.add("PARADEX-STARKNET-SIGNATURE", trader.onboardingSignature()) }
        question.add(
            "PARADEX-STARKNET-SIGNATURE",
            trader.loginSignature(timestamp: timestamp, expiration: expiration))
    }

    /// Signs the orders of a body that has some.
    private func sign(_ question: inout Question, path: Substring) {
        guard ["POST", "PUT"].contains(question.method), Self.signed.contains(where: path.hasPrefix),
            let trader, let body = try? JSONValue.parse(question.body)
        else { return }
        let signed: JSONValue
        switch body {
        case .object(let order): signed = .object(trader.signing(order, at: door.now))
        case .array(let orders):
            signed = .array(
                orders.map { order in
                    order.objectValue.map { .object(trader.signing($0, at: door.now)) } ?? order
                })
        default: return
        }
        question.body = signed.serialized()
    }
}

// MARK: - Variables

extension TranscriptRunner {
    /// The text with the values of its variables. Braces of JSON are not followed by a letter.
    ///
    /// - Parameter isWanted: which variables; the others are left as they stand.
    func filled(_ text: String, _ isWanted: (Substring) -> Bool = { _ in true }) throws -> String {
        var output = ""
        var rest = text[...]
        while let character = rest.first {
            rest.removeFirst()
            guard character == "{", rest.first?.isLetter == true else {
                output.append(character)
                continue
            }
            let name = rest.prefix { $0 != "}" }
            rest = rest.dropFirst(name.count + 1)
            output += isWanted(name) ? try value(of: name) : "{\(name)}"
        }
        return output
    }

    private func value(of name: Substring) throws -> String {
        if let value = variables[String(name)] { return value }
        let word = name.prefix { $0.isLetter }
        guard ["now", "seconds"].contains(word) else { throw TranscriptError("{\(name)} is not bound yet") }
        let unit: Int64 = word == "now" ? 1 : 1000
        let offset = name.dropFirst(word.count)
        guard let sign = offset.first else { return String(door.now / unit) }
        guard let length = Duration.milliseconds(offset.dropFirst()) else {
            throw TranscriptError("{\(name)}: expected for example {now-5s}")
        }
        return String((door.now + (sign == "-" ? -length : length)) / unit)
    }
}

extension Question {
    func value(of name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// Adds a field unless it is there.
    fileprivate mutating func add(_ name: String, _ value: String) {
        if self.value(of: name) == nil { headers.append((name, value)) }
    }
}

import Wire

extension TranscriptRunner {
    mutating func run(_ message: Transcript.Message) throws {
        guard message.isSent else { return try expect(message.text) }
        // Whoever the socket is named after, whatever number follows.
        let name = socket.prefix(while: \.isLetter)
        if message.text.contains("{\(name).token}") {
            variables[name + ".token"] = try token(of: String(name))
        }
        let text = try filled(message.text)
        try door.send(signed(text, by: Self.trader(String(name))), over: socket)
    }

    private mutating func expect(_ text: String) throws {
        guard text.contains(where: { !$0.isWhitespace }) else { return try expectNoMessage(over: socket) }
        guard let got = try door.receive(from: socket) else {
            throw TranscriptError("\(socket) got no message")
        }
        do {
            guard let json = try? JSONValue.parse(got) else { throw TranscriptError("not JSON") }
            let expected = try filled(text) { $0.hasPrefix("now") || $0.hasPrefix("seconds") }
            try Pattern(expected).match(json, &variables)
        } catch {
            throw TranscriptError("\(error)\n\(socket) got: \(got)")
        }
    }

    mutating func expectNoMessage(over socket: String) throws {
        guard let more = try door.receive(from: socket) else { return }
        throw TranscriptError("\(socket) got a message that was not expected: \(more)")
    }

    /// Signs what the parameters of `order.create`, `order.create_batch` and `order.modify` ask for.
    private func signed(_ text: String, by trader: Trader?) -> String {
        let methods = ["order.create", "order.create_batch", "order.modify"]
        guard let trader, case .object(let request)? = try? JSONValue.parse(text),
            let method = request["method"]?.stringValue, methods.contains(method)
        else { return text }
        let members = request.members.map { member in
            member.key == "params"
                ? JSONObject.Member(key: member.key, value: signed(member.value, by: trader)) : member
        }
        return JSONValue.object(JSONObject(members)).text
    }

    private func signed(_ params: JSONValue, by trader: Trader) -> JSONValue {
        switch params {
        case .array(let orders): return .array(orders.map { signed($0, by: trader) })
        case .object(let object):
            guard let orders = object["orders"] else { return .object(trader.signing(object, at: door.now)) }
            return .object(JSONObject([.init(key: "orders", value: signed(orders, by: trader))]))
        default: return params
        }
    }
}

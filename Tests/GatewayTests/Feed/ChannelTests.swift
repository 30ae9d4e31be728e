import Support
import Testing
import Wire

/// Which names of channels are known, and what is said of the others.
@Suite struct ChannelTests {
    /// What a socket is told when it subscribes: "ok", or the refusal's `data`.
    private func subscribe(_ name: String, isLoggedIn: Bool = true) throws -> String {
        var door = GatewayDoor()
        try door.open("alice")
        if isLoggedIn { try door.logIn(.alice, over: "alice") }
        try door.send(#"{"method":"subscribe","params":{"channel":"\#(name)"},"id":1}"#, over: "alice")
        let reply = try door.takeMessages(of: "alice")[0]
        guard let error = reply["error"] else {
            #expect(reply["result"]?["channel"] == .string(name))
            return "ok"
        }
        return "\(error["code"]?.numberValue?.text ?? "") \(error["data"]?.stringValue ?? "")"
    }

    private static let accepted = [
        "bbo.BTC-USD-PERP", "bbo.ALL", "bbo.BTC-USD-PERP.interactive", "bbo.interactive.BTC-USD-PERP",
        "bbo.BTC-USD-PERP@interactive", "trades.BTC-USD-PERP", "trades.ALL", "markets_summary",
        "markets_summary.BTC-USD-PERP", "markets_summary.ALL", "funding_data", "funding_data.BTC-USD-PERP",
        "funding_data.ALL", "funding_rate_comparison.ALL@500ms", "funding_rate_comparison.ALL@1000ms",
        "markets", "markets.ETH-USD-PERP", "order_book.BTC-USD-PERP.deltas",
        "order_book.BTC-USD-PERP.interactive_deltas", "order_book.BTC-USD-PERP.deltas@15@50ms",
        "order_book.BTC-USD-PERP.deltas@15@100ms@0_1", "order_book.BTC-USD-PERP.snapshot@15@50ms",
        "order_book.BTC-USD-PERP.snapshot@15@100ms@100", "order_book.BTC-USD-PERP.interactive@15@50ms",
        "order_book.BTC-USD-PERP.interactive@15@100ms", "order_book.BTC-USD-PERP.interactive@15@200ms",
        "order_book.BTC-USD-PERP.interactive@15@400ms@0_0000001",
    ]

    private static let privateNames = [
        "orders.ALL", "orders.BTC-USD-PERP", "fills.ALL", "fills.BTC-USD-PERP", "positions", "account",
        "balance_events", "funding_payments.ALL", "funding_payments.SOL-USD-PERP", "transaction",
        "transfers", "tradebusts", "rfq", "rfq.1", "block_trades", "mmp",
    ]

    @Test("a documented or observed name is accepted and echoed", arguments: accepted)
    func accepts(_ name: String) throws {
        #expect(try subscribe(name, isLoggedIn: false) == "ok")
    }

    @Test("what is an account's is for whoever logged in", arguments: privateNames)
    func privateChannels(_ name: String) throws {
        #expect(try subscribe(name) == "ok")
        #expect(try subscribe(name, isLoggedIn: false).hasPrefix("40300 "))
    }

    @Test(
        "another name is refused in the observed words",
        arguments: [
            "", ".", "bbo", "bbo.", "bbo.all", "bbo.DOGE-USD-PERP", "bbo.DOGE-USD-PERP.interactive", "trades",
            "orders", "fills", "positions.ALL", "account.ALL", "funding_payments", "markets.ALL",
            "order_book", "order_book.BTC-USD-PERP", "order_book.BTC-USD-PERP.", "order_book.ALL.deltas",
            "order_book.BTC-USD-PERP.snapshot", "order_book.BTC-USD-PERP.snapshot@15",
            "order_book.BTC-USD-PERP.snapshot@20@50ms", "order_book.BTC-USD-PERP.snapshot@15@200ms",
            "order_book.BTC-USD-PERP.deltas@15@200ms", "order_book.BTC-USD-PERP.interactive@15@500ms",
            "order_book.BTC-USD-PERP.snapshot@15@50ms@0.1", "order_book.BTC-USD-PERP.snapshot@15@50ms@3",
            "order_book.BTC-USD-PERP.snapshot@15@50ms@1@1", "funding_rate_comparison.ALL",
            "funding_rate_comparison.ALL@100ms", "transaction.1",
        ])
    func refuses(_ name: String) throws {
        let refusal = try subscribe(name)
        #expect(refusal == (name.isEmpty ? "-32602 channel: is required." : "-32600 invalid channel"))
    }

    @Test("every change of the interactive book is told without parameters")
    func interactiveDeltas() throws {
        #expect(
            try subscribe("order_book.BTC-USD-PERP.interactive_deltas@15@50ms")
                == "-32600 no parameters expected for interactive_deltas topic.")
    }
}

extension GatewayDoor {
    /// Authenticates a socket; the reply is taken.
    mutating func logIn(_ trader: Trader, over socket: String) throws {
        let headers = trader.loginHeaders(seconds: now / 1000)
        let answer = try ask(Question("POST", "/v1/auth", headers: headers))
        let token = answer.json["jwt_token"]?.stringValue ?? ""
        try send(#"{"method":"auth","params":{"bearer":"\#(token)"},"id":0}"#, over: socket)
        let reply = try takeMessages(of: socket)
        guard reply.count == 1, reply[0]["result"] != nil else {
            throw TranscriptError("\(socket) cannot log in")
        }
    }
}

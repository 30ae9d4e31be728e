import Exchange
import Gateway
import Support
import Testing
import Wire

@Suite struct FeedTests {
    private static let order = """
        "market":"BTC-USD-PERP","side":"BUY","type":"LIMIT","size":"0.1","price":"63000","signature":"[]"
        """

    private func door() -> GatewayDoor {
        var configuration = Configuration()
        configuration.signatures = .off
        return GatewayDoor(configuration)
    }

    private func place(over socket: String, _ door: inout GatewayDoor) throws {
        let params = "{\(Self.order),\"signature_timestamp\":\(door.now)}"
        try door.send(#"{"method":"order.create","params":\#(params),"id":1}"#, over: socket)
    }

    @Test("a message is made once for all who subscribed, and every one of them gets it")
    func sharing() throws {
        var door = door()
        for number in 0..<50 {
            try door.open("watcher\(number)")
            try door.send(
                #"{"method":"subscribe","params":{"channel":"bbo.ALL"},"id":1}"#, over: "watcher\(number)")
        }
        try door.open("alice")
        try door.logIn(.alice, over: "alice")
        let before = door.messageCount
        try place(over: "alice", &door)
        #expect(door.messageCount == before + 2)
        for number in 0..<50 {
            #expect(try door.takeMessages(of: "watcher\(number)").count == 2)
        }
    }

    @Test("nothing is told, and no timer set, while nobody has subscribed")
    func silence() throws {
        var door = door()
        let deadline = door.gateway.nextDeadline
        try door.open("alice")
        try door.logIn(.alice, over: "alice")
        try place(over: "alice", &door)
        #expect(try door.takeMessages(of: "alice").count == 1)
        #expect(door.gateway.nextDeadline == deadline || deadline == nil)
    }

    @Test("after the reply to unsubscribe, and after the socket has ended, nothing more is told")
    func ending() throws {
        var door = door()
        let names = ["bbo.ALL", "order_book.BTC-USD-PERP.deltas", "markets_summary", "orders.ALL", "account"]
        for socket in ["alice", "alice2"] {
            try door.open(socket)
            try door.logIn(.alice, over: socket)
            for name in names {
                try door.send(#"{"method":"subscribe","params":{"channel":"\#(name)"}}"#, over: socket)
            }
        }
        #expect(door.gateway.nextDeadline != nil)
        for name in names {
            try door.send(#"{"method":"unsubscribe","params":{"channel":"\#(name)"}}"#, over: "alice")
        }
        _ = try door.takeMessages(of: "alice")
        try door.close("alice2")
        let before = door.messageCount
        try place(over: "alice", &door)
        door.wait(milliseconds: 20_000)
        #expect(door.messageCount == before + 1)
    }

    @Test("a feed is due when its interval is over, and only if the book has changed")
    func deadlines() throws {
        var door = door()
        try door.open("alice")
        try door.logIn(.alice, over: "alice")
        try place(over: "alice", &door)
        let before = door.gateway.nextDeadline
        try door.send(
            #"{"method":"subscribe","params":{"channel":"order_book.BTC-USD-PERP.snapshot@15@100ms"}}"#,
            over: "alice")
        #expect(door.gateway.nextDeadline == before)
        try place(over: "alice", &door)
        #expect(door.gateway.nextDeadline == Timestamp(milliseconds: door.now + 100))
    }

    @Test("orders over a socket count with the account's others")
    func rateLimit() throws {
        var configuration = Configuration()
        configuration.rateLimits = .documented(times: 1)
        var door = GatewayDoor(configuration)
        try door.open("alice")
        try door.logIn(.alice, over: "alice")
        for _ in 0...800 { try door.send(#"{"method":"order.cancel_all","id":1}"#, over: "alice") }
        let replies = try door.takeMessages(of: "alice")
        #expect(replies.count { $0["result"] != nil } == 800)
        #expect(replies.last?["error"]?["code"]?.numberValue?.text == "42901")
        try door.send(#"{"method":"subscribe","params":{"channel":"bbo.ALL"},"id":1}"#, over: "alice")
        #expect(try door.takeMessages(of: "alice").last?["result"] != nil)
    }

    @Test("an exchange that is watched goes through the same as one that is not")
    func leavesNoTrace() throws {
        var (watched, other) = (door(), door())
        try watched.open("watcher")
        for name in ["bbo.ALL", "order_book.BTC-USD-PERP.deltas", "trades.ALL", "markets_summary"] {
            try watched.send(#"{"method":"subscribe","params":{"channel":"\#(name)"}}"#, over: "watcher")
        }
        for _ in 0..<5 {
            try Self.trade(.alice, &watched)
            try Self.trade(.alice, &other)
            watched.wait(milliseconds: 700)
            other.wait(milliseconds: 700)
        }
        #expect(watched.commands == other.commands)
        #expect(watched.gateway.exchange == other.gateway.exchange)
        #expect(watched.gateway.exchange.digest == other.gateway.exchange.digest)
    }

    private static func trade(_ trader: Trader, _ door: inout GatewayDoor) throws {
        let headers = trader.loginHeaders(seconds: door.now / 1000)
        let login = try door.ask(Question("POST", "/v1/auth", headers: headers))
        let token = login.json["jwt_token"]?.stringValue
        let body = Array("{\(order),\"signature_timestamp\":\(door.now)}".utf8)
        let bearer = [(name: "Authorization", value: "Bearer \(token ?? "")")]
        #expect(try door.ask(Question("POST", "/v1/orders", headers: bearer, body: body)).status == 201)
    }
}

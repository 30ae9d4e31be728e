import Randomness
import Support
import Testing
import Wire

@Suite struct SocketRequestTests {
    /// The text of the reply to one message.
    private func reply(to text: String) throws -> String? {
        var door = GatewayDoor()
        try door.open("alice")
        try door.send(text, over: "alice")
        let reply = try door.receive(from: "alice")
        #expect(try door.receive(from: "alice") == nil)
        return reply
    }

    @Test(
        "an id is echoed byte for byte",
        arguments: [
            "0", "1", "-7", "9007199254740993", "1791427988273356", "18446744073709551616", "1.50", "1e3",
            #""""#, #""1""#, #""é \"""#,
        ])
    func echoesIDs(_ id: String) throws {
        let text = try reply(to: #"{"id":\#(id),"method":"subscribe","params":{"channel":"bbo.ALL"}}"#)
        #expect(text?.hasPrefix(#"{"jsonrpc":"2.0","id":\#(id),"result":{"#) == true)
    }

    @Test("a reply is one line with its members in the real exchange's order and none that is null")
    func form() throws {
        let text = try reply(to: #"{"id":1,"method":"subscribe","params":{"channel":"bbo.ALL"}}"#)
        #expect(
            text == #"{"jsonrpc":"2.0","id":1,"result":{"channel":"bbo.ALL"},"usIn":1763700000000000,"#
                + #""usDiff":0,"usOut":1763700000000000}"# + "\n")
        let refusal = try reply(to: #"{"id":1,"method":"auth","params":{"bearer":"a.b.c"}}"#)
        #expect(
            refusal == #"{"jsonrpc":"2.0","id":1,"error":{"code":40111,"message":"invalid bearer token"},"#
                + #""usIn":1763700000000000,"usDiff":0,"usOut":1763700000000000}"# + "\n")
    }

    @Test("a binary message cannot be read")
    func binary() throws {
        var door = GatewayDoor()
        try door.open("alice")
        try door.sendBinary(over: "alice")
        let reply = try door.takeMessages(of: "alice")
        #expect(reply.count == 1)
        #expect(reply[0]["error"]?["code"]?.numberValue?.text == "-32700")
        #expect(reply[0]["id"]?.numberValue?.text == "0")
    }

    @Test("whatever a socket sends is answered, once", arguments: [1, 2, 3, 4])
    func survives(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var door = GatewayDoor()
        try door.open("alice")
        try door.logIn(.alice, over: "alice")
        for _ in 0..<300 {
            try door.send(bytes: Self.text(using: &random), over: "alice")
            let messages = try door.takeMessages(of: "alice")
            let replies = messages.filter { $0["id"] != nil }
            #expect(replies.count == 1, "seed \(seed)")
            #expect((replies[0]["result"] == nil) != (replies[0]["error"] == nil))
            #expect(messages.allSatisfy { $0["id"] == nil || $0["params"] == nil })
            door.wait(milliseconds: 20)
        }
    }

    private static let texts = [
        #"{"method":"auth","params":{"bearer":"a.b.c"},"id":1}"#,
        #"{"method":"subscribe","params":{"channel":"order_book.BTC-USD-PERP.snapshot@15@50ms"},"id":"x"}"#,
        #"{"method":"subscribe","params":{"channel":"markets_summary","markets":["BTC-USD-PERP"]}}"#,
        #"{"method":"modify_subscription","params":{"channel":"markets_summary","add":[],"remove":[""]}}"#,
        #"{"method":"unsubscribe","params":{"channel":"orders.ALL"},"id":null}"#,
        #"{"method":"order.create","params":{"market":"BTC-USD-PERP","side":"BUY","type":"LIMIT"},"id":2}"#,
        #"{"method":"order.create_batch","params":[{"market":"BTC-USD-PERP"},7],"id":3}"#,
        #"{"method":"order.modify","params":{"id":"1","market":"BTC-USD-PERP"},"id":4}"#,
        #"{"method":"order.cancel","params":{"id":"1763700000000201700000010000"},"id":5}"#,
        #"{"method":"order.cancel_batch","params":{"order_ids":["1","2"]},"id":6}"#,
        #"{"method":"order.cancel_all","params":{"market":"BTC-USD-PERP"},"id":7}"#,
        #"{"method":"order.cancel_on_disconnect","params":{"enabled":true},"id":8}"#,
    ]

    /// One of the texts, as it is or with some bytes changed.
    private static func text(using random: inout SeededRandom) -> [UInt8] {
        var bytes = Array(texts[Int.random(in: 0..<texts.count, using: &random)].utf8)
        for _ in 0..<Int.random(in: 0...3, using: &random) {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            bytes[place] = UInt8.random(in: 32...126, using: &random)
        }
        return bytes
    }
}

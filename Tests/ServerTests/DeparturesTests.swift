import Foundation
import Gateway
import Server
import Store
import Support
import Testing
import Wire

/// What a turn has to say leaves when it is stored; with `--durability full`, when the disk has it.
@Suite struct DeparturesTests {
    private static func order(_ side: String) -> String {
        #"{"market":"BTC-USD-PERP","side":"\#(side)","type":"LIMIT","size":"0.1","price":"63000"}"#
    }

    /// Runs `body` with a server whose replies wait for the disk, and the path of its database. Returns why the
    /// server failed, if it did by itself.
    private func withServer(
        _ durability: Durability = .full, mayFail: Bool = false,
        _ body: (LiveServer, _ path: String) throws -> Void
    ) throws -> String? {
        var failure: String?
        try withDatabasePath { path in
            let server = try LiveServer {
                $0.location = .file(path)
                $0.durability = durability
                $0.signatures = .off
            }
            let outcome = Result { try body(server, path) }
            failure = mayFail ? server.waitForEnd() : try server.stop()
            try outcome.get()
        }
        return failure
    }

    /// Orders of one account in one packet, as a client sends them who does not wait for replies.
    private func pipeline(
        _ count: Int, _ side: String, _ token: String, to server: LiveServer
    ) throws -> Client {
        let client = try Client(port: server.port)
        let now = Int64(Date().timeIntervalSince1970 * 1000)
        var text = ""
        for number in 0..<count {
            let body =
                Self.order(side).dropLast()
                + #","client_id":"\#(number)","signature":"x","signature_timestamp":\#(now)}"#
            text += "POST /v1/orders HTTP/1.1\r\nHost: localhost\r\nAuthorization: \(token)\r\n"
            text += "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
        }
        try client.send(text)
        return client
    }

    private func token(_ door: inout SocketDoor, of trader: Trader = .alice) throws -> String {
        let headers = trader.loginHeaders(seconds: door.now / 1000)
        let login = try door.ask(Question("POST", "/v1/auth", headers: headers))
        return try #require(login.json["jwt_token"]?.stringValue)
    }

    @Test("replies to a pipeline leave in order, those of later turns too")
    func pipelined() throws {
        let failure = try withServer { server, _ in
            var door = try SocketDoor(port: server.port)
            let client = try pipeline(100, "BUY", try token(&door), to: server)
            for number in 0..<100 {
                let answer = try client.readResponse()
                #expect(answer.status == 201)
                #expect(answer.json["client_id"] == .string("\(number)"))
            }
        }
        #expect(failure == nil)
    }

    @Test("sockets are told of a trade, and it is there after a restart")
    func told() throws {
        let failure = try withServer { server, _ in
            let socket = try WebSocketClient(port: server.port)
            let channel = #"{"channel":"trades.BTC-USD-PERP"}"#
            try socket.send(text: #"{"jsonrpc":"2.0","method":"subscribe","id":1,"params":\#(channel)}"#)
            #expect(String(decoding: try socket.read().payload, as: UTF8.self).contains(#""id":1"#))
            var door = try SocketDoor(port: server.port)
            #expect(try door.ask("POST", "/v1/orders", Self.order("BUY"), as: .alice).status == 201)
            #expect(try door.ask("POST", "/v1/orders", Self.order("SELL"), as: .bob).status == 201)
            #expect(String(decoding: try socket.read().payload, as: UTF8.self).contains(#""price":"63000""#))
        }
        #expect(failure == nil)
    }

    @Test(
        "sockets are told of all trades in their order, however many turns brought them",
        arguments: Durability.allCases)
    func manyTurns(_ durability: Durability) throws {
        let failure = try withServer(durability) { server, _ in
            let sockets = try (0..<3).map { _ in try WebSocketClient(port: server.port) }
            for socket in sockets {
                let channel = #"{"channel":"trades.BTC-USD-PERP"}"#
                try socket.send(text: #"{"jsonrpc":"2.0","method":"subscribe","id":1,"params":\#(channel)}"#)
                _ = try socket.read()
            }
            var door = try SocketDoor(port: server.port)
            let clients = [
                try pipeline(150, "BUY", try token(&door, of: .alice), to: server),
                try pipeline(150, "SELL", try token(&door, of: .bob), to: server),
            ]
            for client in clients {
                for _ in 0..<150 { #expect(try client.readResponse().status == 201) }
            }
            for socket in sockets {
                var ids: [String] = []
                for _ in 0..<150 {
                    let message = try JSONValue.parse(socket.read().payload)
                    ids.append(message["params"]?["data"]?["id"]?.stringValue ?? "")
                }
                #expect(ids == ids.sorted() && Set(ids).count == 150)
            }
        }
        #expect(failure == nil)
    }

    @Test("when the disk does not take the log, nothing is acknowledged and the server stops with the reason")
    func failing() throws {
        let failure = try withServer(mayFail: true) { server, path in
            var door = try SocketDoor(port: server.port)
            #expect(try door.ask("POST", "/v1/orders", Self.order("BUY"), as: .alice).status == 201)
            let token = try token(&door)
            try FileManager.default.removeItem(atPath: path + "-wal")
            let text = String(decoding: try pipeline(50, "BUY", token, to: server).readToEnd(), as: UTF8.self)
            #expect(text.contains("HTTP/1.1 503 "))
            #expect(!text.contains("HTTP/1.1 201 "))
        }
        #expect(failure?.contains("cannot be brought to the disk") == true)
    }
}

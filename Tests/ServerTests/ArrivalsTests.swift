import Foundation
import Gateway
import Support
import Testing
import Wire

/// What many connections ask in the same turn.
@Suite struct ArrivalsTests {
    /// Sends while the server does nothing, so that it finds everything in one turn.
    private func inOneTurn(of server: LiveServer, _ send: () throws -> Void) throws {
        let (isHeld, isSent) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        Thread.detachNewThread {
            server.perform { _ in
                isHeld.signal()
                isSent.wait()
            }
        }
        isHeld.wait()
        defer { isSent.signal() }
        try send()
    }

    private func withServer(_ body: (LiveServer) throws -> Void) throws {
        let server = try LiveServer(isSteered: true)
        let outcome = Result { try body(server) }
        #expect(try server.stop() == nil)
        try outcome.get()
    }

    private func token(_ trader: Trader, key: String? = nil, _ door: inout SocketDoor) throws -> String {
        let path = key.map { "/v1/auth/\($0)" } ?? "/v1/auth"
        let login = try door.ask(
            Question("POST", path, headers: trader.loginHeaders(seconds: door.now / 1000)))
        let token = try #require(login.json["jwt_token"]?.stringValue)
        // Only a token that was used before is known ahead.
        #expect(
            try door.ask(Question("GET", "/v1/orders", headers: [("Authorization", token)])).status == 200)
        return token
    }

    private func order(_ clientID: String, by trader: Trader, _ door: SocketDoor) throws -> String {
        let order =
            #"{"market":"BTC-USD-PERP","side":"BUY","type":"LIMIT","size":"0.1","price":"63000","#
            + #""client_id":"\#(clientID)"}"#
        let object = try #require(try JSONValue.parse(order).objectValue)
        return JSONValue.object(trader.signing(object, at: door.now)).text
    }

    private func create(_ body: String, _ token: String) -> Question {
        Question("POST", "/v1/orders", headers: [("Authorization", token)], body: Array(body.utf8))
    }

    @Test("of many connections' pipelines each reply is in its place, whatever order is signed wrong")
    func pipelines() throws {
        try withServer { server in
            var door = try SocketDoor(port: server.port)
            let traders = Trader.seeded.prefix(4)
            let tokens = try traders.map { try token($0, &door) }
            let clients = try (0..<24).map { _ in try Client(port: server.port) }
            // Of every five orders one has another's signature.
            let isWrong = { (client: Int, place: Int) in (client + place) % 5 == 0 }
            let orders = try clients.indices.map { client in
                try (0..<3).map { place in
                    let trader = (client + (isWrong(client, place) ? 1 : 0)) % 4
                    let body = try order("\(client)-\(place)", by: traders[trader], door)
                    return create(body, tokens[client % 4])
                }
            }
            try inOneTurn(of: server) {
                for (client, orders) in zip(clients, orders) {
                    for order in orders { try client.send(order) }
                }
            }
            var ids: [String] = []
            for (number, client) in clients.enumerated() {
                for place in 0..<3 {
                    let answer = try client.readResponse()
                    guard !isWrong(number, place) else {
                        #expect(answer.json["error"] == .string("INVALID_ORDER_SIGNATURE"))
                        continue
                    }
                    #expect(answer.status == 201, "\(answer.text)")
                    #expect(answer.json["client_id"] == .string("\(number)-\(place)"))
                    ids.append(answer.json["id"]?.stringValue ?? "")
                }
            }
            #expect(ids == ids.sorted(), "connections are served in the order in which they sent")
        }
    }

    @Test("a key that a request of the same turn revokes signs nothing behind it")
    func revoked() throws {
        try withServer { server in
            var door = try SocketDoor(port: server.port)
            let robot = Trader(Trader.alice.account, subkey: Trader.newcomer.account)
            let key = Trader.newcomer.account.publicKey
            let owner = try token(.alice, &door)
            let subkey = Question(
                "POST", "/v1/account/subkeys", headers: [("Authorization", owner)],
                body: Array(#"{"public_key":"\#(key)"}"#.utf8))
            #expect(try door.ask(subkey).status == 201)
            let token = try token(robot, key: key, &door)
            let clients = try (0..<5).map { _ in try Client(port: server.port) }
            let orders = try (0..<4).map { create(try order("\($0)", by: robot, door), token) }
            let revocation = Question(
                "DELETE", "/v1/account/subkeys/\(key)", headers: [("Authorization", owner)])
            let questions = orders[..<2] + [revocation] + orders[2...]
            try inOneTurn(of: server) {
                for (client, question) in zip(clients, questions) { try client.send(question) }
            }
            #expect(try clients.map { try $0.readResponse().status } == [201, 201, 200, 401, 401])
        }
    }

    @Test("what is sent together with the end of sending is answered, and then the connection ends")
    func halfClosed() throws {
        try withServer { server in
            let clients = try (0..<3).map { _ in try Client(port: server.port) }
            try inOneTurn(of: server) {
                for client in clients {
                    try client.send("GET /v1/system/state HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    client.finishSending()
                }
            }
            for client in clients {
                #expect(try client.readResponse().status == 200)
                #expect(client.isAtEnd)
            }
        }
    }
}

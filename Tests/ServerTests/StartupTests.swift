import Foundation
import Server
import Store
import Support
import Testing
import Wire

/// What a database keeps, and which ones a server does not start with.
@Suite struct StartupTests {
    private static let order =
        #"{"market":"BTC-USD-PERP","side":"BUY","type":"LIMIT","size":"0.1","price":"63000"}"#

    /// Runs `body` with a client of a server on this database.
    private func withServer(
        _ path: String, _ configure: (inout ServerOptions) -> Void = { _ in },
        _ body: (inout SocketDoor) throws -> Void
    ) throws {
        let server = try LiveServer {
            $0.location = .file(path)
            configure(&$0)
        }
        let outcome = Result {
            var door = try SocketDoor(port: server.port)
            try body(&door)
        }
        #expect(try server.stop() == nil)
        try outcome.get()
    }

    @Test("orders, trades and tokens survive a restart", arguments: Durability.allCases)
    func restart(_ durability: Durability) throws {
        try withDatabasePath { path in
            var before: [JSONValue] = []
            var token = ""
            try withServer(path, { $0.durability = durability }) { door in
                let first = try door.ask("POST", "/v1/orders", Self.order, as: .alice)
                #expect(first.status == 201)
                let second = try door.ask("POST", "/v1/orders", Self.order, as: .alice)
                let id = try #require(second.json["id"]?.stringValue)
                #expect(try door.ask("DELETE", "/v1/orders/\(id)", as: .alice).status == 204)
                let sell = Self.order.replacingOccurrences(of: "BUY", with: "SELL")
                    .replacingOccurrences(of: "0.1", with: "0.04")
                #expect(try door.ask("POST", "/v1/orders", sell, as: .bob).status == 201)
                before = try Self.state(&door)
                let headers = Trader.alice.loginHeaders(seconds: door.now / 1000)
                token =
                    try door.ask(Question("POST", "/v1/auth", headers: headers)).json["jwt_token"]?
                    .stringValue ?? ""
            }
            #expect(before.first?["results"]?.arrayValue?.first?["remaining_size"] == .string("0.06"))
            try withServer(
                path,
                {
                    $0.accounts = nil; $0.seed = nil
                }
            ) { door in
                #expect(try Self.state(&door) == before)
                let question = Question("GET", "/v1/orders", headers: [("Authorization", token)])
                #expect(try door.ask(question).status == 200)
                let third = try door.ask("POST", "/v1/orders", Self.order, as: .alice)
                let ids = before[1]["results"]?.arrayValue?.compactMap { $0["id"]?.stringValue } ?? []
                let id = try #require(third.json["id"]?.stringValue)
                #expect(ids.count == 2 && !ids.contains(id))
            }
        }
    }

    /// What a client can see of the exchange, without the time of the reading.
    private static func state(_ door: inout SocketDoor) throws -> [JSONValue] {
        let answers = [
            try door.ask("GET", "/v1/orders", as: .alice),
            try door.ask("GET", "/v1/orders-history", as: .alice),
            try door.ask("GET", "/v1/orders-history", as: .bob),
            try door.ask(Question("GET", "/v1/orderbook/BTC-USD-PERP")),
        ]
        return answers.map { without("published_at", $0.json) }
    }

    private static func without(_ name: String, _ value: JSONValue) -> JSONValue {
        switch value {
        case .array(let elements): .array(elements.map { without(name, $0) })
        case .object(let object):
            .object(
                JSONObject(
                    object.members.filter { $0.key != name }.map {
                        .init(key: $0.key, value: without(name, $0.value))
                    }))
        default: value
        }
    }

    @Test(
        "a database that was made with other flags is refused with what it was made with",
        arguments: [
            ("--seed 0, not 1", { @Sendable in $0.seed = 1 }),
            ("--accounts 4, not 5", { @Sendable in $0.accounts = 5 }),
            ("--balance 1000000, not 5", { @Sendable in $0.balance = "5" }),
            ("--chain-id PRIVATE_SN_POTC_SEPOLIA, not OTHER", { @Sendable in $0.chainID = "OTHER" }),
        ] as [(String, @Sendable (inout ServerOptions) -> Void)])
    func otherFlags(_ expected: String, _ change: @Sendable (inout ServerOptions) -> Void) throws {
        try withDatabasePath { path in
            try withServer(path) { _ in }
            let error = #expect(throws: LiveServer.StartFailure.self) {
                try LiveServer {
                    $0.location = .file(path)
                    change(&$0)
                }
            }
            #expect(
                error?.description.contains("\(path) was made with \(expected)") == true, "\(error as Any)")
            try withServer(path, { $0.balance = "1000000.00" }) { door in
                let answer = try door.ask(Question("GET", "/v1/system/state"))
                #expect(answer.status == 200)
            }
        }
    }

    @Test("other markets than the database was made with are refused, the same ones are not")
    func otherMarkets() throws {
        try withDatabasePath { path in
            try withServer(path) { _ in }
            let same = Fixtures.root.appending(path: "markets.json")
            try withServer(path, { $0.marketsFile = same.path }) { _ in }
            let other = URL(filePath: path + ".json")
            let text = try String(contentsOf: same, encoding: .utf8)
            try text.replacingOccurrences(of: "\"0.1\"", with: "\"0.2\"")
                .write(to: other, atomically: false, encoding: .utf8)
            let error = #expect(throws: LiveServer.StartFailure.self) {
                try LiveServer {
                    $0.location = .file(path)
                    $0.marketsFile = other.path
                }
            }
            #expect(error?.description.contains("was made with other markets") == true, "\(error as Any)")
        }
    }

    @Test(
        "a markets file that cannot be used is named with the reason",
        arguments: [("{}", "expected an object"), ("x", "not JSON")])
    func badMarkets(_ text: String, _ reason: String) throws {
        try withDatabasePath { path in
            try text.write(to: URL(filePath: path + ".json"), atomically: false, encoding: .utf8)
            let error = #expect(throws: LiveServer.StartFailure.self) {
                try LiveServer { $0.marketsFile = path + ".json" }
            }
            #expect(error?.description.contains("\(path).json: \(reason)") == true, "\(error as Any)")
            let missing = #expect(throws: LiveServer.StartFailure.self) {
                try LiveServer { $0.marketsFile = path + ".none" }
            }
            #expect(missing?.description.contains(path + ".none") == true, "\(missing as Any)")
        }
    }

    @Test("a database belongs to one server at a time")
    func lock() throws {
        try withDatabasePath { path in
            try withServer(path) { door in
                let error = #expect(throws: LiveServer.StartFailure.self) {
                    try LiveServer { $0.location = .file(path) }
                }
                #expect(
                    error?.description.contains("\(path) is in use by another process") == true,
                    "\(error as Any)")
                let answer = try door.ask(Question("GET", "/v1/system/state"))
                #expect(answer.status == 200)
            }
            try withServer(path) { _ in }
        }
    }

    @Test("a file that is no database of ours is left alone")
    func foreignFile() throws {
        try withDatabasePath { path in
            let text = String(repeating: "This is somebody's letter, not a database. ", count: 100)
            try text.write(to: URL(filePath: path), atomically: false, encoding: .utf8)
            let error = #expect(throws: LiveServer.StartFailure.self) {
                try LiveServer { $0.location = .file(path) }
            }
            #expect(error?.description.contains(path) == true, "\(error as Any)")
            #expect(try String(contentsOf: URL(filePath: path), encoding: .utf8) == text)
        }
    }

    @Test("a folder that does not exist is named")
    func missingFolder() {
        let error = #expect(throws: LiveServer.StartFailure.self) {
            try LiveServer { $0.location = .file("/nowhere/at/all.db") }
        }
        #expect(error?.description.contains("/nowhere/at/all.db") == true, "\(error as Any)")
    }
}

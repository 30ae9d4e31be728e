import CSQLite
import Foundation
import Gateway
import Server
import Store
import Support
import Testing
import Wire

/// No reply leaves before what it says is stored.
@Suite struct CommitTests {
    private static let order =
        #"{"market":"BTC-USD-PERP","side":"BUY","type":"LIMIT","size":"0.1","price":"63000"}"#

    /// Runs SQL on a database that a server has open, as a person with the sqlite3 shell could.
    private static func execute(_ sql: String, on path: String) throws {
        var database: OpaquePointer?
        defer { sqlite3_close_v2(database) }
        guard sqlite3_open_v2(path, &database, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK,
            sqlite3_exec(database, sql, nil, nil, nil) == SQLITE_OK
        else { throw ClientError(String(cString: sqlite3_errmsg(database))) }
    }

    /// A journal that takes nothing more, like a full disk.
    private static let fullDisk = """
        CREATE TRIGGER full BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'the disk is full'); END
        """

    @Test("when an order cannot be stored the answer is 503, and the server stops with the reason")
    func storeFails() throws {
        try withDatabasePath { path in
            let server = try LiveServer { $0.location = .file(path) }
            var door = try SocketDoor(port: server.port)
            #expect(try door.ask("POST", "/v1/orders", Self.order, as: .alice).status == 201)
            try Self.execute(Self.fullDisk, on: path)

            let answer = try door.ask("POST", "/v1/orders", Self.order, as: .alice)
            #expect(answer.status == 503)
            #expect(answer.json["error"] == .string("SERVICE_UNAVAILABLE"))
            #expect(answer["Connection"] == "close")
            #expect(server.waitForEnd()?.contains("the disk is full") == true)

            try Self.execute("DROP TRIGGER full", on: path)
            let again = try LiveServer { $0.location = .file(path) }
            var reopened = try SocketDoor(port: again.port)
            let orders = try reopened.ask("GET", "/v1/orders-history", as: .alice).json["results"]?.arrayValue
            #expect(orders?.count == 1, "the order that was refused with 503 does not exist")
            #expect(try again.stop() == nil)
        }
    }

    @Test("of a pipeline with an order that cannot be stored, nothing is acknowledged")
    func pipelineFails() throws {
        try withDatabasePath { path in
            let server = try LiveServer {
                $0.location = .file(path)
                $0.signatures = .off
            }
            var door = try SocketDoor(port: server.port)
            let headers = Trader.alice.loginHeaders(seconds: door.now / 1000)
            let token =
                try door.ask(Question("POST", "/v1/auth", headers: headers)).json["jwt_token"]?.stringValue
                ?? ""
            try Self.execute(Self.fullDisk, on: path)
            let body = Self.order.dropLast() + #","signature":"x","signature_timestamp":\#(door.now)}"#
            let request =
                "POST /v1/orders HTTP/1.1\r\nHost: localhost\r\nAuthorization: \(token)\r\n"
                + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
            let client = try Client(port: server.port)
            try client.send(String(repeating: request, count: 50))
            let text = String(decoding: client.readToEnd(), as: UTF8.self)
            #expect(text.contains("HTTP/1.1 503 "))
            #expect(!text.contains("HTTP/1.1 201 "))
            #expect(server.waitForEnd() != nil)
        }
    }
}

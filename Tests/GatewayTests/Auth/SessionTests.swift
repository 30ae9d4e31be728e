import Exchange
import Support
import Testing
import Wire

@testable import Gateway

@Suite struct SessionTests {
    private static let subkey = Trader.newcomer.account.publicKey
    private static let order =
        #"{"market":"BTC-USD-PERP","side":"BUY","type":"LIMIT","size":"0.1","price":"63000"}"#

    private var owner: Tester

    init() throws {
        owner = try Tester(.alice)
        let added = try owner.ask(
            "POST", "/v1/account/subkeys", #"{"name":"robot","public_key":"\#(Self.subkey)"}"#)
        #expect(added.status == 201)
    }

    private mutating func login(_ trader: Trader, key: String) throws -> Answered {
        let headers = trader.loginHeaders(seconds: owner.door.now / 1000)
        return try owner.door.ask(Question("POST", "/v1/auth/\(key)", headers: headers))
    }

    private mutating func ask(
        _ token: String, _ method: String, _ target: String, _ body: String = ""
    ) throws -> Answered {
        let headers = [(name: "Authorization", value: "Bearer \(token)")]
        return try owner.door.ask(Question(method, target, headers: headers, body: Array(body.utf8)))
    }

    private func signed(_ trader: Trader) throws -> String {
        guard case .object(let order) = try JSONValue.parse(Self.order) else { return "" }
        return JSONValue.object(trader.signing(order, at: owner.door.now)).text
    }

    @Test("a subkey logs in for its account, reads, and trades with its own signature")
    mutating func trades() throws {
        let answer = try login(.robot, key: Self.subkey)
        let token = try #require(answer.json["jwt_token"]?.stringValue)
        let account = try ask(token, "GET", "/v1/account")
        #expect(account.json["account"]?.stringValue == Trader.alice.account.address)
        #expect(try ask(token, "POST", "/v1/orders", signed(.robot)).status == 201)
        #expect(try ask(token, "DELETE", "/v1/orders").status == 200)
        let leverage = #"{"leverage":5,"margin_type":"CROSS"}"#
        #expect(try ask(token, "POST", "/v1/account/margin/BTC-USD-PERP", leverage).status == 200)
    }

    @Test("an order is signed with the key that logged in and with no other")
    mutating func signatures() throws {
        let answer = try login(.robot, key: Self.subkey)
        let token = try #require(answer.json["jwt_token"]?.stringValue)
        let refused = try ask(token, "POST", "/v1/orders", signed(.alice))
        #expect(refused.status == 400)
        #expect(refused.json["error"]?.stringValue == "INVALID_ORDER_SIGNATURE")
        #expect(refused.json["message"]?.stringValue?.contains(Self.subkey) == true)
        let ownerRefused = try owner.ask("POST", "/v1/orders", signed(.robot))
        #expect(ownerRefused.json["error"]?.stringValue == "INVALID_ORDER_SIGNATURE")
        #expect(try owner.place(Self.order).status == 201)
    }

    @Test("a login is signed with the key in the path")
    mutating func logins() throws {
        #expect(try login(.alice, key: Self.subkey).status == 401)
        #expect(try login(.robot, key: Trader.alice.account.publicKey).status == 401)
        #expect(try login(.alice, key: Trader.alice.account.publicKey).status == 200)
    }

    @Test(
        "a subkey manages neither keys nor tokens nor settings",
        arguments: [
            ("POST", "/v1/account/subkeys"), ("DELETE", "/v1/account/subkeys/0x1"),
            ("POST", "/v1/account/tokens"), ("DELETE", "/v1/account/tokens/x"),
            ("PUT", "/v1/account/profile"), ("POST", "/v1/account/profile/username"),
            ("POST", "/v1/account/settings/trading_value_display"),
        ])
    mutating func scope(_ method: String, _ path: String) throws {
        let answer = try login(.robot, key: Self.subkey)
        let token = try #require(answer.json["jwt_token"]?.stringValue)
        let refused = try ask(token, method, path, "{}")
        #expect(refused.status == 403)
        #expect(refused.json["error"]?.stringValue == "INVALID_TOKEN_SCOPE")
        #expect(refused.json["message"]?.stringValue?.contains("\(method) \(path)") == true)
    }

    @Test("what a session may not do counts as a request of its account")
    mutating func refusalCounts() throws {
        let token = try longLived("read_only", seconds: 60)
        let before = try ask(token, "GET", "/v1/account")["X-RateLimit-Remaining"].flatMap { Int($0) }
        let refused = try ask(token, "PUT", "/v1/account/profile", "{}")
        #expect(refused.status == 403)
        #expect(refused["X-RateLimit-Remaining"].flatMap { Int($0) } == before.map { $0 - 1 })
    }

    @Test("revoking a subkey ends its sessions and its logins")
    mutating func revoked() throws {
        let answer = try login(.robot, key: Self.subkey)
        let token = try #require(answer.json["jwt_token"]?.stringValue)
        #expect(try ask(token, "GET", "/v1/account").status == 200)
        #expect(try owner.ask("DELETE", "/v1/account/subkeys/\(Self.subkey)").status == 200)
        let refused = try ask(token, "GET", "/v1/account")
        #expect(refused.status == 401)
        #expect(
            refused.json["message"]?.stringValue
                == "invalid bearer jwt: the subkey \(Self.subkey) that logged in was revoked")
        let again = try login(.robot, key: Self.subkey)
        #expect(again.status == 400)
        #expect(again.json["error"]?.stringValue == "INVALID_SUBKEY")
    }

    private mutating func longLived(_ kind: String, seconds: Int) throws -> String {
        let answer = try owner.ask(
            "POST", "/v1/account/tokens", #"{"token_type":"\#(kind)","expiry_duration":\#(seconds)}"#)
        return try #require(answer.json["token"]?.stringValue)
    }

    @Test("a long-lived token outlives a login and ends when it was to end")
    mutating func expiry() throws {
        let token = try longLived("read_only", seconds: 3600)
        owner.door.wait(milliseconds: 3_599_000)
        #expect(try owner.ask("GET", "/v1/account").status == 401)
        #expect(try ask(token, "GET", "/v1/account").status == 200)
        owner.door.wait(milliseconds: 1000)
        let refused = try ask(token, "GET", "/v1/account")
        #expect(refused.status == 401)
        #expect(
            refused.json["message"]?.stringValue == "invalid bearer jwt: token is expired by 0s")
    }

    @Test("a long-lived token works after a restart, and is not in the journal")
    mutating func restart() throws {
        let token = try longLived("trading", seconds: 3600)
        let journal = owner.door.commands
        let now = Timestamp(milliseconds: owner.door.now)
        var restarted = GatewayDoor().gateway
        for command in journal { try restarted.carryOut(command, at: now) }
        let request = try HTTPRequest(
            method: "GET", target: "/v1/account",
            headers: HTTPHeaders([(name: "Authorization", value: "Bearer \(token)")]), body: [])
        guard case .response(let response) = restarted.respond(to: request, from: "127.0.0.1", at: now) else {
            return
        }
        #expect(response.status == 200)
        let signature = try #require(token.split(separator: ".").last)
        #expect(!String(describing: journal).contains(signature))
        #expect(String(describing: journal).contains("tokenAdded"))
    }

    @Test("a token that claims an id which the account does not have lets nobody in")
    mutating func unknownID() throws {
        let alice = owner.door.gateway.exchange.account(AccountID(index: 0))
        let now = Timestamp(milliseconds: owner.door.now)
        let token = AccessToken(
            id: "none", name: "", kind: "trading", expiresAt: now.advanced(by: 60_000))
        let text = owner.door.gateway.tokens.issue(token, of: alice, at: now)
        #expect(try ask(text, "GET", "/v1/account").status == 401)
    }
}

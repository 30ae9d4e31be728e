import Exchange
import Support
import Testing
import Wire

@testable import Gateway

/// Requests of one turn, whose signatures are checked before the first of them is answered.
@Suite struct SignaturesAheadTests {
    private static let subkey = Trader.newcomer.account.publicKey
    private static let buy =
        #""market":"BTC-USD-PERP","side":"BUY","type":"LIMIT","size":"0.1","price":"63000""#

    /// An exchange with an order of alice's, and those who have tokens that were used before.
    private struct Scene {
        var door: GatewayDoor
        var alice = ""
        var bob = ""
        var robot = ""
        var order = ""

        init(_ policy: SignaturePolicy = .strict) throws {
            var configuration = Configuration()
            configuration.signatures = policy
            door = GatewayDoor(configuration)
            alice = try login(.alice)
            bob = try login(.bob)
            _ = try ask("POST", "/v1/account/subkeys", alice, #"{"public_key":"\#(subkey)"}"#)
            robot = try login(.robot, path: "/v1/auth/\(subkey)")
            order = try place("{\(buy)}", .alice, alice).json["id"]?.stringValue ?? ""
        }

        private mutating func login(_ trader: Trader, path: String = "/v1/auth") throws -> String {
            let headers = trader.loginHeaders(seconds: door.now / 1000)
            let token = try door.ask(Question("POST", path, headers: headers)).json["jwt_token"]?.stringValue
            #expect(try ask("GET", "/v1/orders", token ?? "").status == 200)
            return token ?? ""
        }

        private mutating func ask(
            _ method: String, _ path: String, _ token: String, _ body: String = ""
        ) throws -> Answered {
            try door.ask(SignaturesAheadTests.question(method, path, token, body))
        }

        private mutating func place(_ body: String, _ trader: Trader, _ token: String) throws -> Answered {
            try ask("POST", "/v1/orders", token, signed(body, trader))
        }

        /// `price` is what is signed in the place of the order's own.
        func signed(
            _ body: String, _ trader: Trader = .alice, over price: String? = nil
        ) throws -> String {
            let order = try #require(try JSONValue.parse(body).objectValue)
            let signature = price.map { trader.signature(of: order, over: $0, at: door.now) }
            let member = signature.map { JSONObject.Member(key: "signature", value: .string($0)) }
            let signed = trader.signing(JSONObject(order.members + (member.map { [$0] } ?? [])), at: door.now)
            return JSONValue.object(signed).text
        }
    }

    private static func question(
        _ method: String, _ path: String, _ token: String, _ body: String = ""
    ) -> Question {
        Question(method, path, headers: [("Authorization", "Bearer \(token)")], body: Array(body.utf8))
    }

    /// Requests of all kinds, right and wrong, and how many signatures of theirs can be looked at ahead.
    private static func turn(_ scene: Scene) throws -> (questions: [Question], signatures: Int) {
        let order = "{\(buy)}"
        let wrong = #"{\#(buy),"signature":"[\"0x1\",\"0x2\"]"}"#
        let stop = #"{\#(buy.replacing("LIMIT", with: "STOP_MARKET")),"trigger_price":"65000"}"#
        let modified = #"{\#(buy.replacing("0.1", with: "0.2")),"id":"\#(scene.order)"}"#
        let algo =
            #"{"algo_type":"TWAP","market":"BTC-USD-PERP","side":"SELL","type":"MARKET","size":"1","#
            + #""duration_seconds":60}"#
        let (alice, bob) = (scene.alice, scene.bob)
        let post = { (path: String, token: String, body: String) in question("POST", path, token, body) }
        let table: [(question: Question, signatures: Int)] = [
            (post("/v1/orders", alice, try scene.signed(order)), 1),
            (post("/v1/orders", alice, try scene.signed(wrong)), 1),
            (post("/v1/orders", alice, try scene.signed(order, .bob)), 1),
            (post("/v1/orders", bob, try scene.signed(order, .bob)), 1),
            (post("/v1/orders", alice, try scene.signed(#"{\#(buy),"signature":"no"}"#)), 0),
            (post("/v1/orders", alice, try scene.signed(#"{\#(buy),"client_id":1}"#)), 0),
            (post("/v1/orders", alice, "{"), 0), (post("/v1/orders", "x", try scene.signed(order)), 0),
            (post("/v1/orders", alice, try scene.signed(stop)), 1),
            (post("/v1/orders", alice, try scene.signed(stop, over: "63000")), 1),
            (question("GET", "/v1/orders", alice), 0),
            (question("PUT", "/v1/orders/\(scene.order)", alice, try scene.signed(modified)), 1),
            (question("PUT", "/v1/orders/\(scene.order)", bob, try scene.signed(modified, .bob)), 1),
            (post("/v1/algo/orders", alice, try scene.signed(algo)), 1),
            (post("/v1/orders/batch", alice, "[\(try scene.signed(order)),\(try scene.signed(wrong))]"), 2),
            (post("/v1/orders/batch", bob, "[\(try scene.signed(order, .bob))]"), 1),
            (post("/v1/orders/batch", bob, "[]"), 0),
            (question("DELETE", "/v1/account/subkeys/\(subkey)", alice), 0),
            (post("/v1/orders", scene.robot, try scene.signed(order, .robot)), 1),
        ]
        return (table.map(\.question), table.map(\.signatures).reduce(0, +))
    }

    @Test("answers are what they are one by one", arguments: SignaturePolicy.allCases)
    func same(_ policy: SignaturePolicy) throws {
        var (alone, together) = (try Scene(policy), try Scene(policy))
        let (questions, signatures) = try Self.turn(alone)
        var count = 0
        let expected = try questions.map { try alone.door.ask($0) }
        let answers = try together.door.ask(together: questions) {
            count = $0.count
            return $0.results()
        }
        #expect(answers.map(\.status) == expected.map(\.status))
        #expect(answers.map(\.text) == expected.map(\.text))
        #expect(together.door.commands.count == alone.door.commands.count)
        #expect(together.door.gateway.exchange.digest == alone.door.gateway.exchange.digest)
        #expect(together.door.warnings == alone.door.warnings)
        #expect(count == (policy == .off ? 0 : signatures))
        let statuses = [
            201, 400, 400, 201, 400, 400, 400, 401, 201, 201, 200, 200, 400, 201, 400, 201, 400, 200, 401,
        ]
        #expect(policy != .strict || answers.map(\.status) == statuses, "\(answers.map(\.status))")
    }

    @Test("looking at requests changes nothing")
    func purity() throws {
        let scene = try Scene()
        var gateway = scene.door.gateway
        let (questions, signatures) = try Self.turn(scene)
        let requests = try questions.map {
            try HTTPRequest(
                method: $0.method, target: $0.target, headers: HTTPHeaders($0.headers), body: $0.body)
        }
        #expect(gateway.signatureChecks(in: requests).count == signatures)
        #expect(gateway.exchange.digest == scene.door.gateway.exchange.digest)
        #expect(gateway.output.isEmpty)
    }

    @Test("what was found out counts until it is forgotten")
    func found() throws {
        var scene = try Scene()
        let bodies = try [1, 2].map { try scene.signed(#"{\#(Self.buy),"client_id":"\#($0)"}"#) }
        let changed = try scene.signed("{\(Self.buy.replacing("63000", with: "62000"))}", .bob)
        let orders = (bodies + [changed]).map { Self.question("POST", "/v1/orders", scene.alice, $0) }
        let lie = try scene.door.ask(together: orders) { $0.results().map { !$0 } }
        #expect(lie.map(\.status) == [400, 400, 201])
        #expect(lie[0].json["error"] == .string("INVALID_ORDER_SIGNATURE"))
        #expect(try orders.map { try scene.door.ask($0).status } == [201, 201, 400])
    }

    @Test("a request that comes alone is not looked at ahead, unless it is a batch")
    func alone() throws {
        var scene = try Scene()
        let order = try scene.signed("{\(Self.buy)}")
        for (path, body, count) in [("/v1/orders", order, 0), ("/v1/orders/batch", "[\(order)]", 1)] {
            let questions = [
                Self.question("GET", "/v1/orders", scene.alice),
                Self.question("POST", path, scene.alice, body),
            ]
            var checked = -1
            _ = try scene.door.ask(together: questions) {
                checked = $0.count
                return $0.results()
            }
            #expect(checked == count)
        }
    }

    @Test("parts of the checks have the results of all in their order", arguments: 1...7)
    func parts(_ count: Int) throws {
        var scene = try Scene()
        let questions = try Self.turn(scene).questions
        var results: [Bool] = []
        _ = try scene.door.ask(together: questions) { checks in
            results = checks.parts(count).flatMap { checks.results(of: $0) }
            #expect(checks.parts(count).count == count)
            return checks.results()
        }
        var whole: [Bool] = []
        _ = try scene.door.ask(together: questions) {
            whole = $0.results()
            return whole
        }
        #expect(results == whole && whole.contains(true) && whole.contains(false))
    }

    @Test("an account may be opened, log in and trade in one turn")
    func newAccount() throws {
        // The token of another exchange with the same secret: the account is not there yet.
        var (other, door) = (GatewayDoor(), GatewayDoor())
        let newcomer = Trader.newcomer
        let onboarding = Question(
            "POST", "/v1/onboarding",
            headers: [
                ("PARADEX-ETHEREUM-ACCOUNT", "0x0"), ("PARADEX-STARKNET-ACCOUNT", newcomer.account.address),
                ("PARADEX-STARKNET-SIGNATURE", newcomer.onboardingSignature()),
            ], body: Array(#"{"public_key":"\#(newcomer.account.publicKey)"}"#.utf8))
        let login = Question(
            "POST", "/v1/auth", headers: newcomer.loginHeaders(seconds: door.now / 1000))
        #expect(try other.ask(onboarding).status == 200)
        let token = try other.ask(login).json["jwt_token"]?.stringValue ?? ""
        let object = try #require(try JSONValue.parse("{\(Self.buy)}").objectValue)
        let order = JSONValue.object(newcomer.signing(object, at: door.now)).text
        let orders = (0..<2).map { _ in Self.question("POST", "/v1/orders", token, order) }
        #expect(
            try door.ask(together: orders + [onboarding, login] + orders).map(\.status)
                == [401, 401, 200, 200, 201, 201])
    }
}

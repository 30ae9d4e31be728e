import Exchange
import StarkCurve
import Support
import Testing
import Wire

@testable import Gateway

@Suite struct SignatureCheckerTests {
    private static let order =
        #"{"market":"BTC-USD-PERP","side":"BUY","type":"LIMIT","size":"0.1","price":"63000""#
    private static let wrong = order + #","signature":"[\"0x1\",\"0x2\"]"}"#
    private static let right = order + "}"

    private static func tester(_ policy: SignaturePolicy, chainID: String? = nil) throws -> Tester {
        var configuration = Configuration()
        configuration.signatures = policy
        if let chainID { configuration.chainID = chainID }
        return try Tester(configuration: configuration)
    }

    @Test(
        "a wrong signature is refused, let pass with a warning, or not looked at",
        arguments: [(.strict, 400, 0), (.warn, 201, 1), (.off, 201, 0)] as [(SignaturePolicy, Int, Int)])
    func policies(_ policy: SignaturePolicy, _ status: Int, _ warnings: Int) throws {
        var tester = try Self.tester(policy)
        #expect(try tester.place(Self.wrong).status == status)
        #expect(tester.door.warnings.count == warnings)
        #expect(try tester.place(Self.right).status == 201)
        #expect(tester.door.warnings.count == warnings, "a right signature is nothing to warn about")
    }

    @Test("a signature must be there under every policy", arguments: SignaturePolicy.allCases)
    func missing(_ policy: SignaturePolicy) throws {
        var tester = try Self.tester(policy)
        #expect(try tester.place(Self.order + #","signature":""}"#).status == 400)
    }

    @Test(
        "a wrong login is refused, let pass with a warning, or not looked at",
        arguments: [(.strict, 401, 0), (.warn, 200, 1), (.off, 200, 0)] as [(SignaturePolicy, Int, Int)])
    func logins(_ policy: SignaturePolicy, _ status: Int, _ warnings: Int) throws {
        var tester = try Self.tester(policy)
        var headers = Trader.alice.loginHeaders(seconds: tester.door.now / 1000)
        headers[1].value = #"["0x1","0x2"]"#
        #expect(try tester.door.ask(Question("POST", "/v1/auth", headers: headers)).status == status)
        #expect(tester.door.warnings.count == warnings)
    }

    @Test(
        "onboarding with a wrong signature or address follows the policy",
        arguments: [(.strict, 401, 400), (.warn, 200, 200), (.off, 200, 200)] as [(SignaturePolicy, Int, Int)]
    )
    func onboarding(_ policy: SignaturePolicy, _ signatureStatus: Int, _ addressStatus: Int) throws {
        let newcomer = Trader.newcomer.account
        for (address, status) in [(newcomer.address, signatureStatus), ("0x1234", addressStatus)] {
            var tester = try Self.tester(policy)
            let question = Question(
                "POST", "/v1/onboarding",
                headers: [
                    ("PARADEX-ETHEREUM-ACCOUNT", "0x0"), ("PARADEX-STARKNET-ACCOUNT", address),
                    ("PARADEX-STARKNET-SIGNATURE", #"["0x1","0x2"]"#),
                ], body: Array(#"{"public_key":"\#(newcomer.publicKey)"}"#.utf8))
            #expect(try tester.door.ask(question).status == status)
            #expect(tester.door.warnings.count == (policy == .warn ? 1 : 0))
        }
    }

    @Test("an address keeps the key that it was opened with")
    func reopening() throws {
        var tester = try Self.tester(.off)
        let question = Question(
            "POST", "/v1/onboarding",
            headers: [
                ("PARADEX-ETHEREUM-ACCOUNT", "0x0"), ("PARADEX-STARKNET-ACCOUNT", Trader.bob.account.address),
            ], body: Array(#"{"public_key":"\#(Trader.alice.account.publicKey)"}"#.utf8))
        let answer = try tester.door.ask(question)
        #expect(answer.status == 400)
        #expect(answer.json["error"] == .string("REQUEST_NOT_ALLOWED"))
    }

    @Test("a signature for another chain is wrong, and the message names the chain")
    func otherChain() throws {
        var configuration = Configuration()
        configuration.chainID = "PRIVATE_SN_PARACLEAR_MAINNET"
        var door = GatewayDoor(configuration)
        let headers = Trader.alice.loginHeaders(seconds: door.now / 1000)
        let answer = try door.ask(Question("POST", "/v1/auth", headers: headers))
        #expect(answer.status == 401)
        #expect(answer.json["message"]?.stringValue?.contains("PRIVATE_SN_PARACLEAR_MAINNET") == true)

        let local = Trader(Trader.alice.account, chainID: "PRIVATE_SN_PARACLEAR_MAINNET")
        var tester = try Tester(local, configuration: configuration)
        #expect(try tester.place(Self.right).status == 201)
    }

    @Test(
        "what is signed cannot be changed afterwards",
        arguments: [
            ("market", "ETH-USD-PERP"), ("side", "SELL"), ("type", "MARKET"), ("size", "0.2"),
            ("price", "63001"),
        ])
    func tampering(_ name: String, _ value: String) throws {
        var tester = try Self.tester(.strict)
        guard case .object(let object) = try JSONValue.parse(Self.right) else { return }
        let signed = Trader.alice.signing(object, at: tester.door.now)
        let members = signed.members.map { $0.key == name ? .init(key: name, value: .string(value)) : $0 }
        let answer = try tester.ask("POST", "/v1/orders", JSONValue.object(JSONObject(members)).text)
        #expect(answer.status == 400)
        #expect(answer.json["error"] == .string("INVALID_ORDER_SIGNATURE"))
    }

    @Test("a refusal says what the signature was to be over, in the units that are hashed, and the hash")
    func refusal() throws {
        var tester = try Self.tester(.strict)
        let time = tester.door.now
        let answer = try tester.ask("POST", "/v1/orders", Self.signed(Self.right, over: "63001", at: time))
        let message = try #require(answer.json["message"]?.stringValue)
        let domain = try #require(SigningDomain(chainID: "PRIVATE_SN_POTC_SEPOLIA"))
        let address = try #require(FieldElement(hex: Trader.alice.account.address))
        let hash = SigningAccount(address: address, domain: domain).orderHash(
            SignedOrder(
                timestamp: UInt64(time), market: "BTC-USD-PERP", side: .buy, orderType: "LIMIT",
                size: 10_000_000,
                price: 6_300_000_000_000))
        #expect(
            message.hasSuffix(
                "expected it over timestamp \(time), market BTC-USD-PERP, side 1, orderType LIMIT, "
                    + "size 10000000, price 6300000000000, hash \(hash?.hex ?? "")"),
            "\(message)")
    }

    @Test("a batch is refused if one of its orders is signed wrong, whichever", arguments: [nil, 0, 1, 2])
    func batch(_ wrong: Int?) throws {
        var tester = try Self.tester(.strict)
        let orders = try (0..<3).map { index in
            guard case .object(let object) = try JSONValue.parse(Self.right) else { return JSONValue.null }
            let signed = Trader.alice.signing(object, at: tester.door.now + Int64(index))
            guard index == wrong else { return .object(signed) }
            let size = JSONObject.Member(key: "size", value: .string("0.2"))
            return .object(JSONObject(signed.members.map { $0.key == "size" ? size : $0 }))
        }
        let answer = try tester.ask("POST", "/v1/orders/batch", JSONValue.array(orders).text)
        #expect(answer.status == (wrong == nil ? 201 : 400))
        guard let wrong else { return }
        #expect(answer.json["error"] == .string("INVALID_ORDER_SIGNATURE"))
        #expect(answer.json["message"]?.stringValue?.contains("orders[\(wrong)]") == true)
    }

    /// A body with the signature that belongs to the body with another price.
    private static func signed(_ body: String, over price: String, at milliseconds: Int64) throws -> String {
        guard case .object(let object) = try JSONValue.parse(body) else { return "" }
        let signature = Trader.alice.signature(of: object, over: price, at: milliseconds)
        let members: [JSONObject.Member] = [
            .init(key: "signature", value: .string(signature)),
            .init(key: "signature_timestamp", value: .number(JSONNumber(milliseconds))),
        ]
        return JSONValue.object(JSONObject(object.members + members)).text
    }

    @Test(
        "the signature of a conditional order without a limit may be over 0 or over the price that was sent",
        arguments: [
            ("STOP_MARKET", "65100", "0", 201), ("STOP_MARKET", "65100", "65100", 201),
            ("STOP_MARKET", "65100", "65200", 400), ("STOP_MARKET", "0", "0", 201),
            ("STOP_MARKET", "0", "65100", 400), ("TAKE_PROFIT_MARKET", "65100", "65100", 201),
            ("STOP_LOSS_MARKET", "65100", "65100", 201), ("STOP_LOSS_MARKET", "65100", "0", 201),
            ("MARKET", "65100", "0", 201), ("MARKET", "65100", "65100", 400),
            ("STOP_LIMIT", "65100", "65100", 201), ("STOP_LIMIT", "65100", "0", 400),
        ])
    func signedPrice(_ type: String, _ price: String, _ signedPrice: String, _ status: Int) throws {
        var tester = try Self.tester(.strict)
        let body =
            #"{"market":"BTC-USD-PERP","side":"BUY","type":"\#(type)","size":"0.1","#
            + #""price":"\#(price)","trigger_price":"65000","flags":["REDUCE_ONLY"]}"#
        let answer = try tester.ask(
            "POST", "/v1/orders", Self.signed(body, over: signedPrice, at: tester.door.now))
        #expect(answer.status == status, "\(answer.text)")
        #expect(status == 201 || answer.json["error"] == .string("INVALID_ORDER_SIGNATURE"))
    }

    @Test("so may the signature of its modification", arguments: [("0", 200), ("65100", 200), ("7", 400)])
    func signedModification(_ signedPrice: String, _ status: Int) throws {
        var tester = try Self.tester(.strict)
        let order = #""market":"BTC-USD-PERP","side":"BUY","type":"STOP_MARKET","trigger_price":"65000""#
        let id = try tester.place(#"{"size":"0.1",\#(order)}"#).json["id"]?.stringValue ?? ""
        let body = #"{"id":"\#(id)","size":"0.2","price":"65100",\#(order)}"#
        let answer = try tester.ask(
            "PUT", "/v1/orders/\(id)", Self.signed(body, over: signedPrice, at: tester.door.now))
        #expect(answer.status == status, "\(answer.text)")
    }

    @Test("one trader's signature is not another's")
    func otherTrader() throws {
        var tester = try Self.tester(.strict)
        guard case .object(let object) = try JSONValue.parse(Self.right) else { return }
        let signed = Trader.bob.signing(object, at: tester.door.now)
        let answer = try tester.ask("POST", "/v1/orders", JSONValue.object(signed).text)
        #expect(answer.json["error"] == .string("INVALID_ORDER_SIGNATURE"))
    }
}

import Support
import Testing
import Wire

@testable import Gateway

@Suite struct AccountsTests {
    @Test("an account has at most 25 sub-accounts")
    func limit() throws {
        var tester = try Tester()
        let body = #"{"parent":"\#(Trader.alice.account.address)"}"#
        for _ in 0..<25 { #expect(try tester.ask("POST", "/_mock/accounts", body).status == 201) }
        let refused = try tester.ask("POST", "/_mock/accounts", body)
        #expect(refused.status == 400)
        #expect(refused.json["error"]?.stringValue == "SUBACCOUNTS_LIMIT_EXCEEDED")
        let listed = try tester.ask("GET", "/v1/account/subaccounts")
        #expect(listed.json["results"]?.arrayValue?.count == 25)
        #expect(try tester.ask("POST", "/_mock/accounts").status == 201)
    }

    @Test("the keys follow from the seed and the number of accounts")
    func keys() throws {
        for seed: UInt64 in [0, 7] {
            var configuration = Configuration()
            configuration.seed = seed
            var door = GatewayDoor(configuration)
            for index in 10...12 {
                let answer = try door.ask(Question("POST", "/_mock/accounts"))
                let expected = SeededAccount(seed: seed, index: index)
                #expect(answer.json["private_key"]?.stringValue == expected.privateKey)
                #expect(answer.json["public_key"]?.stringValue == expected.publicKey)
                #expect(answer.json["address"]?.stringValue == expected.address)
                #expect(answer.json["l1_address"]?.stringValue == expected.l1Address)
            }
        }
    }

    @Test("a seeded account that is open already is passed over")
    func taken() throws {
        var door = GatewayDoor()
        let eleventh = SeededAccount(seed: 0, index: 11)
        let own = Array(#"{"private_key":"\#(eleventh.privateKey)"}"#.utf8)
        #expect(try door.ask(Question("POST", "/_mock/accounts", body: own)).status == 201)
        let answer = try door.ask(Question("POST", "/_mock/accounts"))
        #expect(answer.json["address"]?.stringValue == SeededAccount(seed: 0, index: 12).address)
    }

    @Test("a sub-account logs in and trades with its own key")
    func trades() throws {
        var tester = try Tester()
        let body = #"{"parent":"\#(Trader.alice.account.address)"}"#
        #expect(try tester.ask("POST", "/_mock/accounts", body).status == 201)
        let sub = Trader(SeededAccount(seed: 0, index: 10))
        let headers = sub.loginHeaders(seconds: tester.door.now / 1000)
        let answer = try tester.door.ask(Question("POST", "/v1/auth", headers: headers))
        #expect(answer.status == 200)
    }
}

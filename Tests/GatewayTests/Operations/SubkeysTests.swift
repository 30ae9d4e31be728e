import Support
import Testing
import Wire

@testable import Gateway

@Suite struct SubkeysTests {
    @Test("an account has at most 100 subkeys; those that were revoked do not count")
    func limit() throws {
        var tester = try Tester()
        let keys = (2000...2100).map { SeededAccount(seed: 0, index: $0).publicKey }
        for key in keys.dropLast() {
            let answer = try tester.ask("POST", "/v1/account/subkeys", #"{"public_key":"\#(key)"}"#)
            #expect(answer.status == 201)
        }
        let last = #"{"public_key":"\#(keys[100])"}"#
        let refused = try tester.ask("POST", "/v1/account/subkeys", last)
        #expect(refused.status == 400)
        #expect(refused.json["error"]?.stringValue == "INVALID_SUBKEY")
        #expect(try tester.ask("DELETE", "/v1/account/subkeys/\(keys[0])").status == 200)
        #expect(try tester.ask("POST", "/v1/account/subkeys", last).status == 201)
    }
}

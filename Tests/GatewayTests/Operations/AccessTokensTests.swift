import Support
import Testing
import Wire

@testable import Gateway

@Suite struct AccessTokensTests {
    private static let form = #"{"name":"x","token_type":"trading","expiry_duration":60}"#

    @Test("an account has at most 100 usable tokens; those that ended do not count")
    func limit() throws {
        var tester = try Tester()
        var ids: Set<String> = []
        for _ in 0..<Gateway.tokensMaximum {
            let answer = try tester.ask("POST", "/v1/account/tokens", Self.form)
            ids.insert(answer.json["api_token"]?["lookup_id"]?.stringValue ?? "")
        }
        #expect(ids.count == 100)
        let refused = try tester.ask("POST", "/v1/account/tokens", Self.form)
        #expect(refused.status == 400)
        #expect(refused.json["error"]?.stringValue == "TOKEN_LIMIT_REACHED")
        tester.door.wait(milliseconds: 60_000)
        let ended = try tester.ask("GET", "/v1/account/tokens")
        #expect(ended.json["results"]?.arrayValue?.isEmpty == true)
        let all = try tester.ask("GET", "/v1/account/tokens?with_invalid=true")
        #expect(all.json["results"]?.arrayValue?.count == 100)
        #expect(try tester.ask("POST", "/v1/account/tokens", Self.form).status == 200)
    }

    @Test("times are nanoseconds, and the token says the same in seconds")
    func times() throws {
        var tester = try Tester()
        let answer = try tester.ask("POST", "/v1/account/tokens", Self.form)
        let token = answer.json["api_token"]
        let now = tester.door.now
        #expect(token?["created_at"]?.numberValue?.int64 == now * 1_000_000)
        #expect(token?["expiry_at"]?.numberValue?.int64 == (now + 60_000) * 1_000_000)
        let parts = answer.json["token"]?.stringValue?.split(separator: ".") ?? []
        let claims = try JSONValue.parse(try #require(Base64.decode(parts[1])))
        #expect(claims["exp"]?.numberValue?.int64 == now / 1000 + 60)
        #expect(claims["jti"]?.stringValue == token?["lookup_id"]?.stringValue)
    }
}

import Testing

@testable import Gateway

@Suite struct RateLimitPolicyTests {
    @Test(
        "a policy is read from a word and written as one",
        arguments: [
            ("off", .off, "off"), ("documented", .documented(times: 1), "documented"),
            ("x1", .documented(times: 1), "documented"), ("x10", .documented(times: 10), "x10"),
            ("x1000000", .documented(times: 1_000_000), "x1000000"),
        ] as [(String, RateLimitPolicy, String)])
    func read(_ text: String, _ policy: RateLimitPolicy, _ written: String) {
        #expect(RateLimitPolicy(rawValue: text) == policy)
        #expect(policy.rawValue == written)
    }

    @Test(
        "other words are not policies",
        arguments: ["", "on", "Off", "x", "x0", "x-1", "x+1", "x1.5", "10", "10x", "X10", "x1000001", "x ١"])
    func refuse(_ text: String) {
        #expect(RateLimitPolicy(rawValue: text) == nil)
    }
}

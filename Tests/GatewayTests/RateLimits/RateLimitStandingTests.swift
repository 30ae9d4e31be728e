import Exchange
import Testing
import Wire

@testable import Gateway

@Suite struct RateLimitStandingTests {
    private static let start: Int64 = 1_763_700_000_001

    private func bucket(_ limit: RateLimit, taking count: Int) -> TokenBucket {
        var bucket = TokenBucket(limit, at: Timestamp(milliseconds: Self.start))
        for _ in 0..<count { bucket.take() }
        return bucket
    }

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test("the fields say limit, rest, the second at which it is full again, and window")
    func fields() {
        let standing = RateLimitStanding(bucket(.perMinute(600), taking: 11))
        #expect(
            text(standing.fields.fieldLines)
                == "X-RateLimit-Limit: 600\r\nX-RateLimit-Remaining: 589\r\n"
                + "X-RateLimit-Reset: 1763700002\r\nX-RateLimit-Window: 60\r\n")
        #expect(standing.refusal == nil)
    }

    @Test(
        "the reset is rounded up to a second",
        arguments: [(1, 1_763_700_001), (9, 1_763_700_001), (10, 1_763_700_002), (600, 1_763_700_061)])
    func reset(_ count: Int, _ second: Int64) {
        // Full after 100 ms for each token; the start is one millisecond past the second.
        #expect(RateLimitStanding(bucket(.perMinute(600), taking: count)).resetsAt == second)
    }

    @Test(
        "a refusal has status 429, its own body, and seconds to wait, at least 1",
        arguments: [(1, 1), (999, 1), (1000, 1), (1001, 2), (60_000, 60)] as [(Int64, Int64)])
    func refusal(_ wait: Int64, _ seconds: Int64) throws {
        let standing = RateLimitStanding(bucket(.perMinute(600), taking: 600), wait: wait)
        let refusal = try #require(standing.refusal)
        #expect(refusal.status == 429)
        #expect(text(refusal.body) == #"{"message":"rate limit exceeded"}"#)
        #expect(
            text(refusal.rateLimit?.fieldLines ?? [])
                == text(standing.fields.fieldLines) + "Retry-After: \(seconds)\r\n")
    }
}

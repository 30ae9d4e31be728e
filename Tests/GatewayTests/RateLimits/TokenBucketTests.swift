import Exchange
import Randomness
import Testing

@testable import Gateway

@Suite struct TokenBucketTests {
    private static let start: Int64 = 1_763_700_000_000

    private func bucket(_ limit: RateLimit) -> TokenBucket {
        TokenBucket(limit, at: Timestamp(milliseconds: Self.start))
    }

    /// An empty bucket, left at the start.
    private func empty(_ limit: RateLimit) -> TokenBucket {
        var bucket = bucket(limit)
        for _ in 0..<limit.requests { bucket.take() }
        return bucket
    }

    @Test("a new bucket is full and gives as many tokens as its limit has requests")
    func full() {
        var bucket = bucket(.perMinute(600))
        #expect(bucket.isFull && bucket.tokens == 600 && bucket.millisecondsToToken == 0)
        for left in (0..<600).reversed() {
            bucket.take()
            #expect(bucket.tokens == Int64(left))
            #expect(bucket.fullAt.milliseconds == Self.start + Int64(600 - left) * 100)
        }
        #expect(!bucket.isFull && bucket.millisecondsToToken == 100)
    }

    @Test(
        "the first token comes back after one interval and no millisecond earlier",
        arguments: [
            (.perMinute(1500), 40), (.perMinute(600), 100), (.perSecond(120), 9), (.perSecond(800), 2),
            (.perMinute(17250), 4), (.perSecond(1), 1000), (.perMinute(1), 60_000), (.perSecond(1000), 1),
        ] as [(RateLimit, Int64)])
    func interval(_ limit: RateLimit, _ milliseconds: Int64) {
        var bucket = empty(limit)
        #expect(bucket.millisecondsToToken == milliseconds)
        bucket.refill(at: Timestamp(milliseconds: Self.start + milliseconds - 1))
        #expect(bucket.tokens == 0 && bucket.millisecondsToToken == 1)
        bucket.refill(at: Timestamp(milliseconds: Self.start + milliseconds))
        #expect(bucket.tokens == 1 && bucket.millisecondsToToken == 0)
    }

    @Test(
        "refill is continuous: parts of tokens are kept",
        arguments: [
            (3, 0), (4, 1), (6, 1), (7, 2), (1000, 287), (2000, 575), (59_999, 17249), (60_000, 17250),
        ])
    func parts(_ elapsed: Int64, _ tokens: Int64) {
        var bucket = empty(.perMinute(17250))
        bucket.refill(at: Timestamp(milliseconds: Self.start + elapsed))
        #expect(bucket.tokens == tokens)
        #expect(bucket.isFull == (elapsed == 60_000))
        #expect(bucket.fullAt.milliseconds == Self.start + 60_000)
    }

    @Test("many small refills come to the same as one", arguments: 0..<20)
    func steps(_ seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let limit = RateLimit(requests: .random(in: 1...20_000, using: &random), windowSeconds: 60)
        var (stepped, at) = (empty(limit), Self.start)
        for _ in 0..<50 {
            at += Int64.random(in: 0...900, using: &random)
            stepped.refill(at: Timestamp(milliseconds: at))
        }
        var once = empty(limit)
        once.refill(at: Timestamp(milliseconds: at))
        #expect(stepped.tokens == once.tokens && stepped.fullAt == once.fullAt)
        // By the definition of the limit rather than by the units of the bucket.
        #expect(once.tokens == (at - Self.start) * limit.requests / 60_000)
    }

    @Test("a bucket never holds more than its limit, however long it waits")
    func cap() {
        var bucket = bucket(.perMinute(17250).times(RateLimitPolicy.factorMaximum))
        for _ in 0..<10 { bucket.take() }
        bucket.refill(at: Timestamp(milliseconds: .max / 2))
        #expect(bucket.isFull && bucket.tokens == 17_250_000_000)
    }

    @Test("a clock that is set back brings nothing, and refill goes on from there")
    func clockSetBack() {
        var bucket = empty(.perMinute(600))
        bucket.refill(at: Timestamp(milliseconds: Self.start - 3_600_000))
        #expect(bucket.tokens == 0 && bucket.millisecondsToToken == 100)
        bucket.refill(at: Timestamp(milliseconds: Self.start - 3_600_000 + 100))
        #expect(bucket.tokens == 1)
    }
}

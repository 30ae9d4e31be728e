import Exchange
import Testing

@testable import Gateway

@Suite struct RateLimitsTests {
    private static let start: Int64 = 1_763_700_000_000
    private var limits = RateLimits(.documented(times: 1))
    private let alice = AccountID(index: 0)
    private let bob = AccountID(index: 1)

    private mutating func ask(
        _ request: RequestClass, of account: AccountID? = AccountID(index: 0),
        from address: String = "10.0.0.1", after milliseconds: Int64 = 0
    ) -> RateLimitStanding {
        limits.count(
            request, of: account, from: address, at: Timestamp(milliseconds: Self.start + milliseconds))
    }

    /// How many requests pass at one moment before one is refused.
    private mutating func passing(
        _ request: RequestClass, of account: AccountID? = AccountID(index: 0),
        from address: String = "10.0.0.1", after milliseconds: Int64 = 0, atMost maximum: Int = 20_000
    ) -> Int {
        for count in 0..<maximum
        where ask(request, of: account, from: address, after: milliseconds).retryAfter != nil { return count }
        return maximum
    }

    @Test(
        "the last request of a limit passes, the next does not, and after one interval one passes again",
        arguments: [
            (.publicRequest, 1500, 40), (.onboarding, 600, 100), (.login, 600, 100), (.order, 800, 2),
            (.read, 120, 9), (.connection, 20, 50),
        ] as [(RequestClass, Int, Int64)])
    mutating func edges(_ request: RequestClass, _ count: Int, _ interval: Int64) {
        #expect(passing(request) == count)
        #expect(passing(request, after: interval - 1) == 0)
        #expect(passing(request, after: interval) == 1)
    }

    @Test("orders: 800 in a second, and of a minute's 17250 what has come back since")
    mutating func orderPool() {
        for second in 0..<33 { #expect(passing(.order, after: Int64(second) * 1000) == 800) }
        // 17250 + 33 × 287.5 − 33 × 800 = 337.5
        #expect(passing(.order, after: 33_000) == 337)
        let refused = ask(.order, after: 33_000)
        #expect(refused.limit == .perMinute(17250) && refused.remaining == 0 && refused.retryAfter == 1)
        // 17249.5 are missing, which takes 59.998… s.
        #expect(refused.resetsAt == Self.start / 1000 + 93)
    }

    @Test("reads: 120 in a second, and of a minute's 600 what has come back since")
    mutating func readPool() {
        for second in 0..<5 { #expect(passing(.read, after: Int64(second) * 1000) == 120) }
        #expect(passing(.read, after: 5000) == 50)
    }

    @Test("the fields are those of the bucket with the fewest requests left")
    mutating func tightest() {
        let first = ask(.read)
        #expect(first.limit == .perSecond(120) && first.remaining == 119)
        #expect(first.resetsAt == Self.start / 1000 + 1)
        for second in 0..<5 { _ = passing(.read, after: Int64(second) * 1000) }
        let later = ask(.read, after: 5000)
        #expect(later.limit == .perMinute(600) && later.remaining == 49)
        // 551 are missing, 100 ms each.
        #expect(later.resetsAt == Self.start / 1000 + 5 + 56)
    }

    @Test("of equally tight buckets the one that takes longer to fill is shown")
    mutating func tie() {
        for second in 0..<4 { #expect(passing(.read, after: Int64(second) * 1000) == 120) }
        for _ in 0..<50 { _ = ask(.read, after: 4000) }
        // 600 + 50 − 480 − 50 = 120 are left of the minute's limit, and all 120 of the second's.
        let standing = ask(.read, after: 5000)
        #expect(standing.limit == .perMinute(600) && standing.remaining == 119)
    }

    @Test("a request that is refused costs nothing, in any bucket")
    mutating func refusedIsFree() {
        #expect(passing(.read) == 120)
        for _ in 0..<1000 { #expect(ask(.read).retryAfter == 1) }
        #expect(ask(.read, after: 9).retryAfter == nil)
        // 121 requests of the minute's limit are used, and none of the thousand.
        for second in 1..<4 { #expect(passing(.read, after: Int64(second) * 1000 + 9) == 120) }
        #expect(passing(.read, after: 4009) == 120)
        #expect(passing(.read, after: 5009) == 600 + 50 - 121 - 4 * 120)
    }

    @Test("every account and every address has its own buckets, and each kind of request its own pool")
    mutating func callers() {
        #expect(passing(.order, of: alice) == 800)
        #expect(passing(.order, of: bob) == 800)
        #expect(passing(.order, of: alice, from: "10.0.0.2") == 0)
        #expect(passing(.read, of: alice) == 120)
        #expect(passing(.login, of: nil) == 600)
        #expect(passing(.login, of: nil, from: "10.0.0.2") == 600)
        #expect(passing(.onboarding, of: nil) == 600)
        #expect(passing(.publicRequest, of: nil) == 1500)
    }

    @Test("private requests of one address are limited together only when that is asked for")
    mutating func privatePerAddress() {
        for index in 0..<3 { #expect(passing(.order, of: AccountID(index: index)) == 800) }
        limits = RateLimits(.documented(times: 1), limitsPrivateRequests: true)
        #expect(passing(.order, of: alice) == 800)
        #expect(passing(.read, of: alice) == 120)
        #expect(passing(.order, of: bob) == 1500 - 920)
        let refused = ask(.order, of: bob)
        #expect(refused.limit == .perMinute(1500) && refused.remaining == 0)
        #expect(passing(.order, of: bob, from: "10.0.0.2") == 220)
        #expect(passing(.publicRequest, of: nil) == 1500)
    }

    @Test("x10 means ten times as many, in the same windows")
    mutating func factor() {
        limits = RateLimits(.documented(times: 10))
        #expect(ask(.order).limit == .perSecond(8000))
        #expect(passing(.order) == 7999)
        #expect(passing(.read) == 1200)
        #expect(passing(.login) == 6000)
    }

    @Test("off counts and never refuses")
    mutating func off() {
        limits = RateLimits(.off, limitsPrivateRequests: true)
        for used in 1...20_000 {
            let standing = ask(.order)
            #expect(standing.retryAfter == nil && standing.limit.requests - standing.remaining == Int64(used))
        }
        #expect(limits.bucketCount == 0)
    }

    @Test("control operations are neither counted nor refused")
    mutating func control() {
        #expect(passing(.publicRequest) == 1500)
        for _ in 0..<10 { #expect(ask(.control, of: nil).retryAfter == nil) }
        #expect(ask(.control, of: nil, from: "10.0.0.2").remaining == 1500)
        #expect(limits.bucketCount == 1)
    }

    @Test("looking shows the public limit and takes nothing from it")
    mutating func look() {
        _ = ask(.publicRequest)
        for _ in 0..<3 {
            let standing = limits.standing(of: "10.0.0.1", at: Timestamp(milliseconds: Self.start))
            #expect(standing.limit == .perMinute(1500) && standing.remaining == 1499)
        }
    }

    @Test("buckets that are full again are forgotten when many addresses come; the others are kept")
    mutating func forgetting() {
        for number in 0..<RateLimits.bucketsMaximum { _ = ask(.publicRequest, from: "\(number)") }
        #expect(limits.bucketCount == RateLimits.bucketsMaximum)
        #expect(passing(.publicRequest, from: "7", after: 39) == 1499)
        // One request is back after 40 ms: all are full but the one that was emptied.
        _ = ask(.publicRequest, from: "new", after: 40)
        #expect(limits.bucketCount == 2)
        #expect(passing(.publicRequest, from: "7", after: 40) == 1)
    }

    @Test("there are never more buckets than the maximum")
    mutating func bounded() {
        for number in 0..<(RateLimits.bucketsMaximum + 10) { _ = ask(.login, from: "\(number)") }
        #expect(limits.bucketCount == 10)
    }
}

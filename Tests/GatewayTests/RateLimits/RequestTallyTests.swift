import Exchange
import Testing

@testable import Gateway

@Suite struct RequestTallyTests {
    private static let start = Timestamp(milliseconds: 1_763_700_000_500)
    private var tally = RequestTally()

    @Test("requests are counted by account, the public ones together, in windows of a minute")
    mutating func count() {
        let (alice, bob) = (AccountID(index: 0), AccountID(index: 7))
        for left in [999_999_999, 999_999_998, 999_999_997] as [Int64] {
            #expect(tally.count(alice, at: Self.start).remaining == left)
        }
        #expect(tally.count(bob, at: Self.start).remaining == 999_999_999)
        #expect(tally.count(nil, at: Self.start).remaining == 999_999_999)
        let late = Timestamp(milliseconds: 1_763_700_059_999)
        #expect(tally.count(alice, at: late).remaining == 999_999_996)
        #expect(tally.count(alice, at: late).resetsAt == 1_763_700_060)
        let next = tally.count(alice, at: Timestamp(milliseconds: 1_763_700_060_000))
        #expect(next.remaining == 999_999_999 && next.resetsAt == 1_763_700_120 && next.retryAfter == nil)
    }

    @Test("looking does not count")
    mutating func look() {
        _ = tally.count(nil, at: Self.start)
        for _ in 0..<3 {
            #expect(tally.standing(of: nil, at: Self.start).remaining == 999_999_999)
            #expect(tally.standing(of: AccountID(index: 3), at: Self.start).remaining == 1_000_000_000)
        }
    }
}

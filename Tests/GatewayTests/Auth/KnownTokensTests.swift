import Testing
import Wire

@testable import Exchange
@testable import Gateway

@Suite("Sessions by the header that brought them")
struct KnownTokensTests {
    private static let now = Timestamp(milliseconds: 1_000_000)

    private static func session(_ account: Int, expiresAt: Int64 = 2000) -> Session {
        Session(account: AccountID(index: account), expiresAt: expiresAt, scope: .owner, key: "0x1")
    }

    @Test("a header is known by all of its bytes")
    func whole() {
        var known = KnownTokens()
        known.keep(Self.session(1), for: "Bearer one.with-same-end".utf8.span, at: Self.now)
        #expect(known["Bearer one.with-same-end".utf8.span]?.account.index == 1)
        #expect(known["Bearer two.with-same-end".utf8.span] == nil)
        #expect(known["with-same-end".utf8.span] == nil)
        #expect(known["".utf8.span] == nil)
    }

    @Test("headers that end alike take each other's place")
    func sameEnd() {
        var known = KnownTokens()
        known.keep(Self.session(1), for: "a.same-end".utf8.span, at: Self.now)
        known.keep(Self.session(2), for: "b.same-end".utf8.span, at: Self.now)
        #expect(known["a.same-end".utf8.span] == nil)
        #expect(known["b.same-end".utf8.span]?.account.index == 2)
    }

    @Test("when there are too many, the expired ones go; if none is, all")
    func full() {
        var known = KnownTokens()
        for index in 0..<KnownTokens.maximum {
            let expiresAt: Int64 = index < 10 ? 999 : 2000
            known.keep(
                Self.session(index, expiresAt: expiresAt), for: Self.header(index).utf8.span, at: Self.now)
        }
        known.keep(Self.session(0), for: "Bearer a-new-one".utf8.span, at: Self.now)
        #expect(known.count == KnownTokens.maximum - 9)
        for index in 0..<9 { known.keep(Self.session(0), for: Self.header(index).utf8.span, at: Self.now) }
        known.keep(Self.session(0), for: "Bearer another-one".utf8.span, at: Self.now)
        #expect(known.count == 1)
    }

    private static func header(_ number: Int) -> String { "Bearer \(10_000_000 + number)" }
}

import Exchange
import Support
import Testing
import Wire

@testable import Gateway

@Suite struct TokensTests {
    private static let start = Timestamp(milliseconds: 1_763_700_000_000)
    private let exchange: Exchange
    private let account: Account

    init() throws {
        var exchange = Exchange(markets: [])
        for trader in Trader.seeded {
            _ = try exchange.execute(trader.account.opening(balance: .zero), at: Self.start)
        }
        self.exchange = exchange
        account = exchange.account(AccountID(index: 2))
    }

    private static func after(seconds: Int64) -> Timestamp {
        Timestamp(milliseconds: start.milliseconds + seconds * 1000)
    }

    @Test("a token has three parts and claims that clients can read")
    func claims() throws {
        let tokens = Tokens(secret: [1])
        let parts = tokens.issue(for: account, at: Self.start).split(separator: ".")
        #expect(parts.count == 3)
        #expect(try Base64.decode(parts[0]).map { try JSONValue.parse($0)["alg"] } == .string("HS256"))
        let claims = try JSONValue.parse(try #require(Base64.decode(parts[1])))
        #expect(claims["iat"]?.numberValue?.int64 == 1_763_700_000)
        #expect(claims["exp"]?.numberValue?.int64 == 1_763_700_300)
        #expect(claims["sub"]?.stringValue == account.address)
        #expect(claims["typ"]?.stringValue == "at+JWT")
    }

    @Test(
        "a token stands for its account with or without the word Bearer",
        arguments: ["", "Bearer ", "bearer ", "BEARER "])
    func session(_ scheme: String) throws {
        var tokens = Tokens(secret: [1])
        let token = tokens.issue(for: account, at: Self.start)
        let session = try tokens.session(
            authorization: scheme + token, accounts: exchange, at: Self.after(seconds: 1))
        expect(session, isInteractive: false)
    }

    private func expect(_ session: Session, isInteractive: Bool) {
        #expect(session.account == account.id)
        #expect(session.expiresAt == 1_763_700_300)
        #expect(session.scope == .owner)
        #expect(session.key == account.publicKey)
        #expect(session.tokenID == nil)
        #expect(session.isInteractive == isInteractive)
    }

    @Test("a token for people says so in a claim, and its session is interactive")
    func interactive() throws {
        var tokens = Tokens(secret: [1])
        let token = tokens.issue(for: account, isInteractive: true, at: Self.start)
        let payload = try #require(Base64.decode(token.split(separator: ".")[1]))
        #expect(try JSONValue.parse(payload)["token_usage"] == .string("interactive"))
        for _ in 0..<2 {
            let session = try tokens.session(authorization: token, accounts: exchange, at: Self.start)
            expect(session, isInteractive: true)
        }
    }

    @Test(
        "an expired token says for how long, as Go prints it",
        arguments: [
            (300, "0s"), (301, "1s"), (359, "59s"), (360, "1m0s"), (390, "1m30s"), (3899, "59m59s"),
            (3900, "1h0m0s"), (7505, "2h0m5s"), (90_000, "24h55m0s"),
        ] as [(Int64, String)])
    func expiry(_ seconds: Int64, _ text: String) throws {
        var tokens = Tokens(secret: [1])
        let token = tokens.issue(for: account, at: Self.start)
        _ = try tokens.session(authorization: token, accounts: exchange, at: Self.after(seconds: 299))
        let error = #expect(throws: APIError.self) {
            try tokens.session(authorization: token, accounts: exchange, at: Self.after(seconds: seconds))
        }
        #expect(error?.status == 401)
        #expect(error?.code == .invalidToken)
        #expect(error?.message == "invalid bearer jwt: token is expired by \(text), tokens live 5 minutes")
    }

    @Test(
        "a header without a usable token is told so",
        arguments: [
            (nil, "missing value in request header"), ("", "missing value in request header"),
            ("Bearer", "missing or malformed jwt"), ("Bearer ", "missing or malformed jwt"),
            ("nonsense", "missing or malformed jwt"), ("a.b", "missing or malformed jwt"),
            ("a.b.c.d", "missing or malformed jwt"), ("YWI.YWI.YWI", "signature is invalid"),
            ("é.é.é", "missing or malformed jwt"), ("Basic YTpi", "missing or malformed jwt"),
            (String(repeating: "ab.", count: 1000), "missing or malformed jwt"),
        ])
    func malformed(_ header: String?, _ reason: String) {
        var tokens = Tokens(secret: [1])
        let error = #expect(throws: APIError.self) {
            try tokens.session(authorization: header, accounts: exchange, at: Self.start)
        }
        #expect(error?.status == 401)
        #expect(error?.message.hasPrefix("invalid bearer jwt: \(reason)") == true, "\(error as Any)")
    }

    @Test("another server's token is not taken")
    func foreign() {
        var (ours, theirs) = (Tokens(secret: [1]), Tokens(secret: [2]))
        let token = theirs.issue(for: account, at: Self.start)
        let error = #expect(throws: APIError.self) {
            try ours.session(authorization: token, accounts: exchange, at: Self.start)
        }
        #expect(error?.message.contains("not from this server") == true)
    }

    @Test("a token of an account that does not exist here is not taken")
    func unknownAccount() {
        var tokens = Tokens(secret: [1])
        let token = tokens.issue(for: account, at: Self.start)
        let error = #expect(throws: APIError.self) {
            try tokens.session(authorization: token, accounts: Exchange(markets: []), at: Self.start)
        }
        #expect(error?.message.contains("does not exist here") == true)
    }

    @Test("a token with any character changed is not taken")
    func forged() {
        var tokens = Tokens(secret: [1])
        let token = Array(tokens.issue(for: account, at: Self.start).utf8)
        for index in token.indices {
            var forged = token
            forged[index] = forged[index] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            #expect(throws: APIError.self, "at \(index)") {
                try tokens.session(
                    authorization: String(decoding: forged, as: UTF8.self), accounts: exchange, at: Self.start
                )
            }
        }
    }

    @Test("tokens outlive a restart with the same secret")
    func restart() throws {
        var (before, after) = (Tokens(secret: [1]), Tokens(secret: [1]))
        let token = before.issue(for: account, at: Self.start)
        #expect(
            try after.session(authorization: token, accounts: exchange, at: Self.start).account == account.id)
    }
}

import Crypto
import Exchange
import Wire

/// Issues JSON Web Tokens and recognises them again.
///
/// A token is verified once; the header that brought it is remembered until it expires.
struct Tokens {
    /// Seconds a token lives; it cannot be extended.
    static let lifetime: Int64 = 300
    /// A token of ours is about 300 characters.
    static let lengthMaximum = 2048

    /// The claim that tells what a token is for, named like the query parameter that asks for it.
    static let usageClaim = "token_usage"
    static let interactiveUsage = "interactive"

    private let key: SymmetricKey
    private let header: String
    private var known = KnownTokens()

    init(secret: [UInt8]) {
        key = SymmetricKey(data: SHA256.hash(data: secret))
        header = Base64.encode(Array(#"{"alg":"HS256","typ":"JWT"}"#.utf8))
    }

    /// A new token for an account whose key, or whose subkey, has signed.
    func issue(
        for account: Account, key: String? = nil, isInteractive: Bool = false, at now: Timestamp
    ) -> String {
        let issuedAt = now.milliseconds / 1000
        let subkey = key == account.publicKey ? nil : key
        return issue(for: account, from: issuedAt, until: issuedAt + Self.lifetime) { json in
            if let subkey { json.member("key", subkey) }
            if isInteractive { json.member(Self.usageClaim, Self.interactiveUsage) }
        }
    }

    /// The bearer's form of a long-lived token.
    func issue(_ token: AccessToken, of account: Account, at now: Timestamp) -> String {
        let expiresAt = token.expiresAt.milliseconds / 1000
        return issue(for: account, from: now.milliseconds / 1000, until: expiresAt) { json in
            json.member("jti", token.id)
        }
    }

    private func issue(
        for account: Account, from issuedAt: Int64, until expiresAt: Int64,
        claims: (inout JSONWriter) -> Void
    ) -> String {
        var json = JSONWriter(capacity: 256)
        json.beginObject()
        json.key("typ")
        json.rawASCII("at+JWT")
        json.key("exp")
        json.integer(expiresAt)
        json.key("iat")
        json.integer(issuedAt)
        json.key("iss")
        json.rawASCII("paradex-mock")
        json.key("sub")
        json.string(account.address)
        claims(&json)
        json.endObject()
        let signed = header + "." + Base64.encode(json.bytes)
        return signed + "." + Base64.encode(Array(code(of: signed)))
    }

    /// The session of an `Authorization` header; the word Bearer may be left out, as the published
    /// specification has it.
    mutating func session(
        authorization: String?, accounts: borrowing Exchange, at now: Timestamp
    ) throws(APIError) -> Session {
        try session(authorization: (authorization ?? "").utf8.span, accounts: accounts, at: now)
    }

    /// The session of the bytes of an `Authorization` header; none is like an empty one.
    mutating func session(
        authorization: Span<UInt8>, accounts: borrowing Exchange, at now: Timestamp
    ) throws(APIError) -> Session {
        let session: Session
        if let met = known[authorization] {
            session = met
        } else {
            session = try verified(authorization, accounts: accounts, at: now)
        }
        let overdue = now.milliseconds / 1000 - session.expiresAt
        guard overdue < 0 else {
            let lifetime = session.tokenID == nil ? ", tokens live 5 minutes" : ""
            throw .token("token is expired by \(Self.duration(seconds: overdue))\(lifetime)")
        }
        try session.checkStanding(in: accounts)
        return session
    }

    /// The session of a header that came before, whatever may have become of it since.
    func knownSession(_ authorization: SharedBytes) -> Session? {
        known[authorization.array.span.extracting(authorization.range)]
    }

    /// A session that is met for the first time, or again after it was forgotten.
    private mutating func verified(
        _ authorization: Span<UInt8>, accounts: borrowing Exchange, at now: Timestamp
    ) throws(APIError) -> Session {
        guard !authorization.isEmpty else { throw .token("missing value in request header") }
        var bytes: [UInt8] = []
        bytes.append(copying: authorization)
        let text = String(decoding: bytes, as: UTF8.self)
        let session = try verified(Self.token(in: text), accounts: accounts)
        known.keep(session, for: authorization, at: now)
        return session
    }

    private static func token(in authorization: String) -> String {
        let scheme = "bearer "
        guard authorization.utf8.count > scheme.utf8.count,
            authorization.prefix(scheme.count).lowercased() == scheme
        else { return authorization }
        return String(authorization.dropFirst(scheme.count))
    }

    private func verified(_ token: String, accounts: borrowing Exchange) throws(APIError) -> Session {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard token.utf8.count <= Self.lengthMaximum, parts.count == 3, let code = Base64.decode(parts[2]),
            let payload = Base64.decode(parts[1])
        else { throw .token("missing or malformed jwt") }
        let signed = Array(token.utf8.prefix(parts[0].utf8.count + 1 + parts[1].utf8.count))
        guard HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: signed, using: key) else {
            throw .token("signature is invalid, the token is not from this server")
        }
        guard let claims = try? JSONValue.parse(payload), let address = claims["sub"]?.stringValue,
            let expiresAt = claims["exp"]?.numberValue?.int64,
            let id = accounts.account(address: address)
        else { throw .token("the token's account does not exist here, log in again") }
        let account = accounts.account(id)
        let key = claims["key"]?.stringValue
        let tokenID = claims["jti"]?.stringValue
        return Session(
            account: id, expiresAt: expiresAt,
            scope: tokenID.map { Self.scope(ofToken: $0, account) } ?? (key == nil ? .owner : .trading),
            key: key ?? account.publicKey, tokenID: tokenID,
            isInteractive: claims[Self.usageClaim]?.stringValue == Self.interactiveUsage)
    }

    /// A token that the account does not have lets nobody in; see `Session.checkStanding`.
    private static func scope(ofToken id: String, _ account: Account) -> Session.Scope {
        let token = account.tokens.first { $0.id == id }
        return token.flatMap { TokenKind(rawValue: $0.kind) }?.scope ?? .reading
    }

    private func code(of text: String) -> HMAC<SHA256>.MAC {
        HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key)
    }

    /// Seconds as Go prints a duration: "42s", "1m30s", "2h0m5s".
    private static func duration(seconds: Int64) -> String {
        let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
        if hours > 0 { return "\(hours)h\(minutes)m\(seconds % 60)s" }
        return minutes > 0 ? "\(minutes)m\(seconds % 60)s" : "\(seconds % 60)s"
    }
}

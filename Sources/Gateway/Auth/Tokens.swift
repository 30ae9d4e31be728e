import Crypto
import Exchange
import Wire

/// Who a token stands for.
struct Session: Equatable {
    let account: AccountID
    /// Unix seconds.
    let expiresAt: Int64
    /// Whether the token was asked for with `token_usage=interactive`: for a person, not for a program.
    var isInteractive = false
}

/// Issues JSON Web Tokens and recognises them again.
///
/// A token is verified once; the header that brought it is remembered until it expires.
struct Tokens {
    /// Seconds a token lives; it cannot be extended.
    static let lifetime: Int64 = 300
    /// Remembered tokens; when it is reached the expired ones are forgotten, and if that is not enough, all.
    static let rememberedMaximum = 10_000
    /// A token of ours is about 300 characters.
    static let lengthMaximum = 2048

    /// The claim that tells what a token is for, named like the query parameter that asks for it.
    static let usageClaim = "token_usage"
    static let interactiveUsage = "interactive"

    private let key: SymmetricKey
    private let header: String
    private var remembered: [String: Session] = [:]

    init(secret: [UInt8]) {
        key = SymmetricKey(data: SHA256.hash(data: secret))
        header = Base64.encode(Array(#"{"alg":"HS256","typ":"JWT"}"#.utf8))
    }

    /// A new token for an account.
    mutating func issue(for account: Account, isInteractive: Bool = false, at now: Timestamp) -> String {
        let issuedAt = now.milliseconds / 1000
        var json = JSONWriter(capacity: 256)
        json.beginObject()
        json.key("typ")
        json.rawASCII("at+JWT")
        json.key("exp")
        json.integer(issuedAt + Self.lifetime)
        json.key("iat")
        json.integer(issuedAt)
        json.key("iss")
        json.rawASCII("paradex-mock")
        json.key("sub")
        json.string(account.address)
        if isInteractive { json.member(Self.usageClaim, Self.interactiveUsage) }
        json.endObject()
        let signed = header + "." + Base64.encode(json.bytes)
        return signed + "." + Base64.encode(Array(code(of: signed)))
    }

    /// The session of an `Authorization` header; the word Bearer may be left out, as the published
    /// specification has it.
    mutating func session(
        authorization: String?, accounts: borrowing Exchange, at now: Timestamp
    ) throws(APIError) -> Session {
        guard let authorization, !authorization.isEmpty else {
            throw .token("missing value in request header")
        }
        let session: Session
        if let known = remembered[authorization] {
            session = known
        } else {
            session = try verified(Self.token(in: authorization), accounts: accounts)
            remember(session, for: authorization, at: now)
        }
        let overdue = now.milliseconds / 1000 - session.expiresAt
        guard overdue < 0 else {
            throw .token("token is expired by \(Self.duration(seconds: overdue)), tokens live 5 minutes")
        }
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
            let account = accounts.account(address: address)
        else { throw .token("the token's account does not exist here, log in again") }
        return Session(
            account: account, expiresAt: expiresAt,
            isInteractive: claims[Self.usageClaim]?.stringValue == Self.interactiveUsage)
    }

    private mutating func remember(_ session: Session, for authorization: String, at now: Timestamp) {
        if remembered.count >= Self.rememberedMaximum {
            remembered = remembered.filter { $0.value.expiresAt * 1000 > now.milliseconds }
            if remembered.count >= Self.rememberedMaximum { remembered.removeAll() }
        }
        remembered[authorization] = session
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

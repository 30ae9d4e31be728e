import Exchange
import StarkCurve
import Wire

extension Gateway {
    /// `POST /v1/auth` and `POST /v1/auth/{public_key}`: a token for whoever signs with the account's key, or
    /// with the one of its subkeys that is in the path. What is signed is always the path /v1/auth.
    static func authenticate(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        let address = try LoginHeaders.account(call)
        let times = try LoginHeaders.times(call)
        let isInteractive = try asksForInteractiveToken(call)
        guard let id = gateway.exchange.account(address: address.hex) else {
            throw APIError(.notOnboarded, "User has never called /onboarding endpoint")
        }
        let account = gateway.exchange.account(id)
        let key = try loginKey(of: account, call)
        try gateway.checkLoginSignature(of: account, key: key, times, call)
        let token = gateway.tokens.issue(for: account, key: key, isInteractive: isInteractive, at: call.now)
        return .json(Self.object { $0.member("jwt_token", token) })
    }

    /// The key in the path, or the account's own.
    private static func loginKey(of account: Account, _ call: Call) throws(APIError) -> String {
        guard let text = call.parameters.first else { return account.publicKey }
        let key = try publicKey(text).x.hex
        guard account.signs(with: key) else {
            throw APIError(
                .invalidSubkey,
                "public key \(key) is not registered for account \(account.address), whose key is "
                    + "\(account.publicKey), or is a subkey that was revoked")
        }
        return key
    }

    /// `token_usage=interactive` asks for a token for people. Another usage is refused: a client that asked
    /// for it would trade on other terms than it thinks.
    private static func asksForInteractiveToken(_ call: Call) throws(APIError) -> Bool {
        guard let usage = call.query(Tokens.usageClaim) else { return false }
        guard usage == Tokens.interactiveUsage else {
            throw .parameter(
                Tokens.usageClaim, "must be \(Tokens.interactiveUsage) or left out, not \"\(usage)\".")
        }
        return true
    }

    private mutating func checkLoginSignature(
        of account: Account, key: String, _ times: LoginHeaders.Times, _ call: Call
    ) throws(APIError) {
        guard signatures.policy != .off else { return }
        let text = try LoginHeaders.signature(call).text
        let isValid = signatures.verify(text, of: account, key: key) {
            $0.authHash(timestamp: UInt64(times.timestamp), expiration: UInt64(times.expiration))
        }
        guard !isValid else { return }
        let refusal = LoginHeaders.verificationFailed(configuration)
        guard signatures.policy == .warn else { throw refusal }
        warn("let pass at login of \(account.address): \(refusal.message)")
    }
}

/// The headers of a login or onboarding.
enum LoginHeaders {
    /// Unix seconds.
    struct Times: Equatable {
        let timestamp: Int64
        let expiration: Int64
    }

    static let accountName = "PARADEX-STARKNET-ACCOUNT"
    static let signatureName = "PARADEX-STARKNET-SIGNATURE"
    static let timestampName = "PARADEX-TIMESTAMP"
    static let expirationName = "PARADEX-SIGNATURE-EXPIRATION"

    /// Seconds a signature is good for when no expiration is sent.
    static let lifetimeDefault: Int64 = 1800
    /// One week: the TypeScript sample asks for exactly that.
    static let lifetimeMaximum: Int64 = 604_800
    /// Seconds a client's clock may be ahead of ours.
    static let clockLeadMaximum: Int64 = 60

    static func account(_ call: Call) throws(APIError) -> FieldElement {
        guard let text = call.request.headers[accountName], let address = FieldElement(hex: text) else {
            throw APIError(
                .invalidStarknetAddress,
                "\(accountName): expected a 0x hexadecimal field element in the header")
        }
        return address
    }

    static func signature(_ call: Call) throws(APIError) -> Signature {
        guard let text = call.request.headers[signatureName], let signature = Signature.parse(text) else {
            throw APIError(
                .invalidStarknetSignature,
                "\(signatureName): expected a JSON array of two strings, [\"<r>\",\"<s>\"], in the header")
        }
        return signature
    }

    static func verificationFailed(_ configuration: Configuration) -> APIError {
        APIError(
            .starknetSignatureVerificationFailed,
            "verification failed on Curve: wrong key, or not signed for chain \(configuration.chainID)",
            status: 401)
    }

    static func times(_ call: Call) throws(APIError) -> Times {
        let now = call.now.milliseconds / 1000
        guard let timestamp = try seconds(timestampName, call) else {
            throw APIError(.invalidTimestamp, "\(timestampName): expected Unix seconds in the header")
        }
        let expiration = try seconds(expirationName, call) ?? timestamp + lifetimeDefault
        guard timestamp <= now + clockLeadMaximum else {
            throw invalid(timestampName, "\(timestamp) is \(timestamp - now) s ahead of server time \(now)")
        }
        guard expiration > now else {
            throw invalid(expirationName, "\(expiration) is \(now - expiration) s behind server time \(now)")
        }
        guard expiration - timestamp <= lifetimeMaximum else {
            throw invalid(
                expirationName,
                "\(expiration - timestamp) s after the timestamp, at most \(lifetimeMaximum) s are allowed")
        }
        return Times(timestamp: timestamp, expiration: expiration)
    }

    private static func seconds(_ name: String, _ call: Call) throws(APIError) -> Int64? {
        guard let text = call.request.headers[name] else { return nil }
        guard let seconds = Int64(text), (0...9_999_999_999).contains(seconds) else {
            throw invalid(name, "expected Unix seconds, not \"\(text)\"")
        }
        return seconds
    }

    private static func invalid(_ name: String, _ text: String) -> APIError {
        APIError(.invalidTimestamp, "\(name): \(text)")
    }
}

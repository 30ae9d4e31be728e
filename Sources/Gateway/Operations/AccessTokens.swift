import Exchange
import Wire

extension Gateway {
    /// Long-lived tokens that one account can use at a time.
    static let tokensMaximum = 100
    /// Seconds that a long-lived token can live: from a minute to a year.
    private static let tokenLifetimes: ClosedRange<Int64> = 60...31_536_000

    /// `GET /v1/account/tokens`: those that can be used; with `with_invalid` also the others.
    static func listTokens(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        let withInvalid = try call.flagQuery("with_invalid")
        let kind = call.query("kind")
        let tokens = gateway.exchange.account(call.account).tokens.filter { token in
            (kind == nil || kind == token.kind) && (withInvalid || token.isUsable(at: call.now))
        }
        return .results { json in
            for token in tokens { json.accessToken(token) }
        }
    }

    /// `POST /v1/account/tokens`: the token itself is shown here and never again, and is not kept.
    static func addToken(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        let account = gateway.exchange.account(call.account)
        var fields = try Fields.of(body: call.request.bodyBytes)
        let token = try gateway.newToken(of: account, &fields, call)
        guard account.tokens.count(where: { $0.isUsable(at: call.now) }) < tokensMaximum else {
            throw APIError(
                .tokenLimitReached, "an account has at most \(tokensMaximum) tokens, revoke one")
        }
        try gateway.carryOut(.changeAccount(call.account, .tokenAdded(token)), at: call.now)
        let text = gateway.tokens.issue(token, of: account, at: call.now)
        let added = gateway.exchange.account(call.account).tokens[account.tokens.count]
        return .json(
            object { json in
                json.member("token", text)
                json.key("api_token")
                json.accessToken(added)
            })
    }

    /// `DELETE /v1/account/tokens/{lookup_id}`
    static func revokeToken(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        let id = call.parameters[0]
        try gateway.carryOut(.changeAccount(call.account, .tokenRevoked(id: id)), at: call.now)
        return .json(object { $0.member("lookup_id", id) })
    }

    private func newToken(
        of account: Account, _ fields: inout Fields, _ call: Call
    ) throws(APIError) -> AccessToken {
        let name = try fields.label("name")
        let words = TokenKind.allCases.map(\.rawValue).joined(separator: " or ")
        let kind = try fields.word("token_type", words, absent: .readOnly) { word in
            TokenKind.allCases.first { JSONWord($0.rawValue) == word }
        }
        let lifetime = try fields.integer("expiry_duration")
        guard Self.tokenLifetimes.contains(lifetime) else {
            throw .parameter(
                "expiry_duration",
                "must be \(Self.tokenLifetimes.lowerBound) to \(Self.tokenLifetimes.upperBound) seconds, "
                    + "not \(lifetime).")
        }
        // Counted over all that there ever were, so that no id comes twice.
        let id = Digits.uuid(
            "token \(account.tokens.count) of \(account.address), seed \(configuration.seed)")
        return AccessToken(
            id: id, name: name, kind: kind.rawValue, expiresAt: call.now.advanced(by: lifetime * 1000))
    }
}

extension AccessToken {
    fileprivate func isUsable(at now: Timestamp) -> Bool { revokedAt == nil && now < expiresAt }
}

extension JSONWriter {
    fileprivate mutating func accessToken(_ token: AccessToken) {
        beginObject()
        member("token_id", token.id)
        member("lookup_id", token.id)
        member("name", token.name)
        member("kind", token.kind)
        member("created_at", nanoseconds: token.createdAt)
        member("last_updated_at", nanoseconds: token.revokedAt ?? token.createdAt)
        member("expiry_at", nanoseconds: token.expiresAt)
        member("revoked_at", nanoseconds: token.revokedAt)
        endObject()
    }
}

import Exchange
import StarkCurve
import Wire

extension Gateway {
    /// Keys that may sign for one account at a time, besides its own.
    static let subkeysMaximum = 100

    /// `GET /v1/account/subkeys`: those that can be used; with `with_revoked` also the others.
    static func listSubkeys(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        let account = gateway.exchange.account(call.account)
        let withRevoked = try call.flagQuery("with_revoked")
        return .results { json in
            for (index, key) in account.keys.enumerated() where withRevoked || key.revokedAt == nil {
                json.subkey(key, number: index + 1, of: account)
            }
        }
    }

    /// `POST /v1/account/subkeys`
    static func addSubkey(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        var fields = try Fields.of(body: call.request.bodyBytes)
        let key = try publicKey(fields.text("public_key")).x.hex
        let name = try fields.label("name")
        let keys = gateway.exchange.account(call.account).keys
        guard keys.count(where: { $0.revokedAt == nil }) < subkeysMaximum else {
            throw APIError(.invalidSubkey, "an account has at most \(subkeysMaximum) subkeys, revoke one")
        }
        try gateway.carryOut(
            .changeAccount(call.account, .keyAdded(AccountKey(publicKey: key, name: name))), at: call.now)
        return .json(object { _ in }, status: 201)
    }

    /// `DELETE /v1/account/subkeys/{public_key}`: ends the sessions that the key has logged in, too.
    static func revokeSubkey(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        let key = try publicKey(call.parameters[0]).x.hex
        try gateway.carryOut(.changeAccount(call.account, .keyRevoked(publicKey: key)), at: call.now)
        return .json(object { $0.member("public_key", key) })
    }
}

extension JSONWriter {
    fileprivate mutating func subkey(_ key: AccountKey, number: Int, of account: Account) {
        beginObject()
        member("id", integer: Int64(number))
        member("account_id", account.address)
        member("name", key.name)
        member("public_key", key.publicKey)
        member("created_at", nanoseconds: key.createdAt)
        member("updated_at", nanoseconds: key.revokedAt ?? key.createdAt)
        member("revoked_at", nanoseconds: key.revokedAt)
        endObject()
    }
}

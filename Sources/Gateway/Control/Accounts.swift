import Exchange
import StarkCurve
import Wire

extension Gateway {
    /// Sub-accounts of one account.
    static let subaccountsMaximum = 25

    /// `POST /_mock/accounts`: opens and funds an account, or a sub-account of `parent`, and shows its keys.
    ///
    /// All members of the body are optional: `parent` (an address), `balance` (a decimal; as every new
    /// account), `private_key` (hex; follows from the seed and the number of accounts).
    static func openAccount(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        var fields = call.request.bodyBytes.isEmpty ? Fields() : try Fields.of(body: call.request.bodyBytes)
        try fields.refuseOthers(than: ["parent", "balance", "private_key"])
        let parent = try gateway.parent(in: &fields)
        let balance = try gateway.balance(in: &fields)
        let account = try gateway.keys(in: &fields)
        let new = NewAccount(
            address: account.address, publicKey: account.publicKey, l1Address: account.l1Address,
            balance: balance, parent: parent)
        try gateway.carryOut(.openAccount(new), at: call.now)
        let parentAddress = parent.map { gateway.exchange.account($0).address }
        let body = object { json in
            json.member("address", account.address)
            json.member("public_key", account.publicKey)
            json.member("private_key", account.privateKey)
            json.member("l1_address", account.l1Address)
            json.member("parent", parentAddress ?? "")
            json.member("balance", balance.text)
        }
        return .json(body, status: 201)
    }

    private func parent(in fields: inout Fields) throws(APIError) -> AccountID? {
        guard let text = try fields.optionalText("parent"), !text.isEmpty else { return nil }
        guard let address = FieldElement(hex: text), let parent = exchange.account(address: address.hex)
        else {
            throw APIError(.invalidParentAccount, "parent: there is no account \(text)")
        }
        guard subaccounts(of: parent).count < Self.subaccountsMaximum else {
            throw APIError(
                .subaccountsLimitExceeded, "an account has at most \(Self.subaccountsMaximum) sub-accounts")
        }
        return parent
    }

    private func balance(in fields: inout Fields) throws(APIError) -> Quote {
        guard let text = try fields.optionalText("balance"), !text.isEmpty else {
            return configuration.balance
        }
        guard let units = try? APIDecimal.units(text), units >= 0 else {
            throw .parameter("balance", "must be a decimal of at least 0, not \"\(text)\".")
        }
        return Quote(units: Int128(units))
    }

    private func keys(in fields: inout Fields) throws(APIError) -> SeededAccount {
        guard let text = try fields.optionalText("private_key"), !text.isEmpty else { return nextSeeded() }
        guard let scalar = Scalar(hex: text),
            let account = SeededAccount(privateKey: scalar, wallet: "of \(scalar.hex)")
        else {
            throw .parameter(
                "private_key", "must be 0x hexadecimal digits, from 1 to below the curve's order.")
        }
        guard exchange.account(address: account.address) == nil else {
            throw APIError(.requestNotAllowed, "private_key: its account \(account.address) is open already")
        }
        return account
    }

    /// The seeded account whose index is the number of accounts, or the next one that is not open.
    private func nextSeeded() -> SeededAccount {
        var index = exchange.accounts.count
        while true {
            let account = SeededAccount(seed: configuration.seed, index: index)
            if exchange.account(address: account.address) == nil { return account }
            index += 1
        }
    }
}

import Exchange
import Wire

extension Gateway {
    /// `GET /v1/transfers`: the deposit that the account began with; there are no others.
    static func listTransfers(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        let account = gateway.exchange.account(call.account)
        _ = try call.pageSize()
        guard call.query("cursor") == nil else {
            throw .parameter("cursor", "is not one that this server gave: this list has one page.")
        }
        let words = ["PENDING", "AVAILABLE", "COMPLETED", "FAILED"]
        let status = try call.wordQuery("status", words.joined(separator: ", ")) {
            words.contains($0) ? $0 : nil
        }
        let from = try call.timeQuery("start_at") ?? account.createdAt
        let through = try call.timeQuery("end_at") ?? account.createdAt
        let isShown =
            account.deposit != .zero && status ?? "COMPLETED" == "COMPLETED"
            && from <= account.createdAt && account.createdAt <= through
        return .rows(next: nil, previous: nil) { json in
            if isShown { json.deposit(of: account) }
        }
    }
}

extension JSONWriter {
    fileprivate mutating func deposit(of account: Account) {
        beginObject()
        member("id", String(account.id.index + 1))
        member("account", account.address)
        member("kind", "DEPOSIT")
        member("status", "COMPLETED")
        member("direction", "IN")
        member("token", Money.token)
        member("amount", account.deposit.text)
        member("created_at", account.createdAt)
        member("last_updated_at", account.createdAt)
        member("txn_hash", Digits.felt("deposit of \(account.address)"))
        member("external_account", account.l1Address)
        member("external_chain", "ETHEREUM")
        member("socialized_loss_factor", "0")
        for name in Self.absentOfDeposit { member(name, "") }
        endObject()
    }

    private static let absentOfDeposit = [
        "external_txn_hash", "bridge", "counterparty", "auto_withdrawal_fee", "failure_reason",
        "vault_address", "vault_unwind_completion_percentage",
    ]
}

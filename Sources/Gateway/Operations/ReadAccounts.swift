import Exchange
import StarkCurve
import Wire

extension Gateway {
    /// `GET /v1/account`: the money and margin of the caller's account, or of one of its sub-accounts.
    static func getAccount(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        let account = try gateway.account(named: "subaccount_address", call.query("subaccount_address"), call)
        var json = JSONWriter(capacity: 512)
        json.summary(of: account, in: gateway.exchange)
        return .json(json.bytes)
    }

    /// `GET /v1/account/summary`: the same for the caller's account and all its sub-accounts.
    static func listAccountSummaries(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        let accounts = [call.account] + gateway.subaccounts(of: call.account)
        return .results { json in
            for account in accounts { json.summary(of: account, in: gateway.exchange) }
        }
    }

    /// `GET /v1/account/info`: the caller's account first, then its sub-accounts.
    static func listAccountInfo(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        let accounts = [call.account] + gateway.subaccounts(of: call.account)
        return .results { json in
            for account in accounts { json.information(on: account, in: gateway.exchange) }
        }
    }

    /// `GET /v1/account/subaccounts`
    static func listSubaccounts(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        let accounts = gateway.subaccounts(of: call.account)
        return .results { json in
            for account in accounts { json.information(on: account, in: gateway.exchange) }
        }
    }

    /// `GET /v1/balance`
    static func listBalances(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        let account = gateway.exchange.account(call.account)
        return .results { json in
            json.beginObject()
            json.member("token", Money.token)
            json.member("size", account.balance.text)
            json.member("last_updated_at", account.updatedAt)
            json.endObject()
        }
    }

    /// In the order in which they were opened.
    func subaccounts(of parent: AccountID) -> [AccountID] {
        exchange.accounts.filter { $0.parent == parent }.map(\.id)
    }

    /// The caller's account, or the one of its sub-accounts that a parameter names.
    func account(named name: String, _ address: String?, _ call: Call) throws(APIError) -> AccountID {
        guard let address, !address.isEmpty else { return call.account }
        guard let field = FieldElement(hex: address) else {
            throw .parameter(name, "must be an address in 0x hexadecimal digits, not \"\(address)\".")
        }
        guard let account = exchange.account(address: field.hex),
            account == call.account || exchange.account(account).parent == call.account
        else {
            throw APIError(
                .accountNotFound, "\(name): \(address) is neither your account nor one of its sub-accounts")
        }
        return account
    }
}

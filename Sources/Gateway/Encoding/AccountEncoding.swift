import Exchange
import Wire

extension JSONWriter {
    /// An account's money and margin at the present mark prices. A socket is also told what it saw last of
    /// its notifications, of which there are none.
    mutating func summary(of id: AccountID, in exchange: borrowing Exchange, isPush: Bool = false) {
        let account = exchange.account(id)
        let margin = exchange.margin(of: id)
        beginObject()
        member("account", account.address)
        member("account_value", margin.accountValue.text)
        member("free_collateral", margin.freeCollateral.text)
        member("initial_margin_requirement", margin.initialRequirement.text)
        member("maintenance_margin_requirement", margin.maintenanceRequirement.text)
        member("margin_cushion", margin.cushion.text)
        member("seq_no", integer: account.publicSequence)
        member("settlement_asset", Money.token)
        member("status", account.isInLiquidation ? "LIQUIDATION" : "ACTIVE")
        member("total_collateral", margin.balance.text)
        member("updated_at", account.updatedAt)
        if isPush { member("last_seen_notification", integer: 0) }
        endObject()
    }

    /// Who an account is and what it pays.
    mutating func information(on id: AccountID, in exchange: Exchange) {
        let account = exchange.account(id)
        let parent = account.parent.map { exchange.account($0).address }
        beginObject()
        member("account", account.address)
        member("created_at", account.createdAt)
        member("derivation_path", "")
        key("fees")
        fees(exchange.markets.first?.fees.api)
        member("isolated_market", "")
        member("kind", parent == nil ? "main" : "subaccount")
        member("parent_account", parent ?? "")
        member("public_key", account.publicKey)
        member("username", account.preference(Preference.username) ?? "")
        endObject()
    }

    /// Rates for perpetuals, and zero for what is not traded here. Nothing is discounted.
    private mutating func fees(_ rates: FeeSchedule.Rates?) {
        beginObject()
        member("commission_rate", "0")
        member("dated_option_maker_rate", "0")
        member("dated_option_taker_rate", "0")
        member("discount_rate", "1")
        member("maker_rate", (rates?.maker ?? .zero).text)
        member("perp_option_maker_rate", "0")
        member("perp_option_taker_rate", "0")
        member("spot_maker_rate", "0")
        member("spot_taker_rate", "0")
        member("taker_rate", (rates?.taker ?? .zero).text)
        endObject()
    }
}

/// What money is called.
enum Money {
    static let token = "USDC"
    /// Where the token is on the second layer.
    static let address = "0x6f373b346561036d98ea10fb3e60d2f459c872b1933b50b21fe6ef4fda3b75e"
}

extension Account {
    /// The number of the last change, which its opening counts as.
    var publicSequence: Int64 { sequence == 0 ? createdAt.milliseconds * 1_000_000 : sequence }
}

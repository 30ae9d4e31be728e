import Exchange
import Wire

/// Settings that are only remembered, under their names in the API.
enum Preference {
    static let username: StaticString = "username"
    static let referralCode: StaticString = "referral_code"
    static let referredBy: StaticString = "referred_by"
    static let isUsernamePrivate: StaticString = "is_username_private"
    static let sizeCurrencyDisplay: StaticString = "size_currency_display"
    static let tradingValueDisplay: StaticString = "trading_value_display"
    static let notifications: [StaticString] = [
        "announcements", "fill_sound", "fills", "orders", "transfers",
    ]

    static let texts = [
        username, referralCode, referredBy, sizeCurrencyDisplay, tradingValueDisplay,
    ]
    static let flags = notifications + [isUsernamePrivate]
}

extension Account {
    func preference(_ name: StaticString) -> String? { preferences["\(name)"] }
}

extension Gateway {
    /// `GET /v1/account/profile`
    static func getProfile(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        .json(gateway.profile(of: call.account))
    }

    /// `PUT /v1/account/profile`: sets what the body names and leaves the rest.
    static func setProfile(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        var fields = try Fields.of(body: call.request.bodyBytes)
        for name: StaticString in ["max_slippage", "tap_share_rate", "xp_share_rate"] {
            guard try fields.optionalText(name) ?? "" == "" else {
                throw .parameter(name, "is not imitated here, leave it out.")
            }
        }
        return try gateway.setPreferences(Preference.texts, flags: Preference.flags, &fields, call)
    }

    /// `POST /v1/account/profile/username`
    static func setUsername(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        try gateway.setPreference(Preference.username, call)
    }

    /// `POST /v1/account/profile/referral_code`
    static func setReferralCode(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        try gateway.setPreference(Preference.referralCode, call)
    }

    /// `POST /v1/account/profile/size_currency_display`
    static func setSizeCurrencyDisplay(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        try gateway.setPreference(Preference.sizeCurrencyDisplay, call)
    }

    /// `POST /v1/account/profile/notifications`
    static func setNotifications(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        var fields = try Fields.of(body: call.request.bodyBytes)
        return try gateway.setPreferences([], flags: Preference.notifications, &fields, call)
    }

    /// `POST /v1/account/profile/market_max_slippage/{market}`: how much worse than the best price the
    /// account's market orders may trade on average.
    static func setMaximumSlippage(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        let market = try gateway.marketID(call.parameters[0])
        var fields = try Fields.of(body: call.request.bodyBytes)
        let rate = Rate(units: try fields.decimal("max_slippage"))
        try gateway.carryOut(.changeAccount(call.account, .slippage(market, rate)), at: call.now)
        return .json(gateway.profile(of: call.account))
    }

    /// `GET /v1/account/settings`
    static func getSettings(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        let account = gateway.exchange.account(call.account)
        let display = account.preference(Preference.tradingValueDisplay) ?? "SPOT_NOTIONAL"
        return .json(object { $0.member(Preference.tradingValueDisplay, display) })
    }

    /// `POST /v1/account/settings/trading_value_display`: answers with the profile, as specified.
    static func setTradingValueDisplay(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        try gateway.setPreference(Preference.tradingValueDisplay, call)
    }
}

extension Gateway {
    /// Sets one preference, which must be in the body.
    private mutating func setPreference(_ name: StaticString, _ call: Call) throws(APIError) -> Answer {
        var fields = try Fields.of(body: call.request.bodyBytes)
        _ = try fields.text(name)
        return try setPreferences([name], flags: [], &fields, call)
    }

    private mutating func setPreferences(
        _ texts: [StaticString], flags: [StaticString], _ fields: inout Fields, _ call: Call
    ) throws(APIError) -> Answer {
        var changes: [(name: String, value: String)] = []
        for name in texts where try fields.optionalText(name) != nil {
            changes.append(("\(name)", try fields.label(name)))
        }
        for name in flags {
            if let flag = try fields.optionalBool(name) { changes.append(("\(name)", String(flag))) }
        }
        for change in changes where change.name == "\(Preference.username)" {
            try checkUsername(change.value, of: call.account)
        }
        for (name, value) in changes {
            try carryOut(.changeAccount(call.account, .preference(name, value)), at: call.now)
        }
        return .json(profile(of: call.account))
    }

    private func checkUsername(_ name: String, of account: AccountID) throws(APIError) {
        let isTaken =
            !name.isEmpty
            && exchange.accounts.contains {
                $0.id != account && $0.preference(Preference.username) == name
            }
        guard !isTaken else { throw APIError(.usernameInUse, "username: another account is called \(name)") }
    }

    private func profile(of id: AccountID) -> [UInt8] {
        let account = exchange.account(id)
        return Self.object { json in
            json.preferences(of: account)
            json.absentPrograms()
            json.key("market_max_slippage")
            json.beginObject()
            for (market, standing) in zip(exchange.markets, account.standings) {
                if let slippage = standing.slippage { json.member(market.symbol, slippage.text) }
            }
            json.endObject()
        }
    }
}

extension JSONWriter {
    fileprivate mutating func preferences(of account: Account) {
        member(Preference.username, account.preference(Preference.username) ?? "")
        member(
            Preference.isUsernamePrivate, bool: account.preference(Preference.isUsernamePrivate) == "true")
        member(Preference.sizeCurrencyDisplay, account.preference(Preference.sizeCurrencyDisplay) ?? "BASE")
        member(Preference.referralCode, account.preference(Preference.referralCode) ?? "")
        member(Preference.referredBy, account.preference(Preference.referredBy) ?? "")
        key("notifications")
        beginObject()
        for name in Preference.notifications { member(name, bool: account.preference(name) != "false") }
        endObject()
    }

    /// Members of a profile that are about other services and about programs which are not imitated, as an
    /// account shows them that takes part in none.
    fileprivate mutating func absentPrograms() {
        member("marketed_by", "")
        member("tap_status", "NONE")
        key("nfts")
        beginArray()
        endArray()
        emptyTexts("discord", ["id", "image_url", "username"])
        emptyTexts("twitter", ["id", "image_url", "username"])
        emptyTexts("twitter_following", [])
        emptyTexts("referral", Self.referralTexts)
        for name in ["tap_share_rate", "xp_share_rate"] {
            key(name)
            beginObject()
            member("share_rate", "0")
            member("last_updated_at", integer: 0)
            endObject()
        }
    }

    private mutating func emptyTexts(_ name: String, _ members: [String]) {
        key(name)
        beginObject()
        for member in members { self.member(member, "") }
        endObject()
    }

    private static let referralTexts = [
        "commission_rate", "commission_volume_cap", "discount_rate", "discount_volume_cap",
        "minimum_volume", "name", "points_bonus_rate", "points_bonus_volume_cap", "referral_type",
    ]
}

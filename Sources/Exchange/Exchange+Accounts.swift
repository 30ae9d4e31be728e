extension Exchange {
    func check(_ change: AccountChange, of account: AccountID) throws(Rejection) {
        try check(account)
        if let reason = refusal(of: change, accounts[account.index]) { throw Rejection(reason) }
    }

    private func refusal(of change: AccountChange, _ account: Account) -> Rejection.Reason? {
        switch change {
        case .leverage(let market, let leverage):
            let maximum = markets[market.index].margin?.maximumLeverage ?? 1
            guard (1...maximum).contains(leverage) else { return .leverageOutOfRange(maximum: maximum) }
            return refusalToBind(account.id, in: market, leverage)
        case .slippage(let market, let rate):
            let maximum = markets[market.index].priceBandWidth
            return rate >= .zero && rate <= maximum ? nil : .slippageOutOfRange(maximum: maximum)
        case .preference: return nil
        case .keyAdded(let key):
            return account.signs(with: key.publicKey) ? .keyInUse : nil
        case .keyRevoked(let key):
            return account.keys.contains { $0.publicKey == key && $0.revokedAt == nil } ? nil : .keyUnknown
        case .tokenAdded: return nil
        case .tokenRevoked(let id):
            return account.tokens.contains { $0.id == id && $0.revokedAt == nil } ? nil : .tokenUnknown
        }
    }

    /// A lower leverage asks for more margin at once, which the account must have.
    private func refusalToBind(
        _ account: AccountID, in market: MarketID, _ leverage: Int
    ) -> Rejection.Reason? {
        var changed = self
        changed.accounts[account.index].standings[market.index].leverage = leverage
        let (before, after) = (margin(of: account), changed.margin(of: account))
        guard after.initialRequirement > before.initialRequirement, after.freeCollateral < .zero else {
            return nil
        }
        return .leverageNotCovered(requirement: after.initialRequirement, value: after.accountValue)
    }

    mutating func apply(_ change: AccountChange, to id: AccountID, into events: inout EventList) {
        accounts[id.index].apply(change, at: now)
        // A lower leverage asks for more margin at once.
        if case .leverage = change { pricesMoved = true }
        note(.accountChanged(id, change), into: &events)
    }
}

extension Account {
    /// Whether this key may sign for the account now.
    package func signs(with publicKey: String) -> Bool {
        self.publicKey == publicKey || keys.contains { $0.publicKey == publicKey && $0.revokedAt == nil }
    }

    fileprivate mutating func apply(_ change: AccountChange, at now: Timestamp) {
        switch change {
        case .leverage(let market, let leverage): standings[market.index].leverage = leverage
        case .slippage(let market, let rate): standings[market.index].slippage = rate
        case .preference(let name, let value): preferences[name] = value
        case .keyAdded(var key):
            key.createdAt = now
            keys.append(key)
        case .keyRevoked(let publicKey):
            for index in keys.indices where keys[index].publicKey == publicKey && keys[index].revokedAt == nil
            {
                keys[index].revokedAt = now
            }
        case .tokenAdded(var token):
            token.createdAt = now
            tokens.append(token)
        case .tokenRevoked(let id):
            for index in tokens.indices where tokens[index].id == id { tokens[index].revokedAt = now }
        }
    }
}

import Exchange

extension Channel {
    /// What it takes to serve a channel.
    enum Kind: Hashable {
        /// Each change of a book must be known.
        case bookChanges
        /// A book is looked at now and then.
        case bookGrid
        case summary
        case fundingData
        case account
        /// Events say it all.
        case events
    }

    var kind: Kind {
        switch self {
        case .bestPrices, .interactiveBestPrices, .book(_, .changes): .bookChanges
        case .book: .bookGrid
        case .summaries: .summary
        case .fundingData: .fundingData
        case .account: .account
        case .trades, .orders, .fills, .positions, .balanceEvents, .fundingPayments, .transactions, .silent:
            .events
        }
    }

    /// The one market that it is about.
    var market: MarketID? {
        switch self {
        case .book(let market, _), .interactiveBestPrices(let market): market
        case .bestPrices(let scope), .trades(let scope), .summaries(let scope), .fundingData(let scope),
            .orders(let scope), .fills(let scope), .fundingPayments(let scope):
            scope.market
        case .positions, .account, .balanceEvents, .transactions, .silent: nil
        }
    }
}

extension Channel.Scope {
    var market: MarketID? {
        if case .market(let market) = self { market } else { nil }
    }
}

import Exchange

extension Channel {
    /// What it takes to serve a channel.
    enum Kind: UInt8 {
        /// Each change of a book must be known.
        case bookChanges
        /// A book is looked at now and then.
        case bookGrid
        case summary
        case fundingData
        case account
        // Of these events say all.
        case trades, orders, fills, positions, balanceEvents, fundingPayments, transactions
        case silent
    }

    /// A set of kinds that is quickly asked.
    struct Kinds {
        private var bits: UInt16 = 0

        func contains(_ kind: Kind) -> Bool { bits & Self.bit(of: kind) != 0 }
        mutating func insert(_ kind: Kind) { bits |= Self.bit(of: kind) }
        mutating func remove(_ kind: Kind) { bits &= ~Self.bit(of: kind) }

        private static func bit(of kind: Kind) -> UInt16 { 1 << kind.rawValue }
    }

    var kind: Kind {
        switch self {
        case .bestPrices, .interactiveBestPrices, .book(_, .changes): .bookChanges
        case .book: .bookGrid
        case .summaries: .summary
        case .fundingData: .fundingData
        case .account: .account
        case .trades: .trades
        case .orders: .orders
        case .fills: .fills
        case .positions: .positions
        case .balanceEvents: .balanceEvents
        case .fundingPayments: .fundingPayments
        case .transactions: .transactions
        case .silent: .silent
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

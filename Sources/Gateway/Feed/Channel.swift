import Exchange

/// A stream of messages that a socket can subscribe to. Each has one spelling, which every message repeats.
enum Channel: Hashable {
    case bestPrices(Scope)
    /// The same with orders for people; nobody may place any, so it is the same.
    case interactiveBestPrices(MarketID)
    case trades(Scope)
    case book(MarketID, BookFeed)
    case summaries(Scope)
    case fundingData(Scope)
    case orders(Scope)
    case fills(Scope)
    case positions
    case account
    case balanceEvents
    case fundingPayments(Scope)
    case transactions
    /// Known, and nothing here ever happens in it.
    case silent(String, isPrivate: Bool)

    /// Which markets a channel is about.
    enum Scope: Hashable {
        case market(MarketID)
        case all
        /// All, by the channel's name alone.
        case bare
    }

    var isPrivate: Bool {
        switch self {
        case .bestPrices, .interactiveBestPrices, .trades, .book, .summaries, .fundingData: false
        case .orders, .fills, .positions, .account, .balanceEvents, .fundingPayments, .transactions: true
        case .silent(_, let isPrivate): isPrivate
        }
    }
}

/// How a book is told.
enum BookFeed: Hashable {
    /// The whole book, change by change.
    case changes(isInteractive: Bool)
    /// What changed in the best levels, at intervals.
    case deltas(BookGrid)
    /// The best levels, at intervals.
    case snapshots(BookGrid, isInteractive: Bool)

    var isInteractive: Bool {
        switch self {
        case .changes(let isInteractive), .snapshots(_, let isInteractive): isInteractive
        case .deltas: false
        }
    }

    /// nil where every change is told.
    var grid: BookGrid? {
        switch self {
        case .changes: nil
        case .deltas(let grid), .snapshots(let grid, _): grid
        }
    }
}

/// What is shown of a book at intervals.
struct BookGrid: Hashable {
    /// Levels of each side; no other depth is offered.
    static let levels = 15

    /// Milliseconds between two messages, at least.
    let interval: Int64
    /// Levels that it cannot tell apart are taken together; nil leaves the market's.
    let tick: Price?
}

/// A channel as one account sees it; public ones are the same for all.
struct Topic: Hashable {
    let channel: Channel
    var account: AccountID?
}

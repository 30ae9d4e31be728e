import Exchange
import Wire

/// What subscribers are told at one time, while it is put together.
struct Edition {
    let now: Timestamp
    private(set) var messages: [Message] = []
    /// Changes of books that are not told yet.
    private var changes: [MarketID: ArraySlice<BookChange>]
    /// The fills of the commands, in their order.
    private(set) var fills: [OwnFill] = []
    /// Positions that changed, each once.
    private(set) var positions: [Holding] = []
    /// Accounts of which something changed, each once.
    private(set) var accounts: [AccountID] = []

    struct Holding: Equatable {
        let account: AccountID
        let market: MarketID
    }

    init(_ changes: [MarketID: [BookChange]], at now: Timestamp) {
        self.now = now
        self.changes = changes.isEmpty ? [:] : changes.mapValues { $0[...] }
    }

    mutating func send(_ payload: [UInt8], to sockets: [SocketID]) {
        guard !sockets.isEmpty else { return }
        messages.append(Message(payload: payload, recipients: sockets))
    }

    /// The changes of a book up to this number, in their order; they count as told.
    mutating func takeChanges(of market: MarketID, through sequence: Int64) -> ArraySlice<BookChange> {
        guard let all = changes[market], !all.isEmpty else { return [] }
        let taken = all.prefix { $0.sequence <= sequence }
        changes[market] = all.dropFirst(taken.count)
        return taken
    }

    /// Markets with changes that are not told yet.
    var marketsWithChanges: [MarketID] {
        changes.isEmpty ? [] : changes.filter { !$0.value.isEmpty }.keys.sorted()
    }

    mutating func note(_ account: AccountID) {
        if !accounts.contains(account) { accounts.append(account) }
    }

    mutating func note(_ fill: OwnFill) {
        fills.append(fill)
        let holding = Holding(account: fill.fill.account, market: fill.trade.market)
        if !positions.contains(holding) { positions.append(holding) }
        note(fill.fill.account)
    }
}

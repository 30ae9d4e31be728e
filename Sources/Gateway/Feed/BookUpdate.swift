import Exchange
import Wire

/// One message about a book.
struct BookUpdate {
    struct Level: Equatable {
        let side: Side
        let price: Price
        let size: Size
    }

    /// Whether it is the whole of what is shown, not a change of it.
    let isSnapshot: Bool
    let sequence: Int64
    let updatedAt: Timestamp
    let top: BookTop
    /// Whether it is for the channels that also say how far bid and ask are apart.
    let isInteractive: Bool
    private(set) var inserts: [Level] = []
    private(set) var updates: [Level] = []
    /// Their size is zero.
    private(set) var deletes: [Level] = []

    /// One change of the whole book.
    init(_ change: BookChange, isInteractive: Bool) {
        isSnapshot = false
        sequence = change.sequence
        updatedAt = change.at
        top = change.top
        self.isInteractive = isInteractive
        let level = [Level(side: change.side, price: change.price, size: change.size)]
        switch change.kind {
        case .inserted: inserts = level
        case .updated: updates = level
        case .deleted: deletes = level
        }
    }

    /// All that is shown.
    init(_ view: BookView, _ top: BookTop, isInteractive: Bool) {
        isSnapshot = true
        sequence = view.sequence
        updatedAt = view.book.updatedAt
        self.top = top
        self.isInteractive = isInteractive
        inserts = view.book.levels(.buy) + view.book.levels(.sell)
    }

    /// What changed between two looks at the same levels.
    init(from last: BookView, to view: BookView, _ top: BookTop) {
        isSnapshot = false
        sequence = view.sequence
        updatedAt = view.book.updatedAt
        self.top = top
        isInteractive = false
        for side in [Side.buy, .sell] { add(from: last.book.levels(side), to: view.book.levels(side)) }
    }

    private mutating func add(from old: [Level], to new: [Level]) {
        let sizes = Dictionary(uniqueKeysWithValues: old.map { ($0.price, $0.size) })
        for level in new {
            guard let size = sizes[level.price] else {
                inserts.append(level)
                continue
            }
            if size != level.size { updates.append(level) }
        }
        let kept = Set(new.map(\.price))
        for level in old where !kept.contains(level.price) {
            deletes.append(Level(side: level.side, price: level.price, size: .zero))
        }
    }
}

extension BookDepth {
    /// One side, best first.
    fileprivate func levels(_ side: Side) -> [BookUpdate.Level] {
        (side == .buy ? bids : asks).map { BookUpdate.Level(side: side, price: $0.price, size: $0.size) }
    }
}

extension BookTop {
    /// How far bid and ask are apart, as a share of the price in the middle; nil without both.
    var relativeSpread: Rate? {
        guard let bid, let ask else { return nil }
        let sum = Int128(bid.price.units) + Int128(ask.price.units)
        let spread = Int128(ask.price.units) - Int128(bid.price.units)
        let share = Rounding.nearest.quotient(2 * spread * Int128(FixedPoint.scale), sum)
        return Rate(units: Int64(clamping: share))
    }
}

extension JSONWriter {
    /// The three lists are always there: clients read them without looking.
    mutating func book(_ update: BookUpdate, of symbol: String) {
        beginObject()
        member("seq_no", integer: update.sequence)
        member("market", symbol)
        member("last_updated_at", update.updatedAt)
        member("update_type", update.isSnapshot ? "s" : "d")
        levels("inserts", update.inserts)
        levels("updates", update.updates)
        levels("deletes", update.deletes)
        best("best_bid_api", "best_bid_interactive", .buy, update.top.bid)
        best("best_ask_api", "best_ask_interactive", .sell, update.top.ask)
        if update.isInteractive, let spread = update.top.relativeSpread {
            member("relative_spread", spread.text)
        }
        endObject()
    }

    private mutating func levels(_ name: StaticString, _ levels: [BookUpdate.Level]) {
        key(name)
        beginArray()
        for level in levels { self.level(level) }
        endArray()
    }

    private mutating func best(
        _ name: StaticString, _ interactive: StaticString, _ side: Side, _ level: BookTop.Level?
    ) {
        guard let level else { return }
        for name in [name, interactive] {
            key(name)
            self.level(BookUpdate.Level(side: side, price: level.price, size: level.size))
        }
    }

    private mutating func level(_ level: BookUpdate.Level) {
        beginObject()
        key("side")
        rawASCII(level.side.word)
        key("price")
        decimal(level.price.units)
        key("size")
        decimal(level.size.units)
        endObject()
    }
}

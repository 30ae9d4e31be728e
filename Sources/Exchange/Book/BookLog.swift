/// One change of a book: what rests at a price now, and the best of both sides after it.
package struct BookChange: Equatable, Sendable {
    package enum Kind: Equatable, Sendable {
        /// Nothing rested at the price before.
        case inserted
        case updated
        /// Nothing rests at the price any more.
        case deleted
    }

    package let kind: Kind
    package let side: Side
    package let price: Price
    /// Everything that rests at the price; zero if nothing does.
    package let size: Size
    package let top: BookTop
    /// The book's number after the change: one more than before.
    package let sequence: Int64
    package let at: Timestamp
}

/// The best level of each side of a book; nil where nothing rests.
package struct BookTop: Equatable, Sendable {
    package struct Level: Equatable, Sendable {
        package let price: Price
        package let size: Size

        package init(price: Price, size: Size) {
            self.price = price
            self.size = size
        }
    }

    package let bid: Level?
    package let ask: Level?

    package init(bid: Level?, ask: Level?) {
        self.bid = bid
        self.ask = ask
    }
}

/// Changes of a book that somebody wants to be told, since it was last asked.
///
/// No part of the exchange's state: two books are equal whoever watches them.
struct BookLog: Equatable {
    /// Whether changes are noted.
    var isOn = false
    private(set) var changes: [BookChange] = []

    static func == (left: BookLog, right: BookLog) -> Bool { true }

    mutating func note(_ change: BookChange) {
        changes.append(change)
    }

    /// The changes so far; then none.
    mutating func take() -> [BookChange] {
        let taken = changes
        changes.removeAll()
        return taken
    }
}

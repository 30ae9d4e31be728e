// Telling somebody each change of a book. Nothing of it is state: no event, no digest, no order of commands
// depends on who watches.

extension Exchange {
    /// Begins or ends to note the changes of a market's book.
    package mutating func watchBook(of market: MarketID, _ isWatched: Bool) {
        books[market.index].log = BookLog()
        books[market.index].log.isOn = isWatched
    }

    /// The changes of a watched book since it was last asked, in their order.
    package mutating func takeBookChanges(of market: MarketID) -> [BookChange] {
        books[market.index].log.take()
    }

    /// The best level of each side.
    package func top(of market: MarketID) -> BookTop { books[market.index].top }

    /// The number of a book's last change.
    package func bookSequence(of market: MarketID) -> Int64 { books[market.index].sequence }
}

/// What anyone may see of a market's book: how much rests at which price.
package struct BookDepth: Sendable {
    /// Best first, which is highest first.
    package let bids: [(price: Price, size: Size)]
    /// Best first, which is lowest first.
    package let asks: [(price: Price, size: Size)]
    /// Counts the changes of the book; equal numbers mean an equal book.
    package let sequence: Int64
    /// When the last change was made; zero for a book that was always empty.
    package let updatedAt: Timestamp

    package init(
        bids: [(price: Price, size: Size)], asks: [(price: Price, size: Size)], sequence: Int64,
        updatedAt: Timestamp
    ) {
        self.bids = bids
        self.asks = asks
        self.sequence = sequence
        self.updatedAt = updatedAt
    }
}

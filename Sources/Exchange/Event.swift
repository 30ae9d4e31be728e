/// Something that happened. Follows from the commands alone, so it need not be stored to be known.
///
/// What is larger than an order, or rare, is kept outside: every event is as large as the largest.
package enum Event: Equatable, Sendable {
    indirect case accountOpened(Account)
    indirect case accountChanged(AccountID, AccountChange)
    /// The order was taken in; its status is `.new`. What the book made of it follows.
    case orderAccepted(Order)
    /// The order waits, rests, was filled in part or whole, was modified, or was closed.
    case orderUpdated(Order)
    indirect case algoUpdated(AlgoOrder)
    indirect case traded(Trade)
    /// A price's present minute. Comes once a command for each price that moved or traded.
    case candleChanged(MarketID, PriceKind, Candle)
    /// How a market's funding stands; once a minute.
    case fundingRecorded(FundingRecord)
    case marketChanged(MarketChange)
    case statusChanged(SystemStatus)
}

/// Something that happened. Follows from the commands alone, so it need not be stored to be known.
package enum Event: Equatable, Sendable {
    case accountOpened(Account)
    /// The order was taken in; its status is `.new`. What the book made of it follows.
    case orderAccepted(Order)
    /// The order rests, was filled in part or whole, was modified, or was closed.
    case orderUpdated(Order)
    case traded(Trade)
}

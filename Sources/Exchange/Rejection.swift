/// A command was refused and nothing has changed.
package struct Rejection: Error, Equatable, Sendable {
    /// Which order of a batch broke the rule; 0 for a single one.
    package let index: Int
    package let reason: Reason

    package init(_ reason: Reason, index: Int = 0) {
        self.index = index
        self.reason = reason
    }

    /// One case per rule, with what is needed to say what was expected.
    package enum Reason: Equatable, Sendable {
        case addressAlreadyOpen
        case accountUnknown
        case batchSizeOutOfRange(count: Int, maximum: Int)
        case priceNotPositive
        case priceNotMultipleOfTick(tick: Price)
        case sizeNotPositive
        case sizeNotMultipleOfStep(step: Size)
        case sizeAboveMaximum(maximum: Size)
        case valueBelowMinimum(minimum: Quote, value: Quote, mark: Price)
        case tooManyOpenOrders(maximum: Int)
        /// Names the order that has it; number 0 if it is an earlier one of the same batch.
        case clientIDInUse(OrderID)
        case marketOrderCannotRest
        case orderNotOpen(OrderID)
        case nothingToChange
        case sizeNotAboveFilled(filled: Size)
        case onlyLimitOrdersCanBeModified
    }
}

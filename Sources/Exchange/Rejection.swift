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
        /// Only limit and stop limit orders can be post-only.
        case typeCannotBePostOnly
        /// Only limit orders, and orders without a limit, can be immediate-or-cancel.
        case typeCannotBeImmediate
        case triggerPriceNotPositive
        case triggerPriceNotMultipleOfTick(tick: Price)
        /// An order that closes a position must be reduce-only.
        case notReduceOnly
        case averagePriceLimitNotPositive
        case systemIsCancelOnly
        case systemIsPostOnly
        case durationOutOfRange(ClosedRange<Int64>, step: Int64)
        case algoNotOpen(OrderID)
        case leverageOutOfRange(maximum: Int)
        /// The initial margin that it asks for, and what the account is worth.
        case leverageNotCovered(requirement: Quote, value: Quote)
        case slippageOutOfRange(maximum: Rate)
        case keyInUse
        case keyUnknown
        case tokenUnknown
        case parentIsSubAccount
        case orderNotOpen(OrderID)
        case nothingToChange
        case sizeNotAboveFilled(filled: Size)
        /// Neither resting nor waiting for its trigger.
        case onlyLimitOrdersCanBeModified
        case triggerCannotBeModified
    }
}

package import Exchange

/// What an operation comes to.
enum Answer {
    /// A status and a JSON body.
    case json([UInt8], status: Int = 200)
    /// 204.
    case empty
    /// The answer needs orders that have left the exchange's memory; the ledger has them.
    case lookup(Lookup, then: Continuation)

    typealias Continuation = (_ gateway: borrowing Gateway, _ found: [Order]) throws(APIError) -> Answer
}

/// A question that only the ledger can answer.
package enum Lookup {
    /// Orders of one account with these numbers, and the newest one for each of these client ids.
    case named([OrderID], clientIDs: [String], of: AccountID)
    /// A page of an account's orders.
    case page(OrderQuery)
}

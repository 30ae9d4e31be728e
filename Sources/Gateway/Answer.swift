package import Exchange

/// What an operation comes to.
enum Answer {
    /// A status and a JSON body.
    case json([UInt8], status: Int = 200)
    /// 204.
    case empty
    /// The answer needs what has left the exchange's memory; the ledger has it. Indirect, so that other answers are
    /// small: large ones are copied and destroyed by way of a table of functions.
    indirect case lookup(Lookup, then: Continuation)

    typealias Continuation = (_ gateway: borrowing Gateway, _ found: Found) throws(APIError) -> Answer
}

/// A question that only the ledger can answer.
package enum Lookup {
    /// Orders of one account with these numbers, and the newest one for each of these client ids.
    case named([OrderID], clientIDs: [String], of: AccountID)
    /// A page of an account's orders.
    case page(OrderQuery)
    case trades(TradeQuery)
    case candles(CandleQuery)
    case funding(FundingQuery)
}

/// What the ledger answered: the case that goes with the question.
package enum Found {
    case orders([Order])
    case trades([Trade])
    case candles([Candle])
    case funding([FundingRecord])

    var orders: [Order] {
        guard case .orders(let orders) = self else { preconditionFailure("asked for orders") }
        return orders
    }

    var trades: [Trade] {
        guard case .trades(let trades) = self else { preconditionFailure("asked for trades") }
        return trades
    }

    var candles: [Candle] {
        guard case .candles(let candles) = self else { preconditionFailure("asked for candles") }
        return candles
    }

    var funding: [FundingRecord] {
        guard case .funding(let records) = self else { preconditionFailure("asked for funding records") }
        return records
    }
}

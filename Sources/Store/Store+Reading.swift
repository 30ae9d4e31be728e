package import Exchange

// Whatever is read is written first.

extension Store {
    /// The page of orders that `query` describes, newest first.
    package func orders(_ query: OrderQuery) throws(DatabaseError) -> [Order] {
        try writeLedger(limit: .max)
        return try query.orders(in: connection.database)
    }

    package func order(_ id: OrderID, of account: AccountID) throws(DatabaseError) -> Order? {
        try writeLedger(limit: .max)
        return try connection.ledger.order(id, of: account)
    }

    /// The account's newest order with this client id; nil for "".
    package func latestOrder(clientID: String, of account: AccountID) throws(DatabaseError) -> Order? {
        try writeLedger(limit: .max)
        return try connection.ledger.latestOrder(clientID: clientID, of: account)
    }

    /// The page of trades that `query` describes, each with both its fills, newest first.
    package func trades(_ query: TradeQuery) throws(DatabaseError) -> [Trade] {
        try writeLedger(limit: .max)
        return try query.trades(in: connection.database)
    }

    /// The candles that `query` describes, oldest first. If there is one before them, the last such is first.
    package func candles(_ query: CandleQuery) throws(DatabaseError) -> [Candle] {
        try writeLedger(limit: .max)
        return try query.candles(in: connection.database)
    }

    /// The page of funding records that `query` describes, newest first.
    package func fundingRecords(_ query: FundingQuery) throws(DatabaseError) -> [FundingRecord] {
        try writeLedger(limit: .max)
        return try query.records(in: connection.database)
    }
}

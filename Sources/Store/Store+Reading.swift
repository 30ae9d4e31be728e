package import Exchange

// Whatever is read is written first, unless it is found where it waits.

extension Store {
    /// The page of orders that `query` describes, newest first.
    package func orders(_ query: OrderQuery) throws(DatabaseError) -> [Order] {
        try writeLedger(limit: .max)
        return try query.orders(in: connection.database)
    }

    package func order(_ id: OrderID, of account: AccountID) throws(DatabaseError) -> Order? {
        if let order = queue.order(id) { return order.account == account ? order : nil }
        return try connection.ledger.order(id, of: account)
    }

    /// The account's newest order with this client id; nil for "".
    package func latestOrder(clientID: String, of account: AccountID) throws(DatabaseError) -> Order? {
        guard clientID != "" else { return nil }
        let written = try connection.ledger.latestOrder(clientID: clientID, of: account)
        guard let waiting = queue.latestOrder(clientID: clientID, of: account) else { return written }
        // What waits may be an old order that changed, or the same one in a later state.
        return written.map { $0.id > waiting.id ? $0 : waiting } ?? waiting
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

internal import Exchange

extension TradeQuery {
    /// The page of trades that this describes, newest first.
    func trades(in database: borrowing Database) throws(DatabaseError) -> [Trade] {
        // Funding is realised by accounts.
        guard limit > 0, account != nil || !onlyWithFunding else { return [] }
        let numbers = try numbers(in: database)
        let trades =
            if let (list, owner) = list {
                try listedTrades(list, of: owner, numbers, in: database)
            } else {
                try scannedTrades(numbers, in: database)
            }
        return isUpwards ? trades.reversed() : trades
    }

    /// The shortest list that the trades are on, and whose it is; nil if it takes a look at the table.
    private var list: (NumberList, owner: Int)? {
        if kind == .liquidation { return (.liquidations, 0) }
        if let account { return (.accountTrades, account.index) }
        return market.map { (.marketTrades, $0.index) }
    }

    /// Looks at the trades of a list one by one.
    private func listedTrades(
        _ list: NumberList, of owner: Int, _ numbers: Range<Int64>, in database: borrowing Database
    ) throws(DatabaseError) -> [Trade] {
        let statement = try database.prepare(
            "SELECT \(TradeRow.columnList) FROM trade_row WHERE number = ?1 AND \(terms)")
        var trades: [Trade] = []
        try list.forEach(
            of: owner, in: numbers, isUpwards: isUpwards, database: database
        ) { (number) throws(DatabaseError) in
            try statement.bindAll(number)
            if try statement.step() { trades.append(try TradeRow.read(statement)) }
            statement.reset()
            return trades.count < limit
        }
        return trades
    }

    private func scannedTrades(
        _ numbers: Range<Int64>, in database: borrowing Database
    ) throws(DatabaseError) -> [Trade] {
        let statement = try database.prepare(sql)
        try statement.bindAll(numbers.lowerBound, numbers.upperBound, limit)
        var trades: [Trade] = []
        while try statement.step() { trades.append(try TradeRow.read(statement)) }
        return trades
    }

    /// The query of the table.
    var sql: String {
        """
        SELECT \(TradeRow.columnList) FROM trade_row WHERE number >= ?1 AND number < ?2 AND \(terms)
        ORDER BY number \(isUpwards ? "ASC" : "DESC") LIMIT ?3
        """
    }

    /// Only the terms that are asked for.
    private var terms: String {
        var terms: [String] = []
        if let account { terms.append("\(account.index) IN (\(Self.maker), \(Self.taker))") }
        if let market { terms.append("\(TradeRow.Terms.market.sql("terms")) = \(market.index)") }
        if let kind { terms.append("\(TradeRow.Terms.kind.sql("terms")) = \(kind.rawValue)") }
        if onlyWithFunding, let account {
            terms.append(
                """
                iif(\(Self.maker) = \(account.index), maker_realized_funding, taker_realized_funding) \
                IS NOT NULL
                """)
        }
        return terms.isEmpty ? "true" : terms.joined(separator: " AND ")
    }

    private static var maker: String { TradeRow.Accounts.maker.sql("accounts") }
    private static var taker: String { TradeRow.Accounts.taker.sql("accounts") }

    private func numbers(in database: borrowing Database) throws(DatabaseError) -> Range<Int64> {
        let numbers =
            from == nil && through == nil
            ? 0..<NumberList.numberLimit
            : try TimeSearch.prepared(in: "trade_row", "at", database: database)
                .numbers(from: from, through: through)
        switch bound {
        case .before(let number): return numbers.clamped(before: number)
        case .after(let number): return numbers.clamped(after: number)
        case nil: return numbers
        }
    }

    /// The nearest newer trades are found by walking up from the edge.
    private var isUpwards: Bool {
        switch bound {
        case .after: true
        case .before, nil: false
        }
    }
}

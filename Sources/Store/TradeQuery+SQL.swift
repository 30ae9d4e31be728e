internal import Exchange

extension TradeQuery {
    /// The page of trades that this describes, newest first.
    func trades(in database: borrowing Database) throws(DatabaseError) -> [Trade] {
        // Funding is realised by accounts.
        guard account != nil || !onlyWithFunding else { return [] }
        let statement = try database.prepare(sql)
        let (first, end) = try numbers(in: database)
        try statement.bindAll(account?.index, market?.index, edge, first, end, limit)
        var trades: [Trade] = []
        while try statement.step() { trades.append(try TradeRow.read(statement)) }
        return isUpwards ? trades.reversed() : trades
    }

    /// Chooses the numbers first, since only as many trades are then looked at as are on the page.
    var sql: String {
        let number = account == nil ? "number" : "trade"
        let page = """
            SELECT \(number) FROM \(source) WHERE \(terms(number).joined(separator: " AND "))
            ORDER BY \(number) \(order) LIMIT max(0, ?6)
            """
        return TradeRow.select(page: page, order: order)
    }

    /// An account's liquidations have an index of their own, which SQLite must be told: it cannot know how few
    /// they are.
    private var source: String {
        guard account != nil else { return "trade_row" }
        return kind == .liquidation ? "fill_row INDEXED BY fill_liquidation" : "fill_row"
    }

    /// Only the terms that are asked for.
    private func terms(_ number: String) -> [String] {
        var terms: [String] = []
        if account != nil { terms.append("account = ?1") }
        if market != nil { terms.append("market = ?2") }
        if let kind { terms.append("kind = \(kind.rawValue)") }
        if onlyWithFunding { terms.append("realized_funding <> '0'") }
        if edge != nil { terms.append(isUpwards ? "\(number) > ?3" : "\(number) < ?3") }
        if from != nil { terms.append("\(number) >= ?4") }
        if through != nil { terms.append("\(number) < ?5") }
        return terms.isEmpty ? ["true"] : terms
    }

    private var order: String { isUpwards ? "ASC" : "DESC" }

    /// The nearest newer trades are found by walking up from the edge.
    private var isUpwards: Bool {
        switch bound {
        case .after: true
        case .before, nil: false
        }
    }

    private var edge: Int64? {
        switch bound {
        case .before(let number), .after(let number): number
        case nil: nil
        }
    }
}

// MARK: Times as numbers

extension TradeQuery {
    /// `from` and `through` as numbers: the first one, and the one behind the last. There is no index of
    /// times, nor need for one, as later trades have higher numbers.
    private func numbers(
        in database: borrowing Database
    ) throws(DatabaseError) -> (first: Int64?, end: Int64?) {
        guard from != nil || through != nil else { return (nil, nil) }
        let next = try database.prepare("SELECT number, at FROM trade_row WHERE number >= ? LIMIT 1")
        let newest = try database.integer("SELECT ifnull(max(number), -1) FROM trade_row")
        return (
            try from.map { (time) throws(DatabaseError) in
                try Self.number(upTo: newest, next) { $0 >= time.milliseconds }
            },
            try through.map { (time) throws(DatabaseError) in
                try Self.number(upTo: newest, next) { $0 > time.milliseconds }
            }
        )
    }

    /// A number that parts the trades: `isBehind` holds for the times of all trades from it on, and for none
    /// before. Halves the numbers up to the newest trade's until they are one.
    private static func number(
        upTo newest: Int64, _ next: borrowing Statement, where isBehind: (Int64) -> Bool
    ) throws(DatabaseError) -> Int64 {
        var low: Int64 = 0
        var high = newest + 1
        while low < high {
            let middle = low + (high - low) / 2
            defer { next.reset() }
            try next.bindAll(middle)
            guard try next.step() else { throw next.corruption("trade \(newest) is missing") }
            if isBehind(next.int64(1)) { high = middle } else { low = next.int64(0) + 1 }
        }
        return low
    }
}

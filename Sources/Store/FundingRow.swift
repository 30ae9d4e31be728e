internal import Exchange

/// A funding record as a row of `funding_row`. `OR REPLACE` because a replay writes it again.
enum FundingRow {
    static let insert = "INSERT OR REPLACE INTO funding_row VALUES (?,?,?,?,?)"

    static func write(
        _ record: FundingRecord, with statement: borrowing Statement
    ) throws(DatabaseError) {
        try statement.run(
            record.market.index, record.at.milliseconds, record.index.units, record.premium.units,
            record.rate.units)
    }

    /// The record in the present row of a statement that reads the table's columns.
    static func read(_ row: borrowing Statement) throws(DatabaseError) -> FundingRecord {
        FundingRecord(
            market: MarketID(index: row.int(0)),
            at: Timestamp(milliseconds: row.int64(1)),
            index: FundingIndex(units: try row.int128(2)),
            premium: Quote(units: try row.int128(3)),
            rate: Rate(units: row.int64(4)))
    }
}

extension FundingQuery {
    /// The page of records that this describes, newest first.
    func records(in database: borrowing Database) throws(DatabaseError) -> [FundingRecord] {
        let statement = try database.prepare(sql)
        try statement.bindAll(
            market.index, from?.milliseconds, through?.milliseconds, edge?.milliseconds, limit)
        var records: [FundingRecord] = []
        while try statement.step() { records.append(try FundingRow.read(statement)) }
        return isUpwards ? records.reversed() : records
    }

    /// Only the terms that are asked for.
    var sql: String {
        var terms = ["market = ?1"]
        if from != nil { terms.append("at >= ?2") }
        if through != nil { terms.append("at <= ?3") }
        if edge != nil { terms.append(isUpwards ? "at > ?4" : "at < ?4") }
        return """
            SELECT market, at, funding_index, premium, rate FROM funding_row
            WHERE \(terms.joined(separator: " AND "))
            ORDER BY at \(isUpwards ? "ASC" : "DESC") LIMIT max(0, ?5)
            """
    }

    /// The nearest newer records are found by walking up from the edge.
    private var isUpwards: Bool {
        switch bound {
        case .after: true
        case .before, nil: false
        }
    }

    private var edge: Timestamp? {
        switch bound {
        case .before(let time), .after(let time): time
        case nil: nil
        }
    }
}

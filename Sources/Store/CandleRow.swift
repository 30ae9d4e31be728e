internal import Exchange

/// A candle as a row of `candle_row`. Its minute is written again whenever the price moves.
enum CandleRow {
    static let upsert = "INSERT OR REPLACE INTO candle_row VALUES (?,?,?,?,?,?,?,?,?)"

    static func write(
        _ candle: Candle, _ kind: PriceKind, of market: MarketID, with statement: borrowing Statement
    ) throws(DatabaseError) {
        try statement.run(
            market.index, kind.rawValue, candle.minute, candle.open.units, candle.high.units,
            candle.low.units, candle.close.units, candle.volume, candle.value.units)
    }

    /// The candle in the present row of a statement that reads minute, prices, volume and value.
    static func read(_ row: borrowing Statement) throws(DatabaseError) -> Candle {
        Candle(
            minute: row.int64(0),
            open: Price(units: row.int64(1)),
            high: Price(units: row.int64(2)),
            low: Price(units: row.int64(3)),
            close: Price(units: row.int64(4)),
            volume: try row.int128(5),
            value: Quote(units: try row.int128(6)))
    }
}

extension CandleQuery {
    /// The candles that this describes, oldest first, after the last one before them.
    func candles(in database: borrowing Database) throws(DatabaseError) -> [Candle] {
        let statement = try database.prepare(Self.sql)
        try statement.bindAll(market.index, kind.rawValue, minutes.lowerBound, minutes.upperBound, limit)
        var candles: [Candle] = []
        while try statement.step() { candles.append(try CandleRow.read(statement)) }
        candles.reverse()
        return candles
    }

    static let sql = """
        SELECT minute, open, high, low, close, volume, value FROM candle_row
        WHERE market = ?1 AND kind = ?2 AND minute <= ?4 AND minute >= ifnull(
            (SELECT max(minute) FROM candle_row WHERE market = ?1 AND kind = ?2 AND minute < ?3), ?3)
        ORDER BY minute DESC LIMIT ?5
        """
}

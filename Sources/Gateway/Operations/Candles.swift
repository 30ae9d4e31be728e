import Exchange
import Wire

extension Gateway {
    /// `GET /v1/markets/klines`: rows `[time, open, high, low, close, volume]` of JSON numbers, oldest first;
    /// the volume is in the base asset.
    static func listKlines(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        guard let symbol = call.query("symbol") else { throw .parameter("symbol", "is required.") }
        let market = try gateway.marketID(symbol)
        guard let klines = try Self.klines(call) else { return .klines([]) }
        let query = CandleQuery(
            market: market, kind: klines.kind, minutes: klines.minutes, limit: klines.candleCountMaximum)
        return .lookup(.candles(query)) { (gateway, found) in
            // The markets file says what prices began with; every change since has a candle.
            let began = gateway.catalogue.markets[market.index]
            let initial = klines.kind == .index ? began.indexPrice : began.markPrice
            return .klines(klines.rows(of: found.candles, initial: initial))
        }
    }

    private static func klines(_ call: Call) throws(APIError) -> Klines? {
        guard let resolution = try call.wordQuery("resolution", resolutionWords, resolution(word:)) else {
            throw .parameter("resolution", "is required.")
        }
        guard let from = try call.timeQuery("start_at") else { throw .parameter("start_at", "is required.") }
        guard let through = try call.timeQuery("end_at") else { throw .parameter("end_at", "is required.") }
        guard from <= through else { throw .parameter("end_at", "must not be before start_at.") }
        let kind = try call.wordQuery("price_kind", "last, mark or underlying", PriceKind.init(word:))
        return Klines(kind ?? .last, resolution: resolution, from: from, through: through, now: call.now)
    }

    private static let resolutionWords =
        "a number of minutes: " + Klines.resolutions.map { "\($0)" }.joined(separator: ", ")

    private static func resolution(word: String) -> Int64? {
        Klines.resolutions.first { "\($0)" == word }
    }
}

extension Answer {
    fileprivate static func klines(_ rows: [Candle]) -> Answer {
        var json = JSONWriter(capacity: 32 + 80 * rows.count)
        json.beginObject()
        json.key("results")
        json.beginArray()
        for row in rows { json.kline(row) }
        json.endArray()
        json.endObject()
        return .json(json.bytes)
    }
}

extension JSONWriter {
    /// Decimals are written as the numbers they are, without a detour through floating point.
    fileprivate mutating func kline(_ row: Candle) {
        beginArray()
        integer(row.minute * 60_000)
        for price in [row.open, row.high, row.low, row.close] { rawNumber(price.text) }
        rawNumber(FixedPoint.text(row.volume))
        endArray()
    }
}

import Exchange
import Wire

extension Gateway {
    /// `GET /v1/funding/data`: how a market's funding stood, minute by minute, newest first.
    static func listFundingData(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        let exchange = gateway.exchange
        let query = try call.pageQuery { () throws(APIError) -> FundingQuery? in
            try fundingFilters(call, exchange)
        }
        return .page(query) { (record, gateway, json) in json.funding(record, in: gateway.exchange) }
    }

    private static func fundingFilters(
        _ call: Call, _ exchange: borrowing Exchange
    ) throws(APIError) -> FundingQuery {
        guard let symbol = call.query("market") else { throw .parameter("market", "is required.") }
        guard let market = exchange.marketID(symbol: symbol) else { throw .unknownMarket(symbol) }
        return FundingQuery(
            market: market, from: try call.timeQuery("start_at"), through: try call.timeQuery("end_at"),
            limit: try call.pageSize())
    }
}

extension JSONWriter {
    mutating func funding(_ record: FundingRecord, in exchange: borrowing Exchange) {
        let market = exchange.markets[record.market.index]
        let hours = market.funding?.periodHours ?? 8
        beginObject()
        member("market", market.symbol)
        member("funding_index", record.index.text)
        member("funding_premium", record.premium.text)
        member("funding_rate", record.rate.text)
        member("funding_rate_8h", record.rate.per8Hours(of: hours).text)
        member("funding_period_hours", integer: hours)
        member("created_at", record.at)
        endObject()
    }
}

extension Rate {
    /// What a rate for so many hours comes to in eight, nearest.
    fileprivate func per8Hours(of hours: Int64) -> Rate {
        Rate(units: Int64(clamping: Rounding.nearest.quotient(Int128(units) * 8, Int128(hours))))
    }
}

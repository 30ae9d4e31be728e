import Exchange
import Wire

extension Gateway {
    /// `GET /v1/markets`: the rows of the markets file.
    static func listMarkets(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        var rows = gateway.catalogue.rows
        if let symbol = call.query("market") {
            guard let market = gateway.exchange.marketID(symbol: symbol) else {
                throw .unknownMarket(symbol, status: 404)
            }
            rows = [rows[market.index]]
        }
        var json = JSONWriter(capacity: 64 + 1536 * rows.count)
        json.beginObject()
        json.key("results")
        json.value(.array(rows.map(JSONValue.object)))
        json.endObject()
        return .json(json.bytes)
    }

    /// `GET /v1/markets/summary`: prices now and what happened in the last day; "" for what is not available,
    /// as documented. `start` and `end` are for options and change nothing here.
    static func listMarketSummaries(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        guard let symbol = call.query("market") else { throw .parameter("market", "is required.") }
        _ = try call.integerQuery("start")
        _ = try call.integerQuery("end")
        var markets = gateway.exchange.markets.indices.map(MarketID.init(index:))
        if symbol != "ALL" { markets = [try gateway.marketID(symbol)] }
        var json = JSONWriter(capacity: 64 + 768 * markets.count)
        json.beginObject()
        json.key("results")
        json.beginArray()
        for market in markets { json.summary(of: market, in: gateway.exchange, at: call.now) }
        json.endArray()
        json.endObject()
        return .json(json.bytes)
    }

    /// The market with this symbol, or the refusal that names it.
    func marketID(_ symbol: String) throws(APIError) -> MarketID {
        guard let market = exchange.marketID(symbol: symbol) else { throw .unknownMarket(symbol) }
        return market
    }

    /// The market that an order names.
    func marketID(_ symbol: JSONText) throws(APIError) -> MarketID {
        if let market = marketNames.market(symbol.word) { return market }
        return try marketID(symbol.string)
    }
}

extension JSONWriter {
    fileprivate mutating func summary(
        of market: MarketID, in exchange: borrowing Exchange, at now: Timestamp
    ) {
        beginObject()
        summaryMembers(of: market, in: exchange, at: now)
        key("created_at")
        integer(now.milliseconds)
        endObject()
    }

    /// The members of a market's summary, but for when it was made.
    mutating func summaryMembers(
        of market: MarketID, in exchange: borrowing Exchange, at now: Timestamp
    ) {
        member("symbol", exchange.markets[market.index].symbol)
        prices(of: market, in: exchange)
        statistics(of: market, in: exchange, at: now)
        funding(of: market, in: exchange)
        for name in Self.optionFigures { member(name, "") }
        member("delta", "1")
        key("greeks")
        beginObject()
        member("delta", "1")
        for name in ["gamma", "vega", "rho", "vanna", "volga"] { member(name, "0") }
        endObject()
    }

    private mutating func prices(of market: MarketID, in exchange: borrowing Exchange) {
        let rules = exchange.markets[market.index]
        member("mark_price", rules.markPrice.text)
        member("underlying_price", rules.indexPrice.text)
        member("last_traded_price", exchange.lastTrades[market.index]?.text ?? "")
        member("bid", exchange.bestBid(of: market)?.price.text ?? "")
        member("ask", exchange.bestAsk(of: market)?.price.text ?? "")
    }

    private mutating func statistics(
        of market: MarketID, in exchange: borrowing Exchange, at now: Timestamp
    ) {
        let statistics = exchange.statistics[market.index]
        member("volume_24h", statistics.value24h(at: now).text)
        member("total_volume", statistics.totalValue.text)
        member("open_interest", FixedPoint.text(statistics.openInterest))
        member("price_change_rate_24h", statistics.priceChange24h(at: now)?.text ?? "")
    }

    /// Funding accrues all the time, so the rate to come is the rate there is.
    private mutating func funding(of market: MarketID, in exchange: borrowing Exchange) {
        let hasFunding = exchange.markets[market.index].funding != nil
        let rate = hasFunding ? exchange.fundingRate(of: market).text : ""
        member("funding_rate", rate)
        member("future_funding_rate", rate)
    }

    private static let optionFigures = ["mark_iv", "bid_iv", "ask_iv", "last_iv"]

    /// A member that is a string.
    mutating func member(_ name: StaticString, _ value: String) {
        key(name)
        string(value)
    }

    /// The same for a name that is none of the source's.
    @_disfavoredOverload
    mutating func member(_ name: String, _ value: String) {
        key(name)
        string(value)
    }
}

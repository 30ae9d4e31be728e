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

    /// `GET /v1/markets/summary`: prices now; figures that nothing here computes are "", as documented for
    /// what is not available.
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

    /// `GET /v1/bbo/{market}`
    static func getBestBidAndOffer(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        let market = try gateway.marketID(call.parameters[0])
        let book = gateway.exchange.depth(of: market, levels: 1)
        var json = JSONWriter(capacity: 256)
        json.beginObject()
        json.bookHead(of: market, book, in: gateway.exchange)
        json.key("ask")
        json.string(book.asks.first?.price.text ?? "")
        json.key("ask_size")
        json.string(book.asks.first?.size.text ?? "")
        json.key("bid")
        json.string(book.bids.first?.price.text ?? "")
        json.key("bid_size")
        json.string(book.bids.first?.size.text ?? "")
        json.endObject()
        return .json(json.bytes)
    }

    /// `GET /v1/orderbook/{market}`
    static func getOrderBook(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        let market = try gateway.marketID(call.parameters[0])
        let levels = try call.integerQuery("depth") ?? bookDepthDefault
        guard levels > 0 else { throw .parameter("depth", "must be at least 1.") }
        if call.query("price_tick") != nil { throw .parameter("price_tick", "is not imitated.") }
        let book = gateway.exchange.depth(of: market, levels: Int(min(levels, bookDepthMaximum)))
        var json = JSONWriter(capacity: 256 + 48 * (book.asks.count + book.bids.count))
        json.beginObject()
        json.bookHead(of: market, book, in: gateway.exchange)
        json.key("asks")
        json.levels(book.asks)
        json.key("bids")
        json.levels(book.bids)
        for key: StaticString in ["best_ask_api", "best_ask_interactive"] {
            json.key(key)
            json.level(book.asks.first)
        }
        for key: StaticString in ["best_bid_api", "best_bid_interactive"] {
            json.key(key)
            json.level(book.bids.first)
        }
        json.endObject()
        return .json(json.bytes)
    }

    private static let bookDepthDefault: Int64 = 20
    /// More levels than this are not shown, whatever `depth` asks for.
    private static let bookDepthMaximum: Int64 = 1000

    /// The market with this symbol, or the refusal that names it.
    func marketID(_ symbol: String) throws(APIError) -> MarketID {
        guard let market = exchange.marketID(symbol: symbol) else { throw .unknownMarket(symbol) }
        return market
    }
}

extension JSONWriter {
    fileprivate mutating func bookHead(
        of market: MarketID, _ book: BookDepth, in exchange: borrowing Exchange
    ) {
        key("market")
        string(exchange.markets[market.index].symbol)
        key("seq_no")
        integer(book.sequence)
        key("last_updated_at")
        integer(book.updatedAt.milliseconds)
    }

    fileprivate mutating func levels(_ levels: [(price: Price, size: Size)]) {
        beginArray()
        for level in levels { self.level(level) }
        endArray()
    }

    /// `[price, size]`, or two empty texts where there is no level: strict clients want a pair.
    fileprivate mutating func level(_ level: (price: Price, size: Size)?) {
        beginArray()
        string(level?.price.text ?? "")
        string(level?.size.text ?? "")
        endArray()
    }

    fileprivate mutating func summary(
        of market: MarketID, in exchange: borrowing Exchange, at now: Timestamp
    ) {
        let rules = exchange.markets[market.index]
        let mark = rules.markPrice.text
        beginObject()
        member("symbol", rules.symbol)
        member("mark_price", mark)
        member("underlying_price", mark)
        member("last_traded_price", exchange.lastTrades[market.index]?.text ?? "")
        member("bid", exchange.bestBid(of: market)?.price.text ?? "")
        member("ask", exchange.bestAsk(of: market)?.price.text ?? "")
        member("funding_rate", "0")
        member("future_funding_rate", "0")
        member("delta", "1")
        for name in Self.unavailableFigures { member(name, "") }
        key("greeks")
        beginObject()
        member("delta", "1")
        for name in ["gamma", "vega", "rho", "vanna", "volga"] { member(name, "0") }
        endObject()
        key("created_at")
        integer(now.milliseconds)
        endObject()
    }

    private static let unavailableFigures = [
        "volume_24h", "total_volume", "open_interest", "price_change_rate_24h", "mark_iv", "bid_iv", "ask_iv",
        "last_iv",
    ]

    /// A member that is a string.
    mutating func member(_ name: String, _ value: String) {
        key(name)
        string(value)
    }
}

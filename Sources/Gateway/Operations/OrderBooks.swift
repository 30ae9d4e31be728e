import Exchange
import Wire

extension Gateway {
    /// `GET /v1/bbo/{market}` and its interactive variant, which are the same while nobody may place RPI
    /// orders.
    static func getBestBidAndOffer(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        let market = try gateway.marketID(call.parameters[0])
        let book = gateway.exchange.depth(of: market, levels: 1)
        let symbol = gateway.exchange.markets[market.index].symbol
        var json = JSONWriter(capacity: 256)
        json.bestPrices(
            gateway.exchange.top(of: market), of: symbol, book.sequence, book.updatedAt, absent: "")
        return .json(json.bytes)
    }

    /// `GET /v1/orderbook/{market}` and its interactive variant, likewise the same. The best bid and ask are
    /// those of the whole book, whatever `price_tick` makes of the levels.
    static func getOrderBook(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        let market = try gateway.marketID(call.parameters[0])
        let levels = try call.integerQuery("depth") ?? bookDepthDefault
        guard levels > 0 else { throw .parameter("depth", "must be at least 1.") }
        let tick = try gateway.aggregation(call, market)
        let exchange = gateway.exchange
        let book = exchange.depth(of: market, levels: Int(min(levels, bookDepthMaximum)), tick: tick)
        var json = JSONWriter(capacity: 256 + 48 * (book.asks.count + book.bids.count))
        json.beginObject()
        json.bookHead(of: exchange.markets[market.index].symbol, book.sequence, book.updatedAt)
        json.key("asks")
        json.levels(book.asks)
        json.key("bids")
        json.levels(book.bids)
        for key: StaticString in ["best_ask_api", "best_ask_interactive"] {
            json.key(key)
            json.level(exchange.bestAsk(of: market))
        }
        for key: StaticString in ["best_bid_api", "best_bid_interactive"] {
            json.key(key)
            json.level(exchange.bestBid(of: market))
        }
        json.endObject()
        return .json(json.bytes)
    }

    /// `GET /v1/orderbook/{market}/impact-price`: the average price of an order of this size, "" if the book
    /// has less. The specification names no `side` although the reply has one, so it may be left out.
    static func getImpactPrice(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        let market = try gateway.marketID(call.parameters[0])
        guard let units = try call.decimalQuery("size") else { throw .parameter("size", "is required.") }
        let size = Size(units: units)
        let side = try call.wordQuery("side", "BUY or SELL", Side.init(word:)) ?? .buy
        let price = gateway.exchange.averagePrice(of: market, toTrade: side, size)
        let symbol = gateway.exchange.markets[market.index].symbol
        return .json(
            Self.object { json in
                json.member("market", symbol)
                json.key("side")
                json.rawASCII(side.word)
                json.member("size", size.text)
                json.member("impact_price", price?.text ?? "")
            })
    }

    private static let bookDepthDefault: Int64 = 20
    /// More levels than this are not shown, whatever `depth` asks for.
    private static let bookDepthMaximum: Int64 = 1000

    /// The `price_tick` that takes levels together.
    private func aggregation(_ call: Call, _ market: MarketID) throws(APIError) -> Price? {
        guard let units = try call.decimalQuery("price_tick") else { return nil }
        let tick = Price(units: units)
        let own = exchange.markets[market.index].tickSize
        guard tick.isMultiple(of: own) else {
            throw .parameter("price_tick", "must be a multiple of the market's price_tick_size \(own.text).")
        }
        return tick
    }
}

extension Call {
    /// A query parameter that holds a decimal above zero, in 10⁻⁸.
    fileprivate func decimalQuery(_ name: String) throws(APIError) -> Int64? {
        guard let text = query(name) else { return nil }
        guard let units = try? APIDecimal.units(text), units > 0 else {
            throw .parameter(
                name, "must be a decimal above zero with at most 8 decimals, not \"\(text)\".")
        }
        return units
    }
}

extension JSONWriter {
    /// The best level of each side. `absent` stands where there is none: "" over HTTP, "0" over sockets.
    mutating func bestPrices(
        _ top: BookTop, of symbol: String, _ sequence: Int64, _ updatedAt: Timestamp, absent: String
    ) {
        beginObject()
        bookHead(of: symbol, sequence, updatedAt)
        member("ask", top.ask?.price.text ?? absent)
        member("ask_size", top.ask?.size.text ?? absent)
        member("bid", top.bid?.price.text ?? absent)
        member("bid_size", top.bid?.size.text ?? absent)
        endObject()
    }

    fileprivate mutating func bookHead(of symbol: String, _ sequence: Int64, _ updatedAt: Timestamp) {
        member("market", symbol)
        key("seq_no")
        integer(sequence)
        key("last_updated_at")
        integer(updatedAt.milliseconds)
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
}

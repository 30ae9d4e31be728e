import Exchange
import Wire

extension Gateway {
    /// `GET /v1/trades`: a market's trades, newest first. `page_size` may be as large as elsewhere, but a page
    /// has at most 1000.
    static func listTrades(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        let exchange = gateway.exchange
        var query = try call.pageQuery { () throws(APIError) -> TradeQuery? in
            try tradeFilters(call, exchange)
        }
        if let limit = query?.limit { query?.limit = min(limit, tradesOnPageMaximum) }
        return .page(query) { (trade, gateway, json) in json.trade(trade, in: gateway.exchange) }
    }

    private static func tradeFilters(
        _ call: Call, _ exchange: borrowing Exchange
    ) throws(APIError) -> TradeQuery {
        guard let symbol = call.query("market") else { throw .parameter("market", "is required.") }
        guard let market = exchange.marketID(symbol: symbol) else { throw .unknownMarket(symbol) }
        return TradeQuery(
            market: market, from: try call.timeQuery("start_at"), through: try call.timeQuery("end_at"),
            limit: try call.pageSize())
    }

    private static let tradesOnPageMaximum = 1000
}

extension JSONWriter {
    mutating func trade(_ trade: Trade, in exchange: borrowing Exchange) {
        beginObject()
        member("id", TradeName.text(of: trade))
        member("market", exchange.markets[trade.market.index].symbol)
        key("side")
        rawASCII(trade.takerSide.word)
        member("size", trade.size.text)
        member("price", trade.price.text)
        member("created_at", trade.at)
        key("trade_type")
        rawASCII(trade.kind.word)
        endObject()
    }
}

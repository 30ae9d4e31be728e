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
        let symbol = exchange.symbol(of: trade.market)
        let time = DecimalText(trade.at)
        beginObject()
        fragment(#""id":""#)
        fragment { TradeName.append(trade, at: time, to: &$0) }
        fragment(#"","market":""#)
        fragment { $0.append(escaping: symbol.utf8.span) }
        fragment(#"","side":""#)
        trade.takerSide.spelled { word in fragment { $0.append(word) } }
        fragment(#"","size":""#)
        fragment { $0.append(hundredMillionths: trade.size.units) }
        fragment(#"","price":""#)
        fragment { $0.append(hundredMillionths: trade.price.units) }
        fragment(#"","created_at":"#)
        fragment { $0.append(time) }
        fragment(#","trade_type":""#)
        fragment { $0.append(trade.kind.word) }
        fragment(#"""#)
        endObject()
    }
}

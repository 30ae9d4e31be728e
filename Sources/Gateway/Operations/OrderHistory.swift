import Exchange
import Wire

extension Gateway {
    /// `GET /v1/orders-history`: open and closed orders, newest first, in pages that can be walked both ways.
    /// With a cursor the filters are the cursor's.
    static func listOrderHistory(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        let exchange = gateway.exchange
        let query = try call.pageQuery { () throws(APIError) in try historyFilters(call, exchange) }
        if let query, query.status?.isOfOpenOrders == true { return openOrders(query, exchange, call.now) }
        let now = call.now
        return .page(query) { (order, gateway, json) in
            json.order(order, of: gateway.exchange, publishedAt: now)
        }
    }

    /// A page of what the exchange has in memory: among all orders ever the ledger would have to look for these few.
    private static func openOrders(
        _ query: OrderQuery, _ exchange: Exchange, _ now: Timestamp
    ) -> Answer {
        var oneMore = query
        oneMore.limit += 1
        let page = Page(found: exchange.openOrders(oneMore), query: query)
        return .rows(next: page.next?.text, previous: page.previous?.text) { json in
            for order in page.rows { json.order(order, of: exchange, publishedAt: now) }
        }
    }

    /// The filters in the query parameters; nil if no order can match them.
    static func historyFilters(
        _ call: Call, _ exchange: borrowing Exchange
    ) throws(APIError) -> OrderQuery? {
        var query = OrderQuery(account: call.account, limit: try call.pageSize())
        query.clientID = call.query("client_id")
        query.side = try call.wordQuery("side", "BUY or SELL", Side.init(word:))
        query.from = try call.timeQuery("start_at")
        query.through = try call.timeQuery("end_at")
        if let symbol = call.query("market") {
            guard let market = exchange.marketID(symbol: symbol) else { return nil }
            query.market = market
        }
        query.status = try call.wordQuery(
            "status", "NEW, OPEN, UNTRIGGERED or CLOSED", StatusFilter.init(word:))
        query.type = try call.wordQuery("type", OrderType.words, OrderType.init(word:))
        return query
    }
}

import Exchange
import Wire

extension Gateway {
    /// `GET /v1/orders-history`: open and closed orders, newest first, in pages that can be walked both ways.
    /// With a cursor the filters are the cursor's.
    static func listOrderHistory(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        let now = call.now
        guard let query = try gateway.historyQuery(call) else {
            return .json(HistoryPage<Order>(found: [], query: nil, id: \.id).body { _, _ in })
        }
        var oneMore = query
        oneMore.limit += 1
        return .lookup(.page(oneMore)) { (gateway, found) in
            let page = HistoryPage(found: found.orders, query: query, id: \.id)
            return .json(
                page.body { json, order in json.order(order, of: gateway.exchange, publishedAt: now) })
        }
    }

    /// What the cursor or the query parameters ask for; nil if no order can match it.
    func historyQuery(_ call: Call) throws(APIError) -> OrderQuery? {
        guard let cursor = call.query("cursor") else { return try historyFilters(call) }
        return try PageCursor(cursor, account: call.account).query
    }

    /// The filters in the query parameters; nil if no order can match them.
    private func historyFilters(_ call: Call) throws(APIError) -> OrderQuery? {
        var query = OrderQuery(account: call.account, limit: Int(try pageSize(call)))
        query.clientID = call.query("client_id")
        query.side = try call.wordQuery("side", "BUY or SELL", Side.init(word:))
        query.from = try call.integerQuery("start_at").map(Timestamp.init(milliseconds:))
        query.through = try call.integerQuery("end_at").map(Timestamp.init(milliseconds:))
        if let symbol = call.query("market") {
            guard let market = exchange.marketID(symbol: symbol) else { return nil }
            query.market = market
        }
        query.status = try call.wordQuery(
            "status", "NEW, OPEN, UNTRIGGERED or CLOSED", StatusFilter.init(word:))
        query.type = try call.wordQuery("type", OrderType.words, OrderType.init(word:))
        return query
    }

    private func pageSize(_ call: Call) throws(APIError) -> Int64 {
        let size = try call.integerQuery("page_size") ?? OrderQuery.pageSizeDefault
        guard (1...OrderQuery.pageSizeMaximum).contains(size) else {
            throw .parameter("page_size", "must be 1 to \(OrderQuery.pageSizeMaximum), not \(size).")
        }
        return size
    }
}

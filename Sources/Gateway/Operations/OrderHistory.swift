import Exchange
import Wire

extension Gateway {
    /// `GET /v1/orders-history`: open and closed orders, newest first, in pages that can be walked both ways.
    /// With a cursor the filters are the cursor's.
    static func listOrderHistory(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        let query: OrderQuery
        if let cursor = call.query("cursor") {
            query = try PageCursor(cursor, account: call.account).query
        } else if let filters = try gateway.historyFilters(call) {
            query = filters
        } else {
            return .json(OrderPage(found: [], query: nil).body(of: gateway.exchange, at: call.now))
        }
        var oneMore = query
        oneMore.limit += 1
        let now = call.now
        return .lookup(.page(oneMore)) { (gateway, found) in
            .json(OrderPage(found: found.orders, query: query).body(of: gateway.exchange, at: now))
        }
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
        if let status = call.query("status") {
            if status == "UNTRIGGERED" { return nil }
            query.status = try call.wordQuery(
                "status", "NEW, OPEN, UNTRIGGERED or CLOSED", StatusFilter.init(word:))
        }
        if let type = call.query("type") {
            guard Self.typeWords.contains(type) else {
                throw .parameter("type", "must be one of \(Self.typeWords.joined(separator: ", ")).")
            }
            guard let known = OrderType(word: type) else { return nil }
            query.type = known
        }
        return query
    }

    private func pageSize(_ call: Call) throws(APIError) -> Int64 {
        let size = try call.integerQuery("page_size") ?? OrderQuery.pageSizeDefault
        guard (1...OrderQuery.pageSizeMaximum).contains(size) else {
            throw .parameter("page_size", "must be 1 to \(OrderQuery.pageSizeMaximum), not \(size).")
        }
        return size
    }

    /// All types of the published specification: asking for one that has no orders is no mistake.
    private static let typeWords = [
        "MARKET", "LIMIT", "STOP_LIMIT", "STOP_MARKET", "TAKE_PROFIT_LIMIT", "TAKE_PROFIT_MARKET",
        "STOP_LOSS_MARKET", "STOP_LOSS_LIMIT",
    ]
}

/// One page of history and the cursors to its neighbours.
private struct OrderPage {
    private var orders: ArraySlice<Order>
    private var next: PageCursor?
    private var previous: PageCursor?

    /// `found` holds up to one order more than the page has, at its far end, which tells whether the walk
    /// can go on. On the side it came from there is always something: the page before.
    init(found: [Order], query: OrderQuery?) {
        orders = found[...]
        guard let query else { return }
        let hasMore = found.count > query.limit
        switch query.bound {
        case nil, .before:
            if hasMore { orders.removeLast() }
            next = hasMore ? Self.cursor(query, .older, orders.last) : nil
            previous = query.bound == nil ? nil : Self.cursor(query, .newer, orders.first)
        case .after:
            if hasMore { orders.removeFirst() }
            next = Self.cursor(query, .older, orders.last)
            previous = hasMore ? Self.cursor(query, .newer, orders.first) : nil
        }
    }

    func body(of exchange: borrowing Exchange, at now: Timestamp) -> [UInt8] {
        var json = JSONWriter(capacity: 512 + 768 * orders.count)
        json.beginObject()
        json.key("next")
        json.optional(next?.text)
        json.key("prev")
        json.optional(previous?.text)
        json.key("results")
        json.orders(Array(orders), of: exchange, publishedAt: now)
        json.endObject()
        return json.bytes
    }

    private static func cursor(
        _ query: OrderQuery, _ direction: PageCursor.Direction, _ edge: Order?
    ) -> PageCursor? {
        edge.map { PageCursor(query, direction, of: $0.id) }
    }
}

extension JSONWriter {
    /// A string, or null.
    mutating func optional(_ text: String?) {
        if let text { string(text) } else { null() }
    }
}

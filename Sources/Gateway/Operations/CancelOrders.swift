import Exchange
import Wire

extension Gateway {
    /// `DELETE /v1/orders/{order_id}`
    static func cancelOrder(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        try gateway.cancel(orderNamed: call.parameters[0], call.caller).answer(gateway) { _, _ in .empty }
    }

    /// `DELETE /v1/orders/by_client_id/{client_id}`: with a `market`, only an order in that one.
    static func cancelOrderByClientID(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        try gateway.cancel(orderOfClient: call.parameters[0], market: call.query("market"), call.caller)
            .answer(gateway) { _, _ in .empty }
    }

    /// `DELETE /v1/orders`: without a market an array of the ids that were cancelled, with one an object.
    /// Both forms are what paradex-rs reads; mcp-paradex sends `market=ALL`.
    static func cancelAllOrders(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        let symbol = call.query("market")
        let orders = try gateway.cancelAll(market: symbol, call.caller)
        return .json(cancelAllBody(of: orders, market: symbol == "ALL" ? nil : symbol))
    }

    private static func cancelAllBody(of orders: [Order], market: String?) -> [UInt8] {
        var json = JSONWriter(capacity: 64 + 32 * orders.count)
        if let market {
            json.beginObject()
            json.key("market")
            json.string(market)
            json.key("message")
            json.string("\(orders.count) orders queued for cancellation")
            json.endObject()
        } else {
            json.beginArray()
            for order in orders { json.string(OrderName.text(of: order)) }
            json.endArray()
        }
        return json.bytes
    }
}

extension Gateway {
    /// `order.cancel`: by `id`, or by `client_id` and `market`.
    static func cancelOrder(_ gateway: inout Gateway, _ call: SocketCall) throws(RPCError) -> Answer {
        var fields = try call.fields()
        let (id, clientID, market) = try call.reading { () throws(APIError) in
            (
                try fields.optionalText("id") ?? "", try fields.optionalText("client_id") ?? "",
                try fields.optionalText("market") ?? ""
            )
        }
        guard !id.isEmpty || !clientID.isEmpty else {
            throw .parameters("id, or client_id and market: one of the two is required.")
        }
        guard !id.isEmpty || !market.isEmpty else {
            throw .parameters("market: is required with client_id.")
        }
        let outcome = try call.carryOut { (caller) throws(APIError) in
            id.isEmpty
                ? try gateway.cancel(orderOfClient: clientID, market: market, caller)
                : try gateway.cancel(orderNamed: id, caller)
        }
        return outcome.answer(gateway) { _, order in
            .json(
                Self.object { json in
                    json.member("order_id", OrderName.text(of: order))
                    json.member("status", "QUEUED_FOR_CANCELLATION")
                })
        }
    }

    /// `order.cancel_all`: in one market, or in all.
    static func cancelAllOrders(_ gateway: inout Gateway, _ call: SocketCall) throws(RPCError) -> Answer {
        var fields = try call.fields()
        let market = try call.reading { () throws(APIError) in try fields.optionalText("market") }
        _ = try call.carryOut { (caller) throws(APIError) in
            try gateway.cancelAll(market: market == "" ? nil : market, caller)
        }
        return .json(Self.object { $0.member("status", "ok") })
    }
}

extension Gateway {
    private mutating func cancel(
        orderNamed name: String, _ caller: Caller
    ) throws(APIError) -> Outcome<Order> {
        if let order = openOrder(named: name, of: caller.account) { return try cancel(order, caller) }
        guard let id = OrderName.parse(name) else { throw .unknownOrder }
        return .lookup(.named([id], clientIDs: [], of: caller.account)) { (found) throws(APIError) in
            throw found.orders.contains { OrderName.text(of: $0) == name } ? .orderClosed : .unknownOrder
        }
    }

    /// Cancels the caller's order with this client id. In another market than the one that is named there is none.
    private mutating func cancel(
        orderOfClient clientID: String, market symbol: String?, _ caller: Caller
    ) throws(APIError) -> Outcome<Order> {
        var market: MarketID?
        if let symbol { market = try marketID(symbol) }
        if let order = exchange.openOrder(clientID: clientID, of: caller.account) {
            guard market == nil || order.market == market else { throw .unknownClientID }
            return try cancel(order, caller)
        }
        return .lookup(.named([], clientIDs: [clientID], of: caller.account)) {
            [market] (found) throws(APIError) in
            let isKnown = found.orders.contains { market == nil || $0.market == market }
            throw isKnown ? .orderClosed : .unknownClientID
        }
    }

    private mutating func cancel(_ order: Order, _ caller: Caller) throws(APIError) -> Outcome<Order> {
        try carryOut(.cancel(caller.account, [order.id]), at: caller.now)
        return .done(order)
    }

    /// Cancels the caller's orders in one market; nil and ALL stand for all. Returns what was open.
    private mutating func cancelAll(market symbol: String?, _ caller: Caller) throws(APIError) -> [Order] {
        var market: MarketID?
        if let symbol, symbol != "ALL" { market = try marketID(symbol) }
        let orders = exchange.openOrders(of: caller.account, in: market)
        if !orders.isEmpty { try carryOut(.cancelAll(caller.account, market), at: caller.now) }
        return orders
    }

    /// The caller's open order with this public id.
    func openOrder(named name: String, of account: AccountID) -> Order? {
        guard let id = OrderName.parse(name), let order = exchange.order(id), order.account == account,
            OrderName.text(of: order) == name
        else { return nil }
        return order
    }
}

import Exchange
import Wire

extension Gateway {
    /// `DELETE /v1/orders/{order_id}`
    static func cancelOrder(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        let name = call.parameters[0]
        if let order = gateway.openOrder(named: name, of: call.account) {
            try gateway.carryOut(.cancel(call.account, [order.id]), at: call.now)
            return .empty
        }
        guard let id = OrderName.parse(name) else { throw .unknownOrder }
        return .lookup(.named([id], clientIDs: [], of: call.account)) { (_, found) throws(APIError) in
            throw found.orders.contains { OrderName.text(of: $0) == name } ? .orderClosed : .unknownOrder
        }
    }

    /// `DELETE /v1/orders/by_client_id/{client_id}`; `market` is a hint that this exchange does not need.
    static func cancelOrderByClientID(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        let clientID = call.parameters[0]
        if let order = gateway.exchange.openOrder(clientID: clientID, of: call.account) {
            try gateway.carryOut(.cancel(call.account, [order.id]), at: call.now)
            return .empty
        }
        return .lookup(.named([], clientIDs: [clientID], of: call.account)) { (_, found) throws(APIError) in
            throw found.orders.isEmpty ? .unknownClientID : .orderClosed
        }
    }

    /// `DELETE /v1/orders`: without a market an array of the ids that were cancelled, with one an object.
    /// Both forms are what paradex-rs reads; mcp-paradex sends `market=ALL`.
    static func cancelAllOrders(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        let symbol = call.query("market")
        var market: MarketID?
        if let symbol, symbol != "ALL" {
            market = gateway.exchange.marketID(symbol: symbol)
            guard market != nil else { throw .unknownMarket(symbol) }
        }
        let orders = gateway.exchange.openOrders(of: call.account, in: market)
        if !orders.isEmpty { try gateway.carryOut(.cancelAll(call.account, market), at: call.now) }
        return .json(cancelAllBody(of: orders, market: market == nil ? nil : symbol))
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

    /// The caller's open order with this public id.
    func openOrder(named name: String, of account: AccountID) -> Order? {
        guard let id = OrderName.parse(name), let order = exchange.order(id), order.account == account,
            OrderName.text(of: order) == name
        else { return nil }
        return order
    }
}

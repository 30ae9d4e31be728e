import Exchange
import Wire

extension Gateway {
    /// `GET /v1/orders`: everything that is not closed, newest first. An unknown market has none.
    static func listOpenOrders(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        var orders: [Order] = []
        let symbol = call.query("market") ?? "ALL"
        if symbol == "ALL" {
            orders = gateway.exchange.openOrders(of: call.account, in: nil)
        } else if let market = gateway.exchange.marketID(symbol: symbol) {
            orders = gateway.exchange.openOrders(of: call.account, in: market)
        }
        var json = JSONWriter(capacity: 64 + 768 * orders.count)
        json.beginObject()
        json.key("results")
        json.orders(orders, of: gateway.exchange, publishedAt: call.now)
        json.endObject()
        return .json(json.bytes)
    }

    /// `GET /v1/orders/{order_id}`: orders in every status, since clients confirm cancels here.
    static func getOrder(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        let name = call.parameters[0]
        let now = call.now
        if let order = gateway.openOrder(named: name, of: call.account) {
            return .order(order, of: gateway.exchange, at: now)
        }
        guard let id = OrderName.parse(name) else { throw .unknownOrder }
        return .lookup(.named([id], clientIDs: [], of: call.account)) { (gateway, found) throws(APIError) in
            guard let order = found.orders.first(where: { OrderName.text(of: $0) == name }) else {
                throw .unknownOrder
            }
            return .order(order, of: gateway.exchange, at: now)
        }
    }

    /// `GET /v1/orders/by_client_id/{client_id}`: open orders only.
    static func getOrderByClientID(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        guard let order = gateway.exchange.openOrder(clientID: call.parameters[0], of: call.account) else {
            throw .unknownClientID
        }
        return .order(order, of: gateway.exchange, at: call.now)
    }
}

extension Answer {
    /// 200 with one order.
    static func order(
        _ order: Order, of exchange: borrowing Exchange, at now: Timestamp, requestInfo: ShownRequest = .last
    ) -> Answer {
        .json(order.json(of: exchange, publishedAt: now, requestInfo: requestInfo))
    }
}

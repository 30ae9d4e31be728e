import Exchange
import Wire

extension Gateway {
    /// `PUT /v1/orders/{order_id}`: the reply shows what was asked, with a pending `request_info`; the next
    /// read shows what became of it.
    static func modifyOrder(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        let name = call.parameters[0]
        let form = try ModifyForm(Fields(body: call.request.body))
        guard form.id == name else {
            throw .parameter("id", "must be the id in the path, \(name), not \(form.id).")
        }
        guard let order = gateway.openOrder(named: name, of: call.account) else {
            return try refusalToModify(orderNamed: name, call)
        }
        try gateway.check(form.terms, against: order)
        try gateway.check(form.terms, modifying: form.id, call)
        let change = OrderChange(
            account: call.account, order: order.id, price: form.terms.price, size: form.terms.size,
            triggerPrice: form.triggerPrice, keepsPlace: gateway.configuration.modify == .inPlace)
        let events = try gateway.carryOut(.modify(change), at: call.now)
        return .order(
            order.changed(by: change), of: gateway.exchange, at: call.now,
            requestInfo: RequestInfo(
                id: modification(of: order.id, in: events), status: "PENDING", message: ""))
    }

    private static func refusalToModify(orderNamed name: String, _ call: Call) throws(APIError) -> Answer {
        guard let id = OrderName.parse(name) else { throw .unknownOrder }
        return .lookup(.named([id], clientIDs: [], of: call.account)) { (_, found) throws(APIError) in
            guard found.orders.contains(where: { OrderName.text(of: $0) == name }) else {
                throw .unknownOrder
            }
            throw APIError(.orderIsNotOpen, "order is not open")
        }
    }

    /// Market, side and type are signed again but cannot change.
    private func check(_ terms: SignedTerms, against order: Order) throws(APIError) {
        let symbol = exchange.markets[order.market.index].symbol
        guard terms.market == symbol else {
            throw .parameter("market", "cannot be modified, it is \(symbol).")
        }
        guard terms.side == order.side else {
            throw .parameter("side", "cannot be modified, it is \(order.side.word).")
        }
        guard terms.type == order.type else {
            throw .parameter("type", "cannot be modified, it is \(order.type.word).")
        }
    }

    private static func modification(of id: OrderID, in events: [Event]) -> Int64 {
        for case .orderUpdated(let order) in events where order.id == id {
            if let modification = order.lastModification { return modification.number }
        }
        preconditionFailure("a modified order's event carries the modification")
    }
}

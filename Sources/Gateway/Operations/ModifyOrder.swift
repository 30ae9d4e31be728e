import Exchange
import Wire

/// An order as it would be, and the request that asks for it.
struct OrderModification {
    let order: Order
    let request: RequestInfo
}

extension Gateway {
    /// `PUT /v1/orders/{order_id}`: the reply shows what was asked, with a pending `request_info`; the next
    /// read shows what became of it.
    static func modifyOrder(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        let name = call.parameters[0]
        var fields = try Fields.of(body: call.request.bodyBytes)
        let form = try ModifyForm(&fields)
        guard form.id == name else {
            throw .parameter("id", "must be the id in the path, \(name), not \(form.id).")
        }
        let now = call.now
        return try gateway.modify(form, call.caller).answer(gateway) { gateway, change in
            .order(change.order, of: gateway.exchange, at: now, requestInfo: .this(change.request))
        }
    }

    /// `order.modify`: like `PUT /v1/orders/{order_id}`. From then on the order counts as one of this socket's.
    static func modifyOrder(_ gateway: inout Gateway, _ call: SocketCall) throws(RPCError) -> Answer {
        let form = try call.form(ModifyForm.init)
        let outcome = try call.carryOut { (caller) throws(APIError) in try gateway.modify(form, caller) }
        if case .done(let change) = outcome {
            gateway.sockets.track([change.order.id], of: call.socket, in: gateway.exchange)
        }
        let now = call.now
        return outcome.answer(gateway) { gateway, change in
            .json(
                Self.object { json in
                    json.key("order")
                    json.order(
                        change.order, of: gateway.exchange, publishedAt: now,
                        requestInfo: .this(change.request))
                })
        }
    }

    /// Asks for new terms of an open order.
    private mutating func modify(
        _ form: ModifyForm, _ caller: Caller
    ) throws(APIError) -> Outcome<OrderModification> {
        guard let order = openOrder(named: form.id, of: caller.account) else {
            return try refusalToModify(orderNamed: form.id, caller)
        }
        try check(form.terms, against: order)
        try check(form.terms, modifying: form.id, caller)
        let change = OrderChange(
            account: caller.account, order: order.id, price: form.terms.price, size: form.terms.size,
            triggerPrice: form.triggerPrice, keepsPlace: configuration.modify == .inPlace)
        let events = try carryOut(.modify(change), at: caller.now)
        let id = Self.modification(of: order.id, in: output.events[events])
        return .done(
            OrderModification(
                order: order.changed(by: change),
                request: RequestInfo(id: id, status: "PENDING", message: "")))
    }

    private func refusalToModify(
        orderNamed name: String, _ caller: Caller
    ) throws(APIError) -> Outcome<OrderModification> {
        guard let id = OrderName.parse(name) else { throw .unknownOrder }
        return .lookup(.named([id], clientIDs: [], of: caller.account)) { (found) throws(APIError) in
            guard found.orders.contains(where: { OrderName.text(of: $0) == name }) else {
                throw .unknownOrder
            }
            throw APIError(.orderIsNotOpen, "order is not open")
        }
    }

    /// Market, side and type are signed again but cannot change.
    private func check(_ terms: SignedTerms, against order: Order) throws(APIError) {
        let symbol = exchange.markets[order.market.index].symbol
        guard terms.market.string == symbol else {
            throw .parameter("market", "cannot be modified, it is \(symbol).")
        }
        guard terms.side == order.side else {
            throw .parameter("side", "cannot be modified, it is \(order.side.word).")
        }
        guard terms.type == order.type else {
            throw .parameter("type", "cannot be modified, it is \(order.type.word).")
        }
    }

    private static func modification(of id: OrderID, in events: Slice<EventList>) -> Int64 {
        for case .orderUpdated(let order) in events where order.id == id {
            if let modification = order.lastModification { return modification.number }
        }
        preconditionFailure("a modified order's event carries the modification")
    }
}

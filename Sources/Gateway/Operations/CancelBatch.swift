import Exchange
import Wire

/// One entry of a batch cancel on its way to a row of the reply.
private struct BatchCancelItem {
    enum Name {
        case id(String)
        case clientID(String)
    }

    enum Outcome {
        case queued(Order)
        case closed(Order)
        case notFound
    }

    let name: Name
    var outcome: Outcome

    /// Whether an order from the ledger is the one that this entry names.
    func names(_ order: Order) -> Bool {
        switch name {
        case .id(let text): OrderName.text(of: order) == text
        case .clientID(let text): order.clientID.hasBytes(of: text)
        }
    }

    func append(to json: inout JSONWriter, in exchange: borrowing Exchange) {
        json.beginObject()
        switch outcome {
        case .queued(let order): append(order, "QUEUED_FOR_CANCELLATION", to: &json, in: exchange)
        case .closed(let order): append(order, "ALREADY_CLOSED", to: &json, in: exchange)
        case .notFound: appendNotFound(to: &json)
        }
        json.endObject()
    }

    private func append(
        _ order: Order, _ status: StaticString, to json: inout JSONWriter, in exchange: borrowing Exchange
    ) {
        json.key("id")
        json.string(OrderName.text(of: order))
        json.key("client_id")
        json.string(order.clientID)
        json.key("account")
        json.string(exchange.account(order.account).address)
        json.key("market")
        json.string(exchange.markets[order.market.index].symbol)
        json.key("status")
        json.rawASCII(status)
    }

    /// An unknown order has only the name it was asked by.
    private func appendNotFound(to json: inout JSONWriter) {
        switch name {
        case .id(let text):
            json.key("id")
            json.string(text)
        case .clientID(let text):
            json.key("client_id")
            json.string(text)
        }
        json.key("status")
        json.rawASCII("NOT_FOUND")
    }
}

extension Gateway {
    /// `DELETE /v1/orders/batch`: a row for each id, then one for each client id, as the owner's page shows.
    static func cancelOrders(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        var fields = try Fields.of(body: call.request.bodyBytes)
        let items = try gateway.items(
            &fields, atMost: Exchange.batchSizeMaximum, call.caller)
        return try gateway.cancel(items, call.caller).answer(gateway) { gateway, items in
            .json(Self.body(of: items, in: gateway.exchange))
        }
    }

    /// `order.cancel_batch`: like `DELETE /v1/orders/batch`, for more orders at once.
    static func cancelOrders(_ gateway: inout Gateway, _ call: SocketCall) throws(RPCError) -> Answer {
        var fields = try call.fields()
        let caller = try call.caller()
        let items = try call.reading { () throws(APIError) in
            try gateway.items(&fields, atMost: socketBatchMaximum, caller)
        }
        let outcome = try call.carryOut { (caller) throws(APIError) in try gateway.cancel(items, caller) }
        return outcome.answer(gateway) { gateway, items in
            .json(Self.body(of: items, in: gateway.exchange))
        }
    }

    /// Orders in one `order.cancel_batch`; the exchange's best practices name 50.
    private static let socketBatchMaximum = 50

    private mutating func cancel(
        _ named: [BatchCancelItem], _ caller: Caller
    ) throws(APIError) -> Outcome<[BatchCancelItem]> {
        var queued: [OrderID] = []
        for case .queued(let order) in named.map(\.outcome) { queued.append(order.id) }
        if !queued.isEmpty { try carryOut(.cancel(caller.account, queued), at: caller.now) }
        guard let lookup = Self.lookup(forUnknownIn: named, of: caller.account) else { return .done(named) }
        return .lookup(lookup) { found in
            var items = named
            for index in items.indices {
                guard case .notFound = items[index].outcome,
                    let order = found.orders.first(where: items[index].names)
                else { continue }
                items[index].outcome = .closed(order)
            }
            return items
        }
    }

    private func items(
        _ fields: inout Fields, atMost maximum: Int, _ caller: Caller
    ) throws(APIError) -> [BatchCancelItem] {
        let ids = try fields.texts("order_ids")
        let clientIDs = try fields.texts("client_order_ids")
        guard !ids.isEmpty || !clientIDs.isEmpty else {
            throw APIError(
                .invalidRequestParameter, "order_ids or client_order_ids: one of them is required.")
        }
        guard ids.count + clientIDs.count <= maximum else {
            throw APIError(
                .batchSizeOutOfRange,
                "a batch has 1 to \(maximum) orders, this one has \(ids.count + clientIDs.count)")
        }
        return ids.map { id in
            let order = openOrder(named: id, of: caller.account)
            return BatchCancelItem(name: .id(id), outcome: order.map { .queued($0) } ?? .notFound)
        }
            + clientIDs.map { id in
                let order = exchange.openOrder(clientID: id, of: caller.account)
                return BatchCancelItem(name: .clientID(id), outcome: order.map { .queued($0) } ?? .notFound)
            }
    }

    /// What the ledger must tell about the entries that name no open order; nil if there are none.
    private static func lookup(forUnknownIn items: [BatchCancelItem], of account: AccountID) -> Lookup? {
        var ids: [OrderID] = []
        var clientIDs: [String] = []
        for item in items {
            guard case .notFound = item.outcome else { continue }
            switch item.name {
            case .id(let text):
                if let id = OrderName.parse(text) { ids.append(id) }
            case .clientID(let text):
                if !text.isEmpty { clientIDs.append(text) }
            }
        }
        return ids.isEmpty && clientIDs.isEmpty ? nil : .named(ids, clientIDs: clientIDs, of: account)
    }

    private static func body(of items: [BatchCancelItem], in exchange: borrowing Exchange) -> [UInt8] {
        var json = JSONWriter(capacity: 64 + 256 * items.count)
        json.beginObject()
        json.key("results")
        json.beginArray()
        for item in items { item.append(to: &json, in: exchange) }
        json.endArray()
        json.endObject()
        return json.bytes
    }
}

import Exchange
import Wire

extension Gateway {
    /// `POST /v1/orders`: checks, queues and answers NEW; what the book did shows on the next read.
    static func createOrder(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        let form = try OrderForm(body: call.request.bodyBytes)
        let place = try gateway.place(form, call.caller)
        gateway.output.events.orders[place].write(
            over: &gateway.output.body, of: gateway.exchange, publishedAt: call.now)
        return .json(gateway.output.body, status: 201)
    }

    /// `POST /v1/orders/batch`: one to ten orders. If the form or signature of one is wrong, all are refused;
    /// what the book does with one does not touch the others.
    static func createOrders(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        let places = try gateway.place(OrderForm.batch(call.request.bodyBytes), call.caller)
        var json = JSONWriter(capacity: 128 + 768 * places.count)
        json.beginObject()
        json.key("orders")
        json.beginArray()
        for place in places {
            json.order(gateway.output.events.orders[place], of: gateway.exchange, publishedAt: call.now)
        }
        json.endArray()
        json.key("errors")
        json.beginArray()
        json.endArray()
        json.endObject()
        return .json(json.bytes, status: 201)
    }

    /// `order.create`: like `POST /v1/orders`.
    static func createOrder(_ gateway: inout Gateway, _ call: SocketCall) throws(RPCError) -> Answer {
        let form = try call.form(OrderForm.init)
        let place = try call.carryOut { (caller) throws(APIError) in try gateway.place(form, caller) }
        let order = gateway.output.events.orders[place]
        gateway.sockets.track([order.id], of: call.socket, in: gateway.exchange)
        return .json(Self.object { $0.created(order, of: gateway.exchange, at: call.now) })
    }

    /// `order.create_batch`: like `POST /v1/orders/batch`. The orders are a list, or the member `orders` of an
    /// object: paradex-py sends the former, the document shows the latter.
    static func createOrders(_ gateway: inout Gateway, _ call: SocketCall) throws(RPCError) -> Answer {
        guard let list = Self.orders(in: call.params), list.isArray else {
            throw .parameters("orders: must be a JSON array of orders")
        }
        let forms = try call.reading { () throws(APIError) in try OrderForm.batch(list.source) }
        let places = try call.carryOut { (caller) throws(APIError) in try gateway.place(forms, caller) }
        let orders = places.map { gateway.output.events.orders[$0] }
        gateway.sockets.track(orders.map(\.id), of: call.socket, in: gateway.exchange)
        return .results { json in
            for order in orders {
                json.beginObject()
                json.created(order, of: gateway.exchange, at: call.now)
                json.endObject()
            }
        }
    }
}

extension Gateway {
    private static func orders(in params: JSONItem?) -> JSONItem? {
        guard let params, !params.isArray else { return params }
        var members = JSONMembers(params)
        return members.item("orders")
    }

    /// Places an order.
    ///
    /// - Returns: where it stands in `output.events.orders`, as it was accepted.
    mutating func place(_ form: OrderForm, _ caller: Caller) throws(APIError) -> Int {
        let events = try carryOut(.placeOne(newOrder(form, caller)), at: caller.now)
        for index in events {
            if case .accepted(let place) = output.events.entries[index] { return place }
        }
        preconditionFailure("an order that was placed was accepted")
    }

    /// Places orders, all or none.
    ///
    /// - Returns: where they stand in `output.events.orders`, as they were accepted.
    mutating func place(_ forms: [OrderForm], _ caller: Caller) throws(APIError) -> [Int] {
        var news: [NewOrder] = []
        news.reserveCapacity(forms.count)
        let checks = checkSignatures(of: forms, caller)
        defer { signatures.forget(checks) }
        for index in forms.indices {
            do throws(APIError) {
                news.append(try newOrder(forms[index], caller))
            } catch {
                throw error.inBatch(at: index)
            }
        }
        let events = try carryOut(.place(news), at: caller.now, isBatch: true)
        return events.compactMap {
            if case .accepted(let place) = output.events.entries[$0] { place } else { nil }
        }
    }

    /// What the exchange is asked, once market, age and signature are found right.
    private mutating func newOrder(_ form: OrderForm, _ caller: Caller) throws(APIError) -> NewOrder {
        let market = try marketID(form.market)
        try check(form.terms, window: form.receiveWindow, caller)
        return form.order(
            of: caller.account, in: market, isInteractive: caller.session.isInteractive)
    }
}

extension OrderForm {
    /// The orders of a batch, which are the elements of a JSON array. A refusal names the order; what is wrong with
    /// the JSON and with their number comes first.
    static func batch(_ array: SharedBytes) throws(APIError) -> [OrderForm] {
        var fields = Fields()
        var forms: [OrderForm] = []
        forms.reserveCapacity(Exchange.batchSizeMaximum)
        var refusal: APIError?
        var count = 0
        let isArray: Bool
        do throws(JSONError) {
            isArray = try fields.read(elementsOf: array) { fields in
                if refusal == nil, count < Exchange.batchSizeMaximum {
                    do throws(APIError) {
                        forms.append(try OrderForm(element: &fields))
                    } catch {
                        refusal = error.inBatch(at: count)
                    }
                }
                count += 1
            }
        } catch {
            throw .notJSON(array, error)
        }
        guard isArray else { throw .binding("the body must be a JSON array of orders") }
        guard (1...Exchange.batchSizeMaximum).contains(count) else {
            throw APIError(
                Rejection(.batchSizeOutOfRange(count: count, maximum: Exchange.batchSizeMaximum)))
        }
        if let refusal { throw refusal }
        return forms
    }

    private init(element fields: inout Fields) throws(APIError) {
        guard fields.isObject else { throw .binding("must be a JSON object") }
        self = try OrderForm(&fields)
    }
}

extension JSONWriter {
    /// The members of an accepted order's row: `received_at` is in nanoseconds, `created_at` in milliseconds.
    fileprivate mutating func created(_ order: Order, of exchange: borrowing Exchange, at now: Timestamp) {
        key("order")
        self.order(order, of: exchange, publishedAt: now, requestInfo: .omitted)
        member("created_at", order.createdAt)
        member("received_at", nanoseconds: order.createdAt)
    }
}

import Exchange
import Wire

extension Gateway {
    /// `POST /v1/orders`: checks, queues and answers NEW; what the book did shows on the next read.
    static func createOrder(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        let form = try OrderForm(Fields(body: call.request.body))
        let new = try gateway.newOrder(form, call)
        let events = try gateway.carryOut(.place([new]), at: call.now)
        var json = JSONWriter(capacity: 768)
        for case .orderAccepted(let order) in events {
            json.order(order, of: gateway.exchange, publishedAt: call.now)
        }
        return .json(json.bytes, status: 201)
    }

    /// `POST /v1/orders/batch`: one to ten orders. If the form or signature of one is wrong, all are refused;
    /// what the book does with one does not touch the others.
    static func createOrders(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        let news = try gateway.newOrders(inBatch: call)
        let events = try gateway.carryOut(.place(news), at: call.now, isBatch: true)
        var json = JSONWriter(capacity: 128 + 768 * news.count)
        json.beginObject()
        json.key("orders")
        json.beginArray()
        for case .orderAccepted(let order) in events {
            json.order(order, of: gateway.exchange, publishedAt: call.now)
        }
        json.endArray()
        json.key("errors")
        json.beginArray()
        json.endArray()
        json.endObject()
        return .json(json.bytes, status: 201)
    }

    private mutating func newOrders(inBatch call: Call) throws(APIError) -> [NewOrder] {
        guard case .array(let elements) = try JSONValue(body: call.request.body) else {
            throw .binding("the body must be a JSON array of orders")
        }
        guard (1...Exchange.batchSizeMaximum).contains(elements.count) else {
            throw APIError(
                Rejection(.batchSizeOutOfRange(count: elements.count, maximum: Exchange.batchSizeMaximum)))
        }
        var news: [NewOrder] = []
        for (index, element) in elements.enumerated() {
            do throws(APIError) {
                guard case .object(let object) = element else {
                    throw APIError.binding("must be a JSON object")
                }
                news.append(try newOrder(OrderForm(Fields(object)), call))
            } catch {
                throw error.inBatch(at: index)
            }
        }
        return news
    }

    /// What the exchange is asked, once market, age and signature are found right.
    private mutating func newOrder(_ form: OrderForm, _ call: Call) throws(APIError) -> NewOrder {
        let terms = form.terms
        let market = try marketID(terms.market)
        try check(terms, window: form.receiveWindow, call)
        return NewOrder(
            account: call.account, market: market, side: terms.side, type: terms.type,
            timeInForce: form.timeInForce, selfTradePrevention: form.selfTradePrevention,
            isReduceOnly: form.isReduceOnly, isInteractive: call.isInteractive, price: terms.price,
            averagePriceLimit: form.averagePriceLimit, triggerPrice: form.triggerPrice, size: terms.size,
            clientID: form.clientID, signedAt: Timestamp(milliseconds: terms.signedAt))
    }
}

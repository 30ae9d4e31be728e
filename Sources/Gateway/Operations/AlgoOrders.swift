import Exchange
import Wire

extension Gateway {
    /// `POST /v1/algo/orders`: the first slice goes out at once, but the reply shows NEW, as for orders.
    static func createAlgoOrder(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        var fields = try Fields.of(body: call.request.bodyBytes)
        let form = try AlgoForm(&fields)
        let market = try gateway.marketID(form.terms.market)
        try gateway.check(form.terms, window: form.receiveWindow, call.caller)
        let new = NewAlgoOrder(
            account: call.account, market: market, side: form.terms.side, size: form.terms.size,
            duration: form.duration, isInteractive: call.caller.session.isInteractive,
            signedAt: Timestamp(milliseconds: form.terms.signedAt))
        let events = try gateway.carryOut(.placeAlgo(new), at: call.now)
        for case .algoUpdated(let algo) in gateway.output.events[events] where algo.status == .new {
            return .algo(algo, of: gateway.exchange, status: 201)
        }
        preconditionFailure("an algo order that was placed begins as new")
    }

    /// `GET /v1/algo/orders`: everything that is still worked, newest first.
    static func listOpenAlgoOrders(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        let algos = gateway.exchange.algos.reversed().filter {
            $0.terms.account == call.account && $0.isOpen
        }
        var json = JSONWriter(capacity: 64 + 512 * algos.count)
        json.beginObject()
        json.key("results")
        json.beginArray()
        for algo in algos { json.algo(algo, of: gateway.exchange) }
        json.endArray()
        json.endObject()
        return .json(json.bytes)
    }

    /// `GET /v1/algo/orders/{algo_id}`: algo orders in every status, as for orders.
    static func getAlgoOrder(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        .algo(try gateway.algo(named: call.parameters[0], of: call.account), of: gateway.exchange)
    }

    /// `DELETE /v1/algo/orders/{algo_id}`
    static func cancelAlgoOrder(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        let algo = try gateway.algo(named: call.parameters[0], of: call.account)
        try gateway.carryOut(.cancelAlgo(call.account, algo.id), at: call.now)
        return .empty
    }

    /// The caller's algo order with this public id.
    private func algo(named name: String, of account: AccountID) throws(APIError) -> AlgoOrder {
        guard let id = OrderName.parse(name), let algo = exchange.algo(id), algo.terms.account == account,
            OrderName.text(id, createdAt: algo.createdAt) == name
        else { throw APIError(.algoIDNotFound, "could not find algo id", status: 404) }
        return algo
    }
}

extension Answer {
    /// One algo order.
    fileprivate static func algo(
        _ algo: AlgoOrder, of exchange: borrowing Exchange, status: Int = 200
    ) -> Answer {
        var json = JSONWriter(capacity: 512)
        json.algo(algo, of: exchange)
        return .json(json.bytes, status: status)
    }
}

import Exchange
import Wire

extension Gateway {
    /// `GET /v1/algo/orders-history`: filters and pages as for orders. The exchange remembers all of them.
    static func listAlgoHistory(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        let query = try gateway.historyQuery(call)
        let found = query.map { $0.matches(in: gateway.exchange.algos, limit: $0.limit + 1) } ?? []
        let page = HistoryPage(found: found, query: query, id: \.id)
        return .json(page.body { json, algo in json.algo(algo, of: gateway.exchange) })
    }
}

extension OrderQuery {
    /// The algo orders that pass the filters, newest first; at most `limit`, those nearest to the bound.
    fileprivate func matches(in algos: [AlgoOrder], limit: Int) -> [AlgoOrder] {
        if case .after = bound { return algos.lazy.filter(admits).prefix(limit).reversed() }
        return Array(algos.reversed().lazy.filter(admits).prefix(limit))
    }

    /// Algo orders have no client ids, and all are of type MARKET.
    private func admits(_ algo: AlgoOrder) -> Bool {
        algo.terms.account == account && clientID == nil && (type ?? .market) == .market
            && (market ?? algo.terms.market) == algo.terms.market
            && (side ?? algo.terms.side) == algo.terms.side
            && algo.createdAt >= from ?? algo.createdAt && algo.createdAt <= through ?? algo.createdAt
            && (status ?? algo.status.filter) == algo.status.filter && admits(algo.id)
    }

    private func admits(_ id: OrderID) -> Bool {
        switch bound {
        case .before(let edge): id < edge
        case .after(let edge): id > edge
        case nil: true
        }
    }
}

extension OrderStatus {
    fileprivate var filter: StatusFilter {
        switch self {
        case .new: .new
        case .untriggered: .untriggered
        case .open: .open
        case .filled, .cancelled: .closed
        }
    }
}

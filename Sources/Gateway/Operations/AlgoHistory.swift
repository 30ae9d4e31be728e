import Exchange
import Wire

extension Gateway {
    /// `GET /v1/algo/orders-history`: filters and pages as for orders. The exchange remembers all of them.
    static func listAlgoHistory(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        let exchange = gateway.exchange
        let query: AlgoQuery? = try call.pageQuery { () throws(APIError) in
            try historyFilters(call, exchange).map(AlgoQuery.init)
        }
        guard let query else { return .rows(next: nil, previous: nil) { _ in } }
        let found = query.filters.matches(in: exchange.algos, limit: query.limit + 1)
        let page = Page(found: found, query: query)
        return .rows(next: page.next?.text, previous: page.previous?.text) { json in
            for algo in page.rows { json.algo(algo, of: exchange) }
        }
    }
}

/// Which algo orders to read: the filters are those of orders.
private struct AlgoQuery: PagedQuery {
    static let list = "algos"

    var filters: OrderQuery

    init(_ filters: OrderQuery) { self.filters = filters }

    init?(filter: JSONValue, reader: AccountID?, limit: Int) {
        guard let filters = OrderQuery(filter: filter, reader: reader, limit: limit) else { return nil }
        self.filters = filters
    }

    var limit: Int {
        get { filters.limit }
        set { filters.limit = newValue }
    }

    var edge: PageEdge? {
        get { filters.edge }
        set { filters.edge = newValue }
    }

    func append(to filter: inout JSONWriter) { filters.append(to: &filter) }

    static func number(of algo: AlgoOrder) -> Int64 { algo.id.number }
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

package import Exchange
package import Gateway

/// Remembers every order as the events last showed it, and looks through all of them for every question.
package struct PlainLedger {
    private var newest: [OrderID: Order] = [:]

    package mutating func record(_ events: [Event]) {
        for event in events {
            switch event {
            case .orderAccepted(let order), .orderUpdated(let order): newest[order.id] = order
            case .accountOpened, .traded: break
            }
        }
    }

    package func orders(_ lookup: Lookup) -> [Order] {
        switch lookup {
        case .named(let ids, let clientIDs, let account):
            let own = newest.values.filter { $0.account == account }.sorted { $0.id < $1.id }
            return ids.compactMap { id in own.first { $0.id == id } }
                + clientIDs.compactMap { id in own.last { $0.clientID == id } }
        case .page(let query): return page(query)
        }
    }

    private func page(_ query: OrderQuery) -> [Order] {
        let found = newest.values.filter { Self.fits($0, query) }.sorted { $0.id > $1.id }
        if case .after = query.bound { return Array(found.suffix(query.limit)) }
        return Array(found.prefix(query.limit))
    }

    private static func fits(_ order: Order, _ query: OrderQuery) -> Bool {
        guard order.account == query.account, query.market ?? order.market == order.market,
            query.clientID ?? order.clientID == order.clientID, query.side ?? order.side == order.side,
            query.type ?? order.type == order.type, order.createdAt >= query.from ?? order.createdAt,
            order.createdAt <= query.through ?? order.createdAt, fits(order.status, query.status)
        else { return false }
        switch query.bound {
        case .before(let edge): return order.id < edge
        case .after(let edge): return order.id > edge
        case nil: return true
        }
    }

    private static func fits(_ status: OrderStatus, _ filter: StatusFilter?) -> Bool {
        switch (filter, status) {
        case (nil, _), (.new, .new), (.open, .open), (.closed, .filled), (.closed, .cancelled): true
        default: false
        }
    }
}

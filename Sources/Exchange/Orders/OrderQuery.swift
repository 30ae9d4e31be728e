/// Which orders of one account to read. Every filter that is nil lets all orders through.
package struct OrderQuery: Equatable, Sendable {
    /// A page's edge: an order that is itself not on the page.
    package enum Bound: Equatable, Sendable {
        /// Older orders.
        case before(OrderID)
        /// The nearest newer orders.
        case after(OrderID)
    }

    package var account: AccountID
    package var market: MarketID?
    package var clientID: String?
    package var side: Side?
    package var status: StatusFilter?
    package var type: OrderType?
    /// Created at this time or later.
    package var from: Timestamp?
    /// Created at this time or earlier.
    package var through: Timestamp?
    package var bound: Bound?
    package var limit: Int

    package init(
        account: AccountID, market: MarketID? = nil, clientID: String? = nil, side: Side? = nil,
        status: StatusFilter? = nil, type: OrderType? = nil, from: Timestamp? = nil,
        through: Timestamp? = nil, bound: Bound? = nil, limit: Int
    ) {
        self.account = account
        self.market = market
        self.clientID = clientID
        self.side = side
        self.status = status
        self.type = type
        self.from = from
        self.through = through
        self.bound = bound
        self.limit = limit
    }
}

/// Where an order stands, as far as a query can ask.
package enum StatusFilter: Hashable, Sendable, CaseIterable {
    case new
    case untriggered
    case open
    case closed

    /// Whether it lets only orders through that are not closed.
    package var isOfOpenOrders: Bool { self != .closed }
}

extension OrderQuery {
    /// Whether an order passes all filters and is on the right side of the page's edge.
    func admits(_ order: Order) -> Bool {
        guard order.account == account, market ?? order.market == order.market,
            clientID?.hasBytes(of: order.clientID) ?? true, side ?? order.side == order.side,
            type ?? order.type == order.type, from ?? order.createdAt <= order.createdAt,
            through ?? order.createdAt >= order.createdAt, status?.admits(order.status) ?? true
        else { return false }
        switch bound {
        case .before(let edge): return order.id < edge
        case .after(let edge): return order.id > edge
        case nil: return true
        }
    }
}

extension StatusFilter {
    fileprivate func admits(_ status: OrderStatus) -> Bool {
        switch status {
        case .new: self == .new
        case .untriggered: self == .untriggered
        case .open: self == .open
        case .filled, .cancelled: self == .closed
        }
    }
}

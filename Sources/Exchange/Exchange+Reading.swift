extension Exchange {
    /// The account with this number; there must be one.
    package func account(_ id: AccountID) -> Account {
        precondition(accounts.indices.contains(id.index), "an account number comes from this exchange")
        return accounts[id.index]
    }

    /// Whether this key may sign for the account: its own, or a subkey that is not revoked.
    ///
    /// Asked with every request, so without a copy of the account.
    package func signs(_ account: AccountID, with publicKey: String) -> Bool {
        accounts[account.index].signs(with: publicKey)
    }

    /// An account's L2 address, written as in `NewAccount`.
    package func address(of account: AccountID) -> String { accounts[account.index].address }

    /// The account with this L2 address, written as in `NewAccount`.
    package func account(address: String) -> AccountID? { accountIDs[address] }

    /// An open order; nil for one that is closed or never was.
    package func order(_ id: OrderID) -> Order? {
        resting.slot(of: id).map { resting.order($0) }
    }

    /// An account's open orders in one market or in all, newest first.
    package func openOrders(of account: AccountID, in market: MarketID?) -> [Order] {
        precondition(accounts.indices.contains(account.index), "an account number comes from this exchange")
        var orders: [Order] = []
        var next = accounts[account.index].openOrders.newest
        while next != .none {
            if market == nil || resting[next].order.market == market { orders.append(resting.order(next)) }
            next = resting[next].older
        }
        return orders
    }

    /// The page of an account's open orders that a query describes, newest first.
    package func openOrders(_ query: OrderQuery) -> [Order] {
        let found = openOrders(of: query.account, in: query.market).filter(query.admits)
        if case .after = query.bound { return Array(found.suffix(query.limit)) }
        return Array(found.prefix(query.limit))
    }

    /// The account's open order with this client id.
    package func openOrder(clientID: String, of account: AccountID) -> Order? {
        precondition(accounts.indices.contains(account.index), "an account number comes from this exchange")
        return resting.slot(ofClientID: clientID, account).map { resting.order($0) }
    }

    /// The best price levels of both sides of a market's book.
    ///
    /// - Parameter tick: A coarser one than the market's takes levels together: bids at the next lower
    ///   multiple, asks at the next higher one.
    package func depth(of market: MarketID, levels: Int, tick: Price? = nil) -> BookDepth {
        books[market.index].depth(levels: levels, tick: tick ?? markets[market.index].tickSize)
    }

    /// The average price at which an order of this side and size would trade if nothing but the book bound
    /// it, nearest; nil if the book has less than that.
    package func averagePrice(of market: MarketID, toTrade side: Side, _ size: Size) -> Price? {
        books[market.index].averagePrice(toTrade: side, size)
    }

    /// The highest price anyone bids, and how much is bid there.
    package func bestBid(of market: MarketID) -> (price: Price, size: Size)? {
        best(.buy, in: market).map { ($0.price, $0.size) }
    }

    /// The lowest price anyone asks, and how much is offered there.
    package func bestAsk(of market: MarketID) -> (price: Price, size: Size)? {
        best(.sell, in: market).map { ($0.price, $0.size) }
    }
}

import Exchange
import Wire

extension Gateway {
    /// `GET /v1/fills`: newest first, in pages. An unknown market has none.
    static func listFills(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        let exchange = gateway.exchange
        let query = try call.pageQuery { () throws(APIError) -> TradeQuery? in
            var query = try call.ownTrades()
            guard let symbol = call.query("market") else { return query }
            guard let market = exchange.marketID(symbol: symbol) else { return nil }
            query.market = market
            return query
        }
        let account = call.account
        return .page(query) { (trade, gateway, json) in
            guard let own = OwnFill(trade, of: account) else { return }
            json.fill(own, in: gateway.exchange)
        }
    }

    /// `GET /v1/funding/payments`: funding is paid when a fill changes a position, newest first, in pages.
    static func listFundingPayments(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        let exchange = gateway.exchange
        let query = try call.pageQuery { () throws(APIError) -> TradeQuery? in
            guard let symbol = call.query("market") else { throw .parameter("market", "is required.") }
            guard let market = exchange.marketID(symbol: symbol) else { throw .unknownMarket(symbol) }
            var query = try call.ownTrades()
            query.market = market
            query.onlyWithFunding = true
            return query
        }
        let account = call.account
        return .page(query) { (trade, gateway, json) in
            guard let own = OwnFill(trade, of: account) else { return }
            json.fundingPayment(own, in: gateway.exchange)
        }
    }

    /// `GET /v1/tradebusts`: no trade is ever undone here.
    static func listTradeBusts(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        _ = try call.pageQuery { () throws(APIError) -> TradeQuery? in try call.ownTrades() }
        return .page(TradeQuery?.none) { _, _, _ in }
    }
}

extension Call {
    /// The caller's trades in a period, a page of them.
    func ownTrades() throws(APIError) -> TradeQuery {
        TradeQuery(
            account: account, from: try timeQuery("start_at"), through: try timeQuery("end_at"),
            limit: try pageSize())
    }
}

extension JSONWriter {
    mutating func fundingPayment(_ own: OwnFill, in exchange: borrowing Exchange) {
        beginObject()
        key("id")
        // The numbers after those of the two fills.
        rawASCII {
            OrderName.append(
                number: own.trade.number, at: own.trade.at, index: own.isTaker ? 3 : 4, to: &$0)
        }
        member("account", exchange.accounts[own.fill.account.index].address)
        member("market", exchange.markets[own.trade.market.index].symbol)
        member("payment", own.fill.realizedFunding.text)
        member("index", own.trade.fundingIndex.text)
        member("fill_id", own.name)
        member("created_at", own.trade.at)
        endObject()
    }
}

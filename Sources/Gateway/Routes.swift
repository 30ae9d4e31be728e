/// Who may call an operation.
enum Access: Sendable {
    /// Anyone.
    case open
    /// Whoever has a token.
    case account
    /// Whoever has a token that the account's own key was shown for, not a subkey.
    case owner
}

/// One operation under one method and path; `{…}` in the path stands for one segment.
///
/// A class because it never changes and is handed out with every request.
final class Route: Sendable {
    typealias Operation = @Sendable (inout Gateway, Call) throws(APIError) -> Answer

    let method: String
    let path: String
    let access: Access
    /// What a request counts as for rate limits.
    let requestClass: RequestClass
    /// Where its requests have signed orders; nil if they have none.
    let signedBody: SignedBody?
    let operation: Operation

    init(_ method: Method, _ path: String, _ access: Access, _ operation: @escaping Operation) {
        self.method = method.rawValue
        self.path = path
        self.access = access
        requestClass = RequestClass(method: method.rawValue, path: path, access: access)
        signedBody = SignedBody(method: method.rawValue, path: path)
        self.operation = operation
    }

    enum Method: String {
        case get = "GET"
        case post = "POST"
        case put = "PUT"
        case delete = "DELETE"
    }
}

/// Every operation that is served. Fixed paths come before variable ones of the same shape.
let routes: [Route] = [
    Route(.get, "/v1/orders", .account, Gateway.listOpenOrders),
    Route(.post, "/v1/orders", .account, Gateway.createOrder),
    Route(.delete, "/v1/orders", .account, Gateway.cancelAllOrders),
    Route(.get, "/v1/orders-history", .account, Gateway.listOrderHistory),
    Route(.post, "/v1/orders/batch", .account, Gateway.createOrders),
    Route(.delete, "/v1/orders/batch", .account, Gateway.cancelOrders),
    Route(.get, "/v1/orders/by_client_id/{client_id}", .account, Gateway.getOrderByClientID),
    Route(.delete, "/v1/orders/by_client_id/{client_id}", .account, Gateway.cancelOrderByClientID),
    Route(.get, "/v1/orders/{order_id}", .account, Gateway.getOrder),
    Route(.put, "/v1/orders/{order_id}", .account, Gateway.modifyOrder),
    Route(.delete, "/v1/orders/{order_id}", .account, Gateway.cancelOrder),

    Route(.get, "/v1/algo/orders", .account, Gateway.listOpenAlgoOrders),
    Route(.post, "/v1/algo/orders", .account, Gateway.createAlgoOrder),
    Route(.get, "/v1/algo/orders-history", .account, Gateway.listAlgoHistory),
    Route(.get, "/v1/algo/orders/{algo_id}", .account, Gateway.getAlgoOrder),
    Route(.delete, "/v1/algo/orders/{algo_id}", .account, Gateway.cancelAlgoOrder),

    Route(.get, "/v1/account", .account, Gateway.getAccount),
    Route(.get, "/v1/account/info", .account, Gateway.listAccountInfo),
    Route(.get, "/v1/account/summary", .account, Gateway.listAccountSummaries),
    Route(.get, "/v1/account/subaccounts", .account, Gateway.listSubaccounts),
    Route(.get, "/v1/account/history", .account, Gateway.getAccountHistory),
    Route(.get, "/v1/account/margin", .account, Gateway.getMarginConfiguration),
    Route(.post, "/v1/account/margin/{market}", .account, Gateway.setMarginConfiguration),
    Route(.get, "/v1/account/profile", .account, Gateway.getProfile),
    Route(.put, "/v1/account/profile", .owner, Gateway.setProfile),
    Route(.post, "/v1/account/profile/username", .owner, Gateway.setUsername),
    Route(.post, "/v1/account/profile/referral_code", .owner, Gateway.setReferralCode),
    Route(.post, "/v1/account/profile/notifications", .owner, Gateway.setNotifications),
    Route(.post, "/v1/account/profile/size_currency_display", .owner, Gateway.setSizeCurrencyDisplay),
    Route(.post, "/v1/account/profile/market_max_slippage/{market}", .owner, Gateway.setMaximumSlippage),
    Route(.get, "/v1/account/settings", .account, Gateway.getSettings),
    Route(.post, "/v1/account/settings/trading_value_display", .owner, Gateway.setTradingValueDisplay),
    Route(.get, "/v1/account/subkeys", .account, Gateway.listSubkeys),
    Route(.post, "/v1/account/subkeys", .owner, Gateway.addSubkey),
    Route(.delete, "/v1/account/subkeys/{public_key}", .owner, Gateway.revokeSubkey),
    Route(.get, "/v1/account/tokens", .account, Gateway.listTokens),
    Route(.post, "/v1/account/tokens", .owner, Gateway.addToken),
    Route(.delete, "/v1/account/tokens/{lookup_id}", .owner, Gateway.revokeToken),

    Route(.get, "/v1/balance", .account, Gateway.listBalances),
    Route(.get, "/v1/positions", .account, Gateway.listPositions),
    Route(.get, "/v1/fills", .account, Gateway.listFills),
    Route(.get, "/v1/funding/payments", .account, Gateway.listFundingPayments),
    Route(.get, "/v1/liquidations", .account, Gateway.listLiquidations),
    Route(.get, "/v1/tradebusts", .account, Gateway.listTradeBusts),
    Route(.get, "/v1/transactions", .account, Gateway.listTransactions),
    Route(.get, "/v1/transfers", .account, Gateway.listTransfers),

    Route(.get, "/v1/onboarding", .open, Gateway.getOnboarding),
    Route(.post, "/v1/onboarding", .open, Gateway.onboard),
    Route(.post, "/v1/auth", .open, Gateway.authenticate),
    Route(.post, "/v1/auth/{public_key}", .open, Gateway.authenticate),

    Route(.get, "/v1/system/config", .open, Gateway.getSystemConfiguration),
    Route(.get, "/v1/system/state", .open, Gateway.getSystemState),
    Route(.get, "/v1/system/time", .open, Gateway.getSystemTime),
    Route(.get, "/v1/system/announcements", .open, Gateway.listAnnouncements),

    Route(.get, "/v1/markets", .open, Gateway.listMarkets),
    Route(.get, "/v1/markets/summary", .open, Gateway.listMarketSummaries),
    Route(.get, "/v1/markets/klines", .open, Gateway.listKlines),
    Route(.get, "/v1/bbo/{market}", .open, Gateway.getBestBidAndOffer),
    Route(.get, "/v1/bbo/{market}/interactive", .open, Gateway.getBestBidAndOffer),
    Route(.get, "/v1/orderbook/{market}", .open, Gateway.getOrderBook),
    Route(.get, "/v1/orderbook/{market}/interactive", .open, Gateway.getOrderBook),
    Route(.get, "/v1/orderbook/{market}/impact-price", .open, Gateway.getImpactPrice),
    Route(.get, "/v1/trades", .open, Gateway.listTrades),
    Route(.get, "/v1/funding/data", .open, Gateway.listFundingData),
    Route(.get, "/v1/insurance", .open, Gateway.getInsuranceFund),

    // What the real exchange does not have.
    Route(.get, "/_mock/openapi.json", .open, Gateway.getOpenAPI),
    Route(.post, "/_mock/markets/{market}", .open, Gateway.changeMarket),
    Route(.post, "/_mock/system", .open, Gateway.changeSystemStatus),
    Route(.post, "/_mock/accounts", .open, Gateway.openAccount),
]

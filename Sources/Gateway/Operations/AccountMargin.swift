import Exchange
import Wire

extension Gateway {
    /// `GET /v1/account/margin`: the leverage in one market.
    static func getMarginConfiguration(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        guard let symbol = call.query("market") else { throw .parameter("market", "is required.") }
        guard let market = gateway.exchange.marketID(symbol: symbol) else {
            throw .unknownMarket(symbol, status: 404)
        }
        let leverage = gateway.exchange.leverage(of: call.account, in: market)
        let address = gateway.exchange.account(call.account).address
        return .json(
            object { json in
                json.member("account", address)
                json.key("configs")
                json.beginArray()
                json.beginObject()
                json.member("market", symbol)
                json.member("leverage", integer: Int64(leverage))
                json.member("margin_type", "CROSS")
                json.member("isolated_margin_leverage", integer: 0)
                json.endObject()
                json.endArray()
                json.member("margin_methodology", "cross_margin")
            })
    }

    /// `POST /v1/account/margin/{market}`: sets the leverage of the caller's account or of a sub-account.
    static func setMarginConfiguration(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        let market = try gateway.marketID(call.parameters[0])
        let symbol = call.parameters[0]
        var fields = try Fields.of(body: call.request.bodyBytes)
        let leverage = try fields.integer("leverage")
        try checkMarginType(fields.text("margin_type"))
        let account = try gateway.account(
            named: "on_behalf_of_account", fields.optionalText("on_behalf_of_account"), call)
        try gateway.carryOut(
            .changeAccount(account, .leverage(market, Int(leverage))), at: call.now)
        let address = gateway.exchange.account(account).address
        return .json(
            object { json in
                json.member("account", address)
                json.member("leverage", integer: leverage)
                json.member("margin_type", "CROSS")
                json.member("market", symbol)
            })
    }

    private static func checkMarginType(_ type: String) throws(APIError) {
        guard type != "ISOLATED" else {
            throw APIError(
                .marketMarginRestricted, "margin_type: isolated margin is closed, only CROSS is allowed")
        }
        guard type == "CROSS" else { throw .parameter("margin_type", "must be CROSS, not \"\(type)\".") }
    }
}

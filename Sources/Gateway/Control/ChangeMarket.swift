import Exchange
import Wire

extension Gateway {
    /// `POST /_mock/markets/{market}`: sets a market's prices, or where they come from. Triggers, margins and
    /// the funding rate follow at once.
    static func changeMarket(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        let symbol = call.parameters[0]
        guard let id = gateway.exchange.marketID(symbol: symbol) else {
            throw .unknownMarket(symbol, status: 404)
        }
        var fields = try Fields.of(body: call.request.bodyBytes)
        let change = try MarketChange(&fields, of: id)
        try gateway.carryOut(.changeMarket(change), at: call.now)
        let market = gateway.exchange.markets[id.index]
        return .json(Self.object { $0.controls(of: market) })
    }
}

extension MarketChange {
    private static let names = ["mark_price", "index_price", "funding_rate", "follow_book"]

    /// A change as it was sent: at least one field. A `funding_rate` of null is computed from the prices.
    fileprivate init(_ fields: inout Fields, of market: MarketID) throws(APIError) {
        try fields.refuseOthers(than: Self.names)
        self.init(
            market, markPrice: try Self.price("mark_price", &fields),
            indexPrice: try Self.price("index_price", &fields),
            followsBook: try fields.optionalBool("follow_book"), fundingRate: try Self.fundingRate(&fields))
        guard self != MarketChange(market) else {
            throw APIError(
                .invalidRequestParameter,
                "nothing to change, expected one of \(Self.names.joined(separator: ", ")).")
        }
    }

    /// As large as a markets file may have it.
    private static func price(_ name: StaticString, _ fields: inout Fields) throws(APIError) -> Price? {
        guard let units = try fields.optionalDecimal(name) else { return nil }
        guard (1...MarketRow.greatest * FixedPoint.scale).contains(units) else {
            throw .parameter(name, "must be above 0 and at most \(MarketRow.greatest).")
        }
        return Price(units: units)
    }

    private static func fundingRate(_ fields: inout Fields) throws(APIError) -> FundingRate? {
        if fields.isNull("funding_rate") { return .computed }
        guard let text = try fields.optionalText("funding_rate") else { return nil }
        guard let units = try? APIDecimal.units(text), units.magnitude <= FixedPoint.scale else {
            throw .parameter(
                "funding_rate", "must be a decimal from -1 to 1, or null to let the prices decide.")
        }
        return .fixed(Rate(units: units))
    }
}

extension JSONWriter {
    /// What can be set in a market, as it stands.
    fileprivate mutating func controls(of market: Market) {
        member("market", market.symbol)
        member("mark_price", market.markPrice.text)
        member("index_price", market.indexPrice.text)
        key("funding_rate")
        optional(market.fixedFundingRate?.text)
        key("follow_book")
        bool(market.followsBook)
    }
}

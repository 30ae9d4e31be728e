import Exchange
import Wire

/// One row of the markets file on its way to a `Market`.
struct MarketRow {
    /// Prices and sizes are below this many whole units, so that no sum or product of them overflows.
    static let greatest: Int64 = 1_000_000_000

    let row: JSONObject
    let place: String

    init(_ row: JSONObject, place: String) {
        self.row = row
        self.place = place
    }

    func market() throws(MarketCatalogue.Problem) -> Market {
        try checkKind()
        return Market(
            symbol: try symbol(),
            tickSize: Price(units: try positive("price_tick_size")),
            sizeStep: Size(units: try positive("order_size_increment")),
            minimumValue: Quote(units: Int128(try units("min_notional", row["min_notional"]))),
            maximumSize: Size(units: try moderate("max_order_size")),
            maximumOpenOrders: try maximumOpenOrders(),
            priceBandWidth: Rate(units: try bandWidth()),
            maximumSlippage: try optional("max_slippage").map(Rate.init(units:)),
            positionLimit: row["position_limit"] == nil
                ? nil : Size(units: try moderate("position_limit")),
            fees: FeeSchedule(api: try fees("api_fee"), interactive: try interactiveFees()),
            margin: try margin(),
            funding: try funding(),
            markPrice: Price(units: try moderate("mock.mark_price", mock("mark_price"))),
            indexPrice: try optionalMock("index_price").map(Price.init(units:)),
            followsBook: try followsBook(),
            fixedFundingRate: try fundingRate())
    }

    /// A symbol is signed as a short string, so 31 ASCII characters are the most that any SDK can handle.
    private func symbol() throws(MarketCatalogue.Problem) -> String {
        guard let symbol = row["symbol"]?.stringValue, (1...31).contains(symbol.utf8.count),
            symbol.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "/") })
        else {
            throw problem("symbol", "expected 1 to 31 printable ASCII characters without \"/\"")
        }
        return symbol
    }

    /// An option that trades like a perpetual, without margin, would be a surprise.
    private func checkKind() throws(MarketCatalogue.Problem) {
        guard let kind = row["asset_kind"], kind.stringValue != "PERP" else { return }
        throw problem("asset_kind", "expected \"PERP\", other kinds are not imitated")
    }

    private func maximumOpenOrders() throws(MarketCatalogue.Problem) -> Int {
        guard let maximum = row["max_open_orders"]?.numberValue?.int64, maximum > 0 else {
            throw problem("max_open_orders", "expected a positive JSON integer")
        }
        return Int(maximum)
    }

    private func bandWidth() throws(MarketCatalogue.Problem) -> Int64 {
        try share("price_bands_width", row["price_bands_width"])
    }
}

// MARK: Fees, margin, funding

extension MarketRow {
    private func fees(_ name: String) throws(MarketCatalogue.Problem) -> FeeSchedule.Rates {
        let fees: JSONValue? = row["fee_config"]?[name]
        let path = "fee_config.\(name)"
        return FeeSchedule.Rates(
            maker: Rate(units: try units("\(path).maker_fee.fee", fees?["maker_fee"]?["fee"])),
            taker: Rate(units: try units("\(path).taker_fee.fee", fees?["taker_fee"]?["fee"])))
    }

    private func interactiveFees() throws(MarketCatalogue.Problem) -> FeeSchedule.Rates? {
        row["fee_config"]?["interactive_fee"] == nil ? nil : try fees("interactive_fee")
    }

    /// A market without these parameters asks for no margin.
    private func margin() throws(MarketCatalogue.Problem) -> MarginRules? {
        let name = "delta1_cross_margin_params"
        guard let rules = row[name] else { return nil }
        for member in ["imf_factor", "imf_shift"] { try zero("\(name).\(member)", rules[member]) }
        return MarginRules(
            initialFraction: Rate(units: try share("\(name).imf_base", rules["imf_base"], orOne: true)),
            maintenanceFactor: Rate(units: try share("\(name).mmf_factor", rules["mmf_factor"], orOne: true)))
    }

    /// A parameter that the exchange's specification calls unused and always 0. Margins computed without another
    /// value would be wrong in silence.
    private func zero(_ name: String, _ value: JSONValue?) throws(MarketCatalogue.Problem) {
        guard let value, !value.isNull else { return }
        guard value.stringValue.flatMap({ try? FixedPoint.parse($0) }) == 0 else {
            throw problem(name, "expected \"0\", margins here depend on imf_base and mmf_factor alone")
        }
    }

    /// A market without a funding period has no funding.
    private func funding() throws(MarketCatalogue.Problem) -> FundingRules? {
        guard let period = row["funding_period_hours"] else { return nil }
        guard let hours = period.numberValue?.int64, (1...8760).contains(hours) else {
            throw problem("funding_period_hours", "expected a JSON integer from 1 to 8760")
        }
        return FundingRules(
            periodHours: hours,
            interestRate: Rate(units: try rate("interest_rate", row["interest_rate"])),
            clamp: Rate(units: try rate("clamp_rate", row["clamp_rate"])),
            maximumRate: Rate(units: try rate("max_funding_rate", row["max_funding_rate"])))
    }

    private func followsBook() throws(MarketCatalogue.Problem) -> Bool {
        guard let value = mock("follow_book") else { return false }
        guard let follows = value.boolValue else {
            throw problem("mock.follow_book", "expected true or false")
        }
        return follows
    }

    private func fundingRate() throws(MarketCatalogue.Problem) -> Rate? {
        guard let value = mock("funding_rate") else { return nil }
        return Rate(units: try rate("mock.funding_rate", value))
    }

    private func mock(_ name: String) -> JSONValue? {
        guard let value = row["mock"]?[name], !value.isNull else { return nil }
        return value
    }

    private func optionalMock(_ name: String) throws(MarketCatalogue.Problem) -> Int64? {
        guard let value = mock(name) else { return nil }
        return try moderate("mock.\(name)", value)
    }
}

// MARK: Numbers

extension MarketRow {
    private func positive(_ name: String) throws(MarketCatalogue.Problem) -> Int64 {
        try positive(name, row[name])
    }

    private func positive(_ name: String, _ value: JSONValue?) throws(MarketCatalogue.Problem) -> Int64 {
        let units = try units(name, value)
        guard units > 0 else { throw problem(name, "expected a decimal above zero") }
        return units
    }

    private func moderate(_ name: String) throws(MarketCatalogue.Problem) -> Int64 {
        try moderate(name, row[name])
    }

    /// Positive, and small enough that no sum or product overflows.
    private func moderate(_ name: String, _ value: JSONValue?) throws(MarketCatalogue.Problem) -> Int64 {
        let units = try positive(name, value)
        guard units <= Self.greatest * FixedPoint.scale else {
            throw problem(name, "expected at most \(Self.greatest)")
        }
        return units
    }

    /// Above zero and below one.
    private func share(
        _ name: String, _ value: JSONValue?, orOne: Bool = false
    ) throws(MarketCatalogue.Problem) -> Int64 {
        let units = try positive(name, value)
        guard units < FixedPoint.scale || orOne && units == FixedPoint.scale else {
            throw problem(name, orOne ? "expected at most 1" : "expected less than 1")
        }
        return units
    }

    /// A share of one, either way.
    private func rate(_ name: String, _ value: JSONValue?) throws(MarketCatalogue.Problem) -> Int64 {
        let units = try units(name, value)
        guard (-FixedPoint.scale...FixedPoint.scale).contains(units) else {
            throw problem(name, "expected -1 to 1")
        }
        return units
    }

    private func optional(_ name: String) throws(MarketCatalogue.Problem) -> Int64? {
        guard let value = row[name] else { return nil }
        let units = try units(name, value)
        guard units >= 0 else { throw problem(name, "expected a decimal of zero or more") }
        return units
    }

    private func units(_ name: String, _ value: JSONValue?) throws(MarketCatalogue.Problem) -> Int64 {
        guard let text = value?.stringValue, let units = try? FixedPoint.parse(text) else {
            throw problem(name, "expected a JSON string with a decimal of at most 8 decimals")
        }
        return units
    }

    private func problem(_ name: String, _ expectation: String) -> MarketCatalogue.Problem {
        MarketCatalogue.Problem(message: "\(place).\(name): \(expectation)")
    }
}

package import Exchange
package import Wire

/// The markets file: rows as `GET /v1/markets` shows them, each with a `mock` object that says what a
/// real exchange would learn from the world, and the trading rules read from them.
package struct MarketCatalogue {
    /// Why a markets file cannot be used, in words for the person who wrote it.
    package struct Problem: Error, Equatable {
        package let message: String
    }

    /// The public rows, in the order of the file.
    package let rows: [JSONObject]
    package let markets: [Market]

    /// The three perpetuals that are built in: BTC, ETH and SOL.
    package static var builtInText: [UInt8] { PackageResources.markets_json }

    /// Reads `{"markets":[…]}`.
    package init(_ text: [UInt8]) throws(Problem) {
        let value: JSONValue
        do {
            value = try JSONValue.parse(text)
        } catch {
            throw Problem(message: "not JSON: \(error)")
        }
        guard let entries = value["markets"]?.arrayValue, !entries.isEmpty else {
            throw Problem(message: "expected an object with a non-empty array \"markets\"")
        }
        var rows: [JSONObject] = []
        var markets: [Market] = []
        for (index, entry) in entries.enumerated() {
            guard case .object(let row) = entry else {
                throw Problem(message: "markets[\(index)]: expected an object")
            }
            let market = try MarketRow(row, place: "markets[\(index)]").market()
            guard !markets.contains(where: { $0.symbol == market.symbol }) else {
                throw Problem(message: "markets[\(index)]: \(market.symbol) is there twice")
            }
            rows.append(JSONObject(row.members.filter { $0.key != "mock" }))
            markets.append(market)
        }
        self.rows = rows
        self.markets = markets
    }
}

/// One row of the markets file on its way to a `Market`.
private struct MarketRow {
    let row: JSONObject
    let place: String

    init(_ row: JSONObject, place: String) {
        self.row = row
        self.place = place
    }

    func market() throws(MarketCatalogue.Problem) -> Market {
        let fees: JSONValue? = row["fee_config"]?["api_fee"]
        return Market(
            symbol: try symbol(),
            tickSize: Price(units: try positive("price_tick_size")),
            sizeStep: Size(units: try positive("order_size_increment")),
            minimumValue: Quote(units: Int128(try units("min_notional", row["min_notional"]))),
            maximumSize: Size(units: try positive("max_order_size")),
            maximumOpenOrders: try maximumOpenOrders(),
            priceBandWidth: Rate(units: try bandWidth()),
            makerFee: Rate(units: try units("fee_config.api_fee.maker_fee.fee", fees?["maker_fee"]?["fee"])),
            takerFee: Rate(units: try units("fee_config.api_fee.taker_fee.fee", fees?["taker_fee"]?["fee"])),
            markPrice: Price(units: try positive("mock.mark_price", row["mock"]?["mark_price"])))
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

    private func maximumOpenOrders() throws(MarketCatalogue.Problem) -> Int {
        guard let maximum = row["max_open_orders"]?.numberValue?.int64, maximum > 0 else {
            throw problem("max_open_orders", "expected a positive JSON integer")
        }
        return Int(maximum)
    }

    private func bandWidth() throws(MarketCatalogue.Problem) -> Int64 {
        let width = try positive("price_bands_width")
        guard width < FixedPoint.scale else { throw problem("price_bands_width", "expected less than 1") }
        return width
    }

    private func positive(_ name: String) throws(MarketCatalogue.Problem) -> Int64 {
        try positive(name, row[name])
    }

    private func positive(_ name: String, _ value: JSONValue?) throws(MarketCatalogue.Problem) -> Int64 {
        let units = try units(name, value)
        guard units > 0 else { throw problem(name, "expected a decimal above zero") }
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

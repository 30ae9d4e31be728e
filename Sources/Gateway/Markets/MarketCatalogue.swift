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

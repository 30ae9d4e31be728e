import Exchange
import Support
import Testing
import Wire

@testable import Gateway

@Suite struct MarketNamesTests {
    private static let builtIn = try! MarketCatalogue(MarketCatalogue.builtInText).markets

    @Test("every market is found by its symbol, and by no other text")
    func symbols() {
        let names = MarketNames(Self.builtIn)
        for (index, market) in Self.builtIn.enumerated() {
            #expect(names.market(JSONWord(market.symbol)) == MarketID(index: index))
            #expect(names.market(JSONWord(market.symbol.lowercased())) == nil)
            #expect(names.market(JSONWord(market.symbol + "X")) == nil)
            #expect(names.market(JSONWord(String(market.symbol.dropLast()))) == nil)
        }
        #expect(names.market(JSONWord("")) == nil)
        #expect(names.market(JSONWord(String(repeating: "A", count: 100))) == nil)
    }

    @Test(
        "an order may name its market with escapes",
        arguments: [
            (#"BTC\u002dUSD-PERP"#, false), (#"BTC\u002dUSD"#, true), ("", false),
            ("BTC-USD-PERP-BTC-USD-PERP", true),
        ])
    func escapes(_ market: String, _ isUnknown: Bool) throws {
        var tester = try Tester()
        let answer = try tester.ask(
            "POST", "/v1/orders",
            #"{"market":"\#(market)","side":"BUY","type":"LIMIT","size":"0.1","price":"63000","#
                + #""signature":"[]","signature_timestamp":1}"#)
        #expect((answer.json["error"]?.stringValue == "MARKET_NOT_FOUND") == isUnknown)
    }
}

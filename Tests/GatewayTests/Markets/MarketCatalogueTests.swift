import Exchange
import Foundation
import Support
import Testing
import Wire

@testable import Gateway

@Suite struct MarketCatalogueTests {
    private static let row = """
        {"symbol":"A-USD-PERP","order_size_increment":"0.01","price_tick_size":"0.5","min_notional":"10",\
        "max_order_size":"100","max_open_orders":3,"price_bands_width":"0.05",\
        "fee_config":{"api_fee":{"maker_fee":{"fee":"-0.0001"},"taker_fee":{"fee":"0.0003"}}},\
        "mock":{"mark_price":"64000"}}
        """

    private static func problem(_ text: String) -> String? {
        do throws(MarketCatalogue.Problem) {
            _ = try MarketCatalogue(Array(text.utf8))
            return nil
        } catch {
            return error.message
        }
    }

    @Test("a row becomes a market, and is shown without what only the mock knows")
    func market() throws {
        let catalogue = try MarketCatalogue(Array(#"{"markets":[\#(Self.row)]}"#.utf8))
        let market = try #require(catalogue.markets.first)
        #expect(market.symbol == "A-USD-PERP")
        #expect(market.tickSize.text == "0.5")
        #expect(market.sizeStep.text == "0.01")
        #expect(market.minimumValue.text == "10")
        #expect(market.maximumSize.text == "100")
        #expect(market.maximumOpenOrders == 3)
        #expect(market.priceBandWidth.text == "0.05")
        #expect(market.fees.api.maker.text == "-0.0001")
        #expect(market.fees.api.taker.text == "0.0003")
        #expect(market.markPrice.text == "64000")
        #expect(catalogue.rows[0]["mock"] == nil)
        #expect(catalogue.rows[0]["symbol"] == .string("A-USD-PERP"))
        #expect(catalogue.rows[0].members.count == 8)
    }

    @Test("the built-in markets are those of fixtures/markets.json")
    func builtIn() throws {
        let file = try Data(contentsOf: Fixtures.root.appending(path: "markets.json"))
        #expect(MarketCatalogue.builtInText == Array(file))
        let catalogue = try MarketCatalogue(MarketCatalogue.builtInText)
        #expect(catalogue.markets.map(\.symbol) == ["BTC-USD-PERP", "ETH-USD-PERP", "SOL-USD-PERP"])
    }

    @Test(
        "a file that is no list of markets is told so",
        arguments: [
            ("", "not JSON: "), ("x", "not JSON: "), ("[]", "expected an object with a non-empty array"),
            ("{}", "expected an object with a non-empty array"),
            (#"{"markets":[]}"#, "expected an object with a non-empty array"),
            (#"{"markets":{}}"#, "expected an object with a non-empty array"),
            (#"{"markets":[7]}"#, "markets[0]: expected an object"),
            (#"{"markets":[\#(row),\#(row)]}"#, "markets[1]: A-USD-PERP is there twice"),
        ])
    func files(_ text: String, _ expected: String) throws {
        let problem = try #require(Self.problem(text))
        #expect(problem.hasPrefix(expected), "\(problem)")
    }

    @Test(
        "a row with something wrong is told what and where",
        arguments: [
            (#""symbol":"A-USD-PERP","#, "", "symbol: expected 1 to 31 printable ASCII characters"),
            (#""A-USD-PERP""#, #""""#, "symbol: expected 1 to 31 printable ASCII characters"),
            (#""A-USD-PERP""#, #""A/B""#, "symbol: expected 1 to 31 printable ASCII characters"),
            (#""A-USD-PERP""#, #""Ä""#, "symbol: expected 1 to 31 printable ASCII characters"),
            (#""A-USD-PERP""#, #""12345678901234567890123456789012""#, "symbol: expected 1 to 31"),
            (#""mock":"#, #""asset_kind":"PERP_OPTION","mock":"#, #"asset_kind: expected "PERP""#),
            (#""mock":"#, #""asset_kind":null,"mock":"#, #"asset_kind: expected "PERP""#),
            (#""0.5""#, "0.5", "price_tick_size: expected a JSON string with a decimal"),
            (#""0.5""#, #""0""#, "price_tick_size: expected a decimal above zero"),
            (#""0.5""#, #""-0.5""#, "price_tick_size: expected a decimal above zero"),
            (#""0.5""#, #""1e1""#, "price_tick_size: expected a JSON string with a decimal"),
            (#""0.01""#, #""0.000000001""#, "order_size_increment: expected a JSON string with a decimal"),
            (#""10""#, "null", "min_notional: expected a JSON string with a decimal"),
            (#""100""#, #""0""#, "max_order_size: expected a decimal above zero"),
            (#":3"#, #":"3""#, "max_open_orders: expected a positive JSON integer"),
            (#":3"#, ":0", "max_open_orders: expected a positive JSON integer"),
            (#""0.05""#, #""1""#, "price_bands_width: expected less than 1"),
            (
                #""maker_fee":{"fee":"-0.0001"},"#, "",
                "fee_config.api_fee.maker_fee.fee: expected a JSON string"
            ),
            (#""0.0003""#, #""free""#, "fee_config.api_fee.taker_fee.fee: expected a JSON string"),
            (#","mock":{"mark_price":"64000"}"#, "", "mock.mark_price: expected a JSON string"),
            (#""64000""#, #""0""#, "mock.mark_price: expected a decimal above zero"),
        ])
    func rows(_ part: String, _ replacement: String, _ expected: String) throws {
        let row = Self.row.replacingOccurrences(of: part, with: replacement)
        try #require(row != Self.row)
        let problem = try #require(Self.problem(#"{"markets":[\#(row)]}"#))
        #expect(problem.hasPrefix("markets[0]." + expected), "\(problem)")
    }

    @Test("margin parameters that would not be applied are refused", arguments: ["imf_factor", "imf_shift"])
    func marginParameters(_ name: String) throws {
        for (value, isFine) in [
            (#""0""#, true), (#""0.000""#, true), ("null", true), (#""0.00071""#, false), ("0", false),
        ] {
            let margin =
                #""delta1_cross_margin_params":{"imf_base":"0.2","mmf_factor":"0.5","\#(name)":\#(value)}"#
            let row = Self.row.replacingOccurrences(of: #""mock":"#, with: margin + #","mock":"#)
            let expected = #"markets[0].delta1_cross_margin_params.\#(name): expected "0", margins here"#
            let problem = Self.problem(#"{"markets":[\#(row)]}"#)
            let isToldSo = problem?.hasPrefix(expected) ?? false
            #expect(isFine ? problem == nil : isToldSo, "\(problem ?? value)")
        }
    }

    @Test("no more orders rest in a market than its row allows")
    func openOrderLimit() throws {
        let body = #"{"market":"A-USD-PERP","side":"BUY","type":"LIMIT","size":"1","price":"100"}"#
        var tester = try Tester(markets: Array(#"{"markets":[\#(Self.row)]}"#.utf8))
        for _ in 0..<3 { #expect(try tester.place(body).status == 201) }
        let answer = try tester.place(body)
        #expect(answer.status == 400)
        #expect(answer.json["error"] == .string("REQUEST_NOT_ALLOWED"))
        #expect(answer.json["message"]?.stringValue?.contains("3") == true)
        let ioc = body.replacingOccurrences(of: "}", with: #","instruction":"IOC"}"#)
        #expect(try tester.place(ioc).status == 201, "an order that cannot rest is not counted")
        #expect(try tester.ask("DELETE", "/v1/orders").status == 200)
        #expect(try tester.place(body).status == 201)
    }
}

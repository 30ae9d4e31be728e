import Support
import Testing
import Wire

@testable import Gateway

@Suite struct FundingDataTests {
    /// The built-in markets with another funding period.
    private static func markets(periodHours: String) -> [UInt8] {
        let text = String(decoding: MarketCatalogue.builtInText, as: UTF8.self)
        return Array(
            text.split(separator: "\n").map { line in
                let isPeriod = line.contains("\"funding_period_hours\"")
                return isPeriod ? "\"funding_period_hours\": \(periodHours)," : String(line)
            }.joined(separator: "\n").utf8)
    }

    @Test(
        "a rate is for the market's own period, and is shown for eight hours too",
        arguments: [("1", "0.0008", "0.10666667"), ("24", "0.00003333", "0.00444444")])
    func period(_ hours: String, _ rate8h: String, _ index: String) throws {
        var tester = try Tester(markets: Self.markets(periodHours: hours))
        tester.door.wait(milliseconds: 60_000)
        let answer = try tester.ask("GET", "/v1/funding/data?market=BTC-USD-PERP")
        let row = answer.json["results"]?.arrayValue?.first
        // The interest rate of 0.0001 for so many hours; the index moves by 64000 × 0.0001 a period.
        #expect(row?["funding_rate"] == .string("0.0001"))
        #expect(row?["funding_rate_8h"] == .string(rate8h))
        #expect(row?["funding_period_hours"]?.numberValue?.text == hours)
        #expect(row?["funding_index"] == .string(index))
    }
}

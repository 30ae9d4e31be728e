import Exchange
import Support
import Testing
import Wire

@testable import Gateway

@Suite struct PublicTradesTests {
    private static func query(_ target: String) throws -> TradeQuery? {
        var gateway = GatewayDoor().gateway
        let request = try HTTPRequest(method: "GET", target: target, headers: HTTPHeaders([]), body: [])
        let reply = gateway.respond(
            to: request, from: "127.0.0.1", at: Timestamp(milliseconds: 1_763_700_000_000))
        guard case .lookup(.trades(let query), _) = reply else { return nil }
        return query
    }

    @Test(
        "a page has at most a thousand trades, and one more is looked up to know whether there are more",
        arguments: [("", 101), ("&page_size=1", 2), ("&page_size=1000", 1001), ("&page_size=5000", 1001)])
    func pageSize(_ parameter: String, _ limit: Int) throws {
        let query = try #require(try Self.query("/v1/trades?market=ETH-USD-PERP\(parameter)"))
        #expect(query.limit == limit)
        #expect(query.market == MarketID(index: 1) && query.account == nil)
    }

    @Test("a cursor asks for no more either")
    func cursor() throws {
        let wide = TradeQuery(market: MarketID(index: 1), limit: 5000)
        let cursor = PageCursor(wide, PageEdge(direction: .older, number: 7)).text
        let query = try #require(try Self.query("/v1/trades?cursor=\(cursor)"))
        #expect(query.limit == 1001 && query.bound == .before(7))
    }
}

import Testing
import Wire

@testable import Gateway

@Suite struct RouterTests {
    private let router = Router(routes)

    @Test(
        "a method and a path lead to one route",
        arguments: [
            ("GET", "/v1/orders", "/v1/orders", []),
            ("GET", "/v1/orders/", "/v1/orders", []),
            ("POST", "/v1/orders", "/v1/orders", []),
            ("DELETE", "/v1/orders/?market=X", "/v1/orders", []),
            ("POST", "/v1/orders/batch", "/v1/orders/batch", []),
            ("DELETE", "/v1/orders/batch", "/v1/orders/batch", []),
            ("GET", "/v1/orders/batch", "/v1/orders/{order_id}", ["batch"]),
            ("GET", "/v1/orders/17", "/v1/orders/{order_id}", ["17"]),
            ("GET", "/v1/orders/17/", "/v1/orders/{order_id}", ["17"]),
            ("HEAD", "/v1/orders/17", "/v1/orders/{order_id}", ["17"]),
            ("PUT", "/v1/orders/17", "/v1/orders/{order_id}", ["17"]),
            ("DELETE", "/v1/orders/17", "/v1/orders/{order_id}", ["17"]),
            ("GET", "/v1/orders/by_client_id/a%2Fb", "/v1/orders/by_client_id/{client_id}", ["a/b"]),
            ("DELETE", "/v1/orders/by_client_id/x", "/v1/orders/by_client_id/{client_id}", ["x"]),
            ("GET", "/v1/algo/orders/17", "/v1/algo/orders/{algo_id}", ["17"]),
            ("GET", "/v1/algo/orders-history", "/v1/algo/orders-history", []),
            ("POST", "/_mock/markets/BTC-USD-PERP", "/_mock/markets/{market}", ["BTC-USD-PERP"]),
            ("GET", "/v1/orders-history?page_size=1", "/v1/orders-history", []),
            ("POST", "/v1/auth", "/v1/auth", []),
            ("POST", "/v1/auth/0x1", "/v1/auth/{public_key}", ["0x1"]),
            ("GET", "/v1/bbo/BTC-USD-PERP", "/v1/bbo/{market}", ["BTC-USD-PERP"]),
            ("GET", "/v1/bbo/X/interactive", "/v1/bbo/{market}/interactive", ["X"]),
            ("GET", "/v1/orderbook/X/interactive", "/v1/orderbook/{market}/interactive", ["X"]),
            ("GET", "/v1/orderbook/X/impact-price", "/v1/orderbook/{market}/impact-price", ["X"]),
            ("GET", "/v1/markets/summary", "/v1/markets/summary", []),
        ] as [(String, String, String, [String])])
    func match(_ method: String, _ target: String, _ path: String, _ parameters: [String]) throws {
        let request = try HTTPRequest(method: method, target: target)
        let match = try #require(router.match(request))
        #expect(match.route.path == path)
        #expect(match.route.method == (method == "HEAD" ? "GET" : method))
        #expect(match.parameters == parameters)
    }

    @Test(
        "a path or method that is not served leads nowhere",
        arguments: [
            ("GET", "/"), ("GET", "/v1"), ("GET", "/v1/"), ("GET", "/v1/order"), ("GET", "/v1/Orders"),
            ("GET", "//v1/orders"), ("GET", "/v1//orders"), ("GET", "/v1/orders//"),
            ("GET", "/v1/orders/1/2"), ("PUT", "/v1/orders"), ("PATCH", "/v1/orders/1"),
            ("GET", "/v1/orders%2F1"), ("get", "/v1/orders"), ("HEAD", "/v1/auth"), ("TRACE", "/v1/orders"),
        ])
    func noMatch(_ method: String, _ target: String) throws {
        let request = try HTTPRequest(method: method, target: target)
        #expect(router.match(request) == nil)
    }

    @Test("the orders family has its eleven operations, all of them for accounts")
    func ordersFamily() {
        let family = routes.filter { $0.path.hasPrefix("/v1/orders") }
        #expect(family.count == 11)
        #expect(family.allSatisfy { $0.access == .account })
    }

    @Test("control operations are for everyone, and apart from the API")
    func controls() {
        let controls = routes.filter { $0.path.hasPrefix("/_mock/") }
        #expect(!controls.isEmpty)
        #expect(controls.allSatisfy { $0.access == .open })
        #expect(routes.allSatisfy { $0.path.hasPrefix("/v1/") || $0.path.hasPrefix("/_mock/") })
    }
}

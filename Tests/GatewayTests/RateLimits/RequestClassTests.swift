import Testing

@testable import Gateway

@Suite struct RequestClassTests {
    @Test(
        "what a request counts as follows from its route",
        arguments: [
            ("GET", "/v1/orders", .account, .read),
            ("GET", "/v1/orders/{order_id}", .account, .read),
            ("GET", "/v1/orders-history", .account, .read),
            ("GET", "/v1/account", .account, .read),
            ("POST", "/v1/account/margin/{market}", .account, .read),
            ("POST", "/v1/account/tokens", .owner, .read),
            ("POST", "/v1/orders", .account, .order),
            ("POST", "/v1/orders/batch", .account, .order),
            ("PUT", "/v1/orders/{order_id}", .account, .order),
            ("DELETE", "/v1/orders", .account, .order),
            ("DELETE", "/v1/orders/batch", .account, .order),
            ("DELETE", "/v1/orders/by_client_id/{client_id}", .account, .order),
            ("POST", "/v1/onboarding", .open, .onboarding),
            ("GET", "/v1/onboarding", .open, .publicRequest),
            ("POST", "/v1/auth", .open, .login),
            ("POST", "/v1/auth/{public_key}", .open, .login),
            ("GET", "/v1/system/time", .open, .publicRequest),
            ("GET", "/v1/orderbook/{market}", .open, .publicRequest),
            ("POST", "/_mock/reset", .open, .control),
            ("GET", "/_mock/state", .account, .control),
        ] as [(String, String, Access, RequestClass)])
    func classify(_ method: String, _ path: String, _ access: Access, _ expected: RequestClass) {
        #expect(RequestClass(method: method, path: path, access: access) == expected)
    }

    @Test("the route table has seven orders, the rest of its private operations are reads")
    func routeTable() {
        #expect(routes.filter { $0.requestClass == .order }.count == 7)
        for route in routes {
            let isExpected = (route.access != .open) == route.requestClass.isPrivate
            #expect(isExpected, "\(route.method) \(route.path)")
        }
    }

    @Test(
        "the limits are the documented ones",
        arguments: [
            (.publicRequest, [.perMinute(1500)]), (.onboarding, [.perMinute(600)]),
            (.login, [.perMinute(600)]), (.order, [.perSecond(800), .perMinute(17250)]),
            (.read, [.perSecond(120), .perMinute(600)]), (.control, []),
            (.connection, [.perSecond(20), .perMinute(600)]),
        ] as [(RequestClass, [RateLimit])])
    func limits(_ request: RequestClass, _ expected: [RateLimit]) {
        #expect(request.limits.map(\.rate) == expected)
        #expect(request.limits.allSatisfy { $0.isPerAccount == request.isPrivate })
        #expect(DocumentedLimit.privateRequests.rate == .perMinute(1500))
        #expect(!DocumentedLimit.privateRequests.isPerAccount)
    }
}

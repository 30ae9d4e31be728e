import Exchange
import Support
import Testing
import Wire

@testable import Gateway

@Suite struct AlgoOrdersTests {
    @Test("an algo order whose time has run out cannot be cancelled, whether or not anyone has ticked")
    func expiredMeanwhile() throws {
        var tester = try Tester()
        let id = try tester.place(algo: "1", seconds: 30).json["id"]?.stringValue ?? ""
        var gateway = tester.door.gateway
        let later = Timestamp(milliseconds: tester.door.now + 30_000)
        let token = gateway.tokens.issue(for: gateway.exchange.account(AccountID(index: 0)), at: later)
        let request = try HTTPRequest(
            method: "DELETE", target: "/v1/algo/orders/\(id)",
            headers: HTTPHeaders([("Authorization", token)]), body: [])
        guard case .response(let response) = gateway.respond(to: request, from: "127.0.0.1", at: later) else {
            Issue.record("a refusal needs no look-up")
            return
        }
        #expect(response.status == 400)
        #expect(try JSONValue.parse(response.body)["error"] == .string("ORDER_IS_CLOSED"))
        #expect(gateway.exchange.algos.first?.status == .cancelled(.expired))
    }
}

import Exchange
import Support
import Testing
import Wire

@testable import Gateway

@Suite struct ModifyOrderTests {
    private static let buy = #""market":"BTC-USD-PERP","side":"BUY","type":"LIMIT","price":"63000""#

    private static func modification(
        of id: String, size: String, by trader: Trader, at now: Int64
    ) throws -> [UInt8] {
        guard case .object(let order) = try JSONValue.parse(#"{"id":"\#(id)","size":"\#(size)",\#(buy)}"#)
        else { return [] }
        return JSONValue.object(trader.signing(order, at: now)).serialized()
    }

    @Test(
        "a smaller size keeps its place in the queue if the configuration says so; a larger one never does",
        arguments: [
            (.inPlace, "0.5", true), (.replace, "0.5", false), (.inPlace, "2", false), (.replace, "2", false),
        ] as [(ModifyPolicy, String, Bool)])
    func policy(_ policy: ModifyPolicy, _ size: String, _ keepsPlace: Bool) throws {
        var configuration = Configuration()
        configuration.modify = policy
        var tester = try Tester(configuration: configuration)
        let orders = try (0..<2).map { _ in
            try tester.place(#"{"size":"1",\#(Self.buy)}"#).json["id"]?.stringValue ?? ""
        }
        let body = try Self.modification(of: orders[0], size: size, by: .alice, at: tester.door.now)
        #expect(try tester.ask("PUT", "/v1/orders/\(orders[0])", bytes: body).status == 200)

        // EXPIRE_BOTH closes the first of the account's own orders that it meets, and no other.
        let sale =
            #"{"market":"BTC-USD-PERP","side":"SELL","type":"LIMIT","size":"1","#
            + #""price":"63000","stp":"EXPIRE_BOTH"}"#
        #expect(try tester.place(sale).status == 201)
        let open = try tester.ask("GET", "/v1/orders").json["results"]?.arrayValue
        #expect(open?.map { $0["id"] } == [.string(orders[keepsPlace ? 1 : 0])])
    }

    @Test("an order that a slice of an algo order fills at the same moment is not open any more")
    func filledMeanwhile() throws {
        var bob = try Tester(.bob)
        var alice = try Tester()
        #expect(try alice.place(algo: "2", seconds: 60).status == 201)
        bob.door = alice.door
        let id = try bob.place(#"{"size":"2",\#(Self.buy)}"#).json["id"]?.stringValue ?? ""

        // The second slice is due, and nobody has ticked yet.
        var gateway = bob.door.gateway
        let later = Timestamp(milliseconds: bob.door.now + 30_000)
        let body = try Self.modification(of: id, size: "3", by: .bob, at: later.milliseconds)
        let token = gateway.tokens.issue(for: gateway.exchange.account(AccountID(index: 1)), at: later)
        let request = try HTTPRequest(
            method: "PUT", target: "/v1/orders/\(id)",
            headers: HTTPHeaders([("Authorization", token)]), body: body)
        guard case .response(let response) = gateway.respond(to: request, from: "127.0.0.1", at: later) else {
            Issue.record("a refusal needs no look-up")
            return
        }
        #expect(response.status == 400)
        #expect(try JSONValue.parse(response.body)["error"] == .string("ORDER_IS_NOT_OPEN"))
    }
}

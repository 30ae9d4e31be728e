import Exchange
import Gateway
import Support
import Testing
import Wire

@Suite struct SocketsTests {
    private func place(_ terms: String, _ door: inout GatewayDoor) throws -> String {
        let params =
            #"{"market":"BTC-USD-PERP","type":"LIMIT","size":"0.01","signature":"[]","#
            + #""signature_timestamp":\#(door.now),\#(terms)}"#
        try door.send(#"{"method":"order.create","params":\#(params),"id":1}"#, over: "alice")
        return try door.takeMessages(of: "alice")[0]["result"]?["order"]?["id"]?.stringValue ?? ""
    }

    @Test("a socket's open orders are remembered however many others it placed")
    func remembersOpenOrders() throws {
        var configuration = Configuration()
        configuration.signatures = .off
        var door = GatewayDoor(configuration)
        try door.open("alice")
        try door.logIn(.alice, over: "alice")
        try door.send(
            #"{"method":"order.cancel_on_disconnect","params":{"enabled":true},"id":1}"#, over: "alice")
        _ = try door.takeMessages(of: "alice")
        let first = try place(#""side":"BUY","price":"63000""#, &door)
        for _ in 0..<2500 { _ = try place(#""side":"BUY","price":"63000","instruction":"IOC""#, &door) }
        let last = try place(#""side":"BUY","price":"63001""#, &door)
        try door.close("alice")
        #expect(!door.gateway.exchange.accounts[0].hasOpenOrders)
        #expect(first != last && !first.isEmpty)
    }
}

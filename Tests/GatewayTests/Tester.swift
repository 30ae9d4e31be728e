import Exchange
import Gateway
import Support
import Wire

/// Asks a gateway in process on behalf of one trader.
struct Tester {
    var door: GatewayDoor
    let trader: Trader
    private var token = ""

    init(
        _ trader: Trader = .alice, configuration: Configuration = Configuration(), markets: [UInt8]? = nil
    ) throws {
        door = GatewayDoor(configuration, markets: markets)
        self.trader = trader
        let headers = trader.loginHeaders(seconds: door.now / 1000)
        let answer = try door.ask(Question("POST", "/v1/auth", headers: headers))
        token = answer.json["jwt_token"]?.stringValue ?? ""
    }

    mutating func ask(_ method: String, _ target: String, _ body: String = "") throws -> Answered {
        try ask(method, target, bytes: Array(body.utf8))
    }

    mutating func ask(_ method: String, _ target: String, bytes: [UInt8]) throws -> Answered {
        try door.ask(
            Question(method, target, headers: [("Authorization", "Bearer \(token)")], body: bytes))
    }

    /// Sells at market in the first market over a time.
    mutating func place(algo size: String, seconds: Int) throws -> Answered {
        let order =
            #"{"algo_type":"TWAP","market":"BTC-USD-PERP","side":"SELL","type":"MARKET","#
            + #""size":"\#(size)","duration_seconds":\#(seconds)}"#
        guard case .object(let object) = try JSONValue.parse(order) else {
            return try ask("POST", "/v1/algo/orders")
        }
        let signed = JSONValue.object(trader.signing(object, at: door.now)).text
        return try ask("POST", "/v1/algo/orders", signed)
    }

    /// Places an order, signed unless it says otherwise.
    mutating func place(_ order: String) throws -> Answered {
        guard case .object(let object) = try JSONValue.parse(order) else {
            return try ask("POST", "/v1/orders")
        }
        return try ask("POST", "/v1/orders", JSONValue.object(trader.signing(object, at: door.now)).text)
    }
}

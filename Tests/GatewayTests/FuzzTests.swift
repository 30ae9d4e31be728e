import Randomness
import Support
import Testing
import Wire

@testable import Gateway

/// Random requests to every route: whatever comes in, what goes out is an answer in the API's form.
@Suite struct FuzzTests {
    private static let targets: [(method: String, target: String)] = routes.flatMap { route in
        let paths = ["1763700000000201700000010000", "x", "BTC-USD-PERP", "mine", "0x5"].map { value in
            route.path.split(separator: "/").map { $0.hasPrefix("{") ? value : String($0) }.joined(
                separator: "/")
        }
        return Set(paths).sorted().map { (route.method, "/" + $0) }
    }

    private static let queries = [
        "", "?", "?market=BTC-USD-PERP", "?page_size=5", "?cursor=e30", "?side=BUY&status=OPEN",
        "?start_at=0",
        "?depth=5", "?public_key=0x1&account_signer_type=starknet", "?a=b&a=c&=",
        "?page_size=99999999999999999999",
        "?end_at=9223372036854775807", "?client_id=%F0%9F%9A%80", "?type=LIMIT", "?market=ALL",
        "?symbol=BTC-USD-PERP&resolution=60&start_at=0&end_at=9999999999999",
        "?symbol=BTC-USD-PERP&resolution=1&start_at=0&end_at=9999999999999&price_kind=mark",
        "?size=92233720368.54775807&side=SELL", "?price_tick=92233720368.5&depth=9999999999999",
    ]

    private static let bodies = [
        #"{"market":"BTC-USD-PERP","side":"BUY","type":"LIMIT","size":"0.1","price":"63000","instruction":"GTC","client_id":"mine","flags":[],"stp":null,"recv_window":60000,"signature":"[\"1\",\"2\"]","signature_timestamp":1763700000000}"#,
        #"[{"market":"ETH-USD-PERP","side":"SELL","type":"MARKET","size":"1","signature":"[\"1\",\"2\"]","signature_timestamp":1763700000000}]"#,
        #"{"id":"1763700000000201700000010000","market":"BTC-USD-PERP","side":"BUY","type":"LIMIT","size":"0.2","price":"63000","signature":"[\"1\",\"2\"]","signature_timestamp":1763700000000}"#,
        #"{"market":"BTC-USD-PERP","side":"SELL","type":"STOP_LOSS_LIMIT","size":"0","price":"62000","trigger_price":"63000","flags":["REDUCE_ONLY"],"vwap_price":"0","signature":"[\"1\",\"2\"]","signature_timestamp":1763700000000}"#,
        #"{"algo_type":"TWAP","market":"BTC-USD-PERP","side":"BUY","type":"MARKET","size":"0.1","duration_seconds":60,"signature":"[\"1\",\"2\"]","signature_timestamp":1763700000000}"#,
        #"{"mark_price":"64000","index_price":"64100","funding_rate":"0.0001","follow_book":true}"#,
        #"{"status":"ok"}"#,
        #"{"order_ids":["1763700000000201700000010000","x"],"client_order_ids":["mine"]}"#,
        #"{"public_key":"0x1ef15c18599971b7beced415a40f0c7deacfd9b0d1819e03d723d8bc943cfca"}"#,
        #"{"leverage":5,"margin_type":"CROSS","on_behalf_of_account":""}"#,
        #"{"name":"robot","token_type":"read_only","expiry_duration":60}"#,
        #"{"username":"fox","fills":true,"max_slippage":"0.01","size_currency_display":"QUOTE"}"#,
        #"{"parent":"","balance":"1000","private_key":"0x5"}"#, "{}", "[]", "", "null", "7",
    ]

    private static let fragments = [
        "\"", "{", "}", "[", "]", ":", ",", "null", "true", "-1", "0", "1e400", "9223372036854775808",
        "\"\"", "\"\\ud800\"", "\"é\"", "99999999999999999999999999", "1E-7", "\u{0}", "\\", "[[[[[[[[", "-",
        "\"BUY\"", "\"9999999999999\"", "\"0.00000001\"", "\"92233720368.54775807\"", "9999999999999",
    ]

    private static func mutated(_ body: String, _ random: inout SeededRandom) -> [UInt8] {
        var bytes = Array(body.utf8)
        for _ in 0..<Int.random(in: 0...4, using: &random) {
            let place = Int.random(in: 0...bytes.count, using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
            case 1: bytes.insert(contentsOf: fragments.randomElement(using: &random)!.utf8, at: place)
            case 2:
                bytes.removeSubrange(place..<min(bytes.count, place + .random(in: 1...12, using: &random)))
            default: replaceValue(in: &bytes, &random)
            }
        }
        return bytes
    }

    /// Puts a fragment where a value of an object stands.
    private static func replaceValue(in bytes: inout [UInt8], _ random: inout SeededRandom) {
        let colons = bytes.indices.filter { bytes[$0] == UInt8(ascii: ":") }
        guard let colon = colons.randomElement(using: &random) else { return }
        let end = bytes[(colon + 1)...].firstIndex { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "}") }
        bytes.replaceSubrange(
            colon + 1..<(end ?? bytes.count), with: Array(fragments.randomElement(using: &random)!.utf8))
    }

    @Test(
        "no request crashes the gateway or gets a reply outside the API's form",
        arguments: [1, 2, 3, 4] as [UInt64], [SignaturePolicy.off, .strict])
    func everyRoute(_ seed: UInt64, _ policy: SignaturePolicy) throws {
        var random = SeededRandom(seed: seed)
        var configuration = Configuration()
        configuration.signatures = policy
        var tester = try Tester(configuration: configuration)
        var successes = 0
        for _ in 0..<1500 {
            let (method, path) = Self.targets.randomElement(using: &random)!
            let target = path + Self.queries.randomElement(using: &random)!
            let body = Self.mutated(Self.bodies.randomElement(using: &random)!, &random)
            let answer = try tester.ask(method, target, bytes: body)
            let place: Comment = "seed \(seed): \(method) \(target) \(String(decoding: body, as: UTF8.self))"
            #expect(answer.status < 500, place)
            if answer.status < 300 {
                successes += 1
                #expect((answer.status == 204) == answer.body.isEmpty, place)
                #expect(answer.body.isEmpty || answer.json != .null, place)
            } else {
                #expect(answer.json.objectValue?.members.map(\.key) == ["error", "message", "data"], place)
                #expect(answer.json["message"]?.stringValue?.isEmpty == false, place)
            }
        }
        #expect(successes > 100, "seed \(seed): a test that only sees refusals sees little")
    }

    @Test(
        "random header fields of a login are refused or accepted, and nothing else",
        arguments: [1, 2] as [UInt64])
    func logins(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var door = GatewayDoor()
        let good = Trader.alice.loginHeaders(seconds: door.now / 1000)
        for _ in 0..<300 {
            let headers = good.map { header in
                let value = Self.mutated(header.value, &random).filter { $0 >= 0x20 && $0 < 0x7F }
                return Bool.random(using: &random)
                    ? header : (header.name, String(decoding: value, as: UTF8.self))
            }
            let answer = try door.ask(Question("POST", "/v1/auth", headers: headers))
            #expect([200, 400, 401].contains(answer.status), "seed \(seed): \(headers)")
        }
    }
}

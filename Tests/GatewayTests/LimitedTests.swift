import Gateway
import Support
import Testing

/// The gateway with the documented rate limits. The clock stands still unless it is moved.
@Suite struct LimitedTests {
    private static let order =
        #"{"market":"BTC-USD-PERP","side":"BUY","type":"LIMIT","size":"0.1","price":"63000"}"#

    private static let configuration: Configuration = {
        var configuration = Configuration()
        configuration.rateLimits = .documented(times: 1)
        configuration.signatures = .off
        return configuration
    }()

    private var alice: Tester

    init() throws { alice = try Tester(.alice, configuration: Self.configuration) }

    private func left(_ answer: Answered) -> String {
        "\(answer["X-RateLimit-Remaining"] ?? "") of \(answer["X-RateLimit-Limit"] ?? "")"
    }

    @Test("an account's reads are refused after 120 and pass again 9 ms later")
    mutating func reads() throws {
        for count in 1...120 {
            let answer = try alice.ask(count.isMultiple(of: 2) ? "GET" : "HEAD", "/v1/orders")
            #expect(answer.status == 200 && left(answer) == "\(120 - count) of 120")
        }
        let refused = try alice.ask("GET", "/v1/orders-history")
        #expect(refused.status == 429 && refused.text == #"{"message":"rate limit exceeded"}"#)
        #expect(refused["Retry-After"] == "1" && left(refused) == "0 of 120")
        #expect(refused["X-RateLimit-Window"] == "1")
        #expect(refused["X-RateLimit-Reset"] == String(alice.door.now / 1000 + 1))
        alice.door.wait(milliseconds: 8)
        #expect(try alice.ask("GET", "/v1/orders").status == 429)
        alice.door.wait(milliseconds: 1)
        #expect(try alice.ask("GET", "/v1/orders-history").status == 200)
    }

    @Test("all that changes orders shares one pool, a batch costs 1, and a refused order is not placed")
    mutating func orders() throws {
        #expect(left(try alice.place(Self.order)) == "799 of 800")
        let batch = try alice.ask("POST", "/v1/orders/batch", "[\(Self.order),\(Self.order)]")
        #expect(left(batch) == "798 of 800")
        #expect(left(try alice.ask("PUT", "/v1/orders/1", "{}")) == "797 of 800")
        #expect(left(try alice.ask("DELETE", "/v1/orders/1")) == "796 of 800")
        #expect(left(try alice.ask("DELETE", "/v1/orders/batch", "{}")) == "795 of 800")
        for _ in 0..<795 { #expect(try alice.ask("DELETE", "/v1/orders/by_client_id/x").status == 400) }
        let commands = alice.door.commands.count
        #expect(try alice.place(Self.order).status == 429)
        #expect(alice.door.commands.count == commands)
        #expect(left(try alice.ask("GET", "/v1/orders")) == "119 of 120")
    }

    @Test("what has no valid token or no route counts as public, and is refused like it")
    mutating func strangers() throws {
        alice.door.address = "10.0.0.1"
        for (count, target) in ["/v1/orders", "/v1/nowhere", "/v1/system/state"].enumerated() {
            #expect(left(try alice.door.ask(Question("GET", target))) == "\(1499 - count) of 1500")
        }
        #expect(left(try alice.ask("GET", "/v1/nowhere")) == "1496 of 1500")
        for _ in 0..<1496 { _ = try alice.door.ask(Question("GET", "/v1/system/state")) }
        #expect(try alice.door.ask(Question("DELETE", "/v1/orders")).status == 429)
        #expect(try alice.ask("GET", "/v1/nowhere").status == 429)
        #expect(try alice.ask("GET", "/v1/orders").status == 200)
        alice.door.address = "10.0.0.2"
        #expect(try alice.door.ask(Question("DELETE", "/v1/orders")).status == 401)
    }

    @Test("OPTIONS costs nothing")
    mutating func free() throws {
        alice.door.address = "10.0.0.1"
        for _ in 0..<3 {
            #expect(left(try alice.door.ask(Question("OPTIONS", "/v1/orders"))) == "1500 of 1500")
        }
        #expect(left(try alice.door.ask(Question("GET", "/v1/markets"))) == "1499 of 1500")
    }

    @Test("logins are limited by address, refused ones too")
    mutating func logins() throws {
        alice.door.address = "10.0.0.1"
        for count in 1...600 {
            let answer = try alice.door.ask(Question("POST", count == 1 ? "/v1/auth/0x1" : "/v1/auth"))
            #expect(answer.status == 400 && left(answer) == "\(600 - count) of 600")
        }
        #expect(try alice.door.ask(Question("POST", "/v1/auth")).status == 429)
        alice.door.wait(milliseconds: 100)
        #expect(try alice.door.ask(Question("POST", "/v1/auth")).status == 400)
    }
}

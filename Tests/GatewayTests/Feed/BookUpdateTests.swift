import Exchange
import Foundation
import Gateway
import Randomness
import Support
import Testing
import Wire

/// A client's copy of a book, rebuilt from messages by the documented rule.
private struct ClientBook {
    private var levels: [String: [String: String]] = ["BUY": [:], "SELL": [:]]
    private(set) var sequence: Int64 = -1
    private(set) var gaps = 0

    mutating func apply(_ data: JSONValue) {
        let isSnapshot = data["update_type"] == .string("s")
        let number = data["seq_no"]?.numberValue?.int64 ?? -1
        if isSnapshot { levels = ["BUY": [:], "SELL": [:]] } else if number != sequence + 1 { gaps += 1 }
        sequence = number
        for list in ["inserts", "updates"] {
            for level in data[list]?.arrayValue ?? [] {
                let (side, price) = place(of: level)
                // Nothing is inserted twice, and only what is there can be updated.
                if (levels[side]?[price] != nil) != (list == "updates") { gaps += 1 }
                levels[side]?[price] = level["size"]?.stringValue
            }
        }
        for level in data["deletes"]?.arrayValue ?? [] {
            let (side, price) = place(of: level)
            if levels[side]?.removeValue(forKey: price) == nil { gaps += 1 }
        }
    }

    private func place(of level: JSONValue) -> (side: String, price: String) {
        (level["side"]?.stringValue ?? "", level["price"]?.stringValue ?? "")
    }

    /// One side as REST shows it, best first.
    func rows(_ side: String) -> [[String]] {
        let sorted = (levels[side] ?? [:]).sorted { left, right in
            let (first, second) = (Self.units(left.key), Self.units(right.key))
            return side == "BUY" ? first > second : first < second
        }
        return sorted.map { [$0.key, $0.value] }
    }

    private static func units(_ text: String) -> Int64 { (try? FixedPoint.parse(text)) ?? 0 }
}

/// What feeds show is what REST shows, whatever happens to the book.
@Suite struct BookUpdateTests {
    /// The environment may ask for more operations than a quick test has.
    private static let operations =
        ProcessInfo.processInfo.environment["FEED_OPERATIONS"].flatMap { Int($0) } ?? 3000

    private static let channels = [
        "order_book.BTC-USD-PERP.deltas", "order_book.BTC-USD-PERP.interactive_deltas",
        "order_book.BTC-USD-PERP.deltas@15@50ms", "order_book.BTC-USD-PERP.snapshot@15@50ms",
        "bbo.BTC-USD-PERP",
    ]

    @Test("a client that rebuilds the book always has the one that REST shows", arguments: [1, 2, 3])
    func rebuilds(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var crowd = try Crowd(Self.channels)
        var books = Self.channels.map { _ in ClientBook() }
        for step in 0..<Self.operations / 3 {
            try crowd.act(using: &random)
            if step % 10 == 9 { crowd.wait() }
            for message in try crowd.messages() {
                guard let channel = message["params"]?["channel"]?.stringValue,
                    let data = message["params"]?["data"], let index = Self.channels.firstIndex(of: channel)
                else { continue }
                if channel.hasPrefix("bbo") { crowd.bestPrices = data } else { books[index].apply(data) }
            }
            let book = try crowd.restBook()
            for index in 0..<(step % 10 == 9 ? 4 : 2) {
                let count = index < 2 ? 1000 : 15
                try #require(books[index].rows("BUY") == Self.rows(book, "bids", count), "seed \(seed)")
                try #require(books[index].rows("SELL") == Self.rows(book, "asks", count), "seed \(seed)")
            }
            #expect(books[0].sequence == book["seq_no"]?.numberValue?.int64)
            try #require(books.prefix(3).map(\.gaps) == [0, 0, 0], "seed \(seed), step \(step)")
            try crowd.checkBestPrices(book)
        }
    }

    private static func rows(_ book: JSONValue, _ side: String, _ count: Int) -> [[String]] {
        (book[side]?.arrayValue ?? []).prefix(count).map { ($0.arrayValue ?? []).compactMap(\.stringValue) }
    }
}

/// Traders who place, change and cancel orders at random in one market, and a socket that looks on.
private struct Crowd {
    private var door: GatewayDoor
    private let traders = Array(Trader.seeded.prefix(3))
    private var tokens: [String] = []
    private var orders: [(trader: Int, id: String, side: String)] = []
    var bestPrices: JSONValue?

    init(_ channels: [String]) throws {
        var configuration = Configuration()
        configuration.signatures = .off
        door = GatewayDoor(configuration)
        for trader in traders {
            let headers = trader.loginHeaders(seconds: door.now / 1000)
            let answer = try door.ask(Question("POST", "/v1/auth", headers: headers))
            tokens.append(answer.json["jwt_token"]?.stringValue ?? "")
        }
        try door.open("watcher")
        for channel in channels {
            try door.send(#"{"method":"subscribe","params":{"channel":"\#(channel)"}}"#, over: "watcher")
        }
    }

    mutating func wait() { door.wait(milliseconds: 50) }

    mutating func messages() throws -> [JSONValue] { try door.takeMessages(of: "watcher") }

    mutating func restBook() throws -> JSONValue {
        try door.ask(Question("GET", "/v1/orderbook/BTC-USD-PERP?depth=1000")).json
    }

    mutating func act(using random: inout SeededRandom) throws {
        let choice = Int.random(in: 0..<10, using: &random)
        guard choice >= 6, !orders.isEmpty else { return try place(using: &random) }
        let index = Int.random(in: 0..<orders.count, using: &random)
        let order = orders[index]
        if choice < 8 {
            let terms = terms(side: order.side, using: &random)
            _ = try ask(order.trader, "PUT", "/v1/orders/\(order.id)", #"{"id":"\#(order.id)",\#(terms)}"#)
        } else if choice == 8 {
            _ = try ask(order.trader, "DELETE", "/v1/orders/\(order.id)", "")
            orders.remove(at: index)
        } else if Int.random(in: 0..<20, using: &random) == 0 {
            _ = try ask(order.trader, "DELETE", "/v1/orders", "")
        }
    }

    private mutating func place(using random: inout SeededRandom) throws {
        let trader = Int.random(in: 0..<traders.count, using: &random)
        let side = Bool.random(using: &random) ? "BUY" : "SELL"
        let answer = try ask(trader, "POST", "/v1/orders", "{\(terms(side: side, using: &random))}")
        guard let id = answer.json["id"]?.stringValue else { return }
        orders.append((trader, id, side))
    }

    /// Prices close enough to meet and far enough apart for more than fifteen levels.
    private func terms(side: String, using random: inout SeededRandom) -> String {
        let middle = side == "BUY" ? 63_990 : 64_010
        let price = middle + Int.random(in: -40...40, using: &random)
        let size = Int.random(in: 1...9, using: &random)
        return """
            "market":"BTC-USD-PERP","side":"\(side)","type":"LIMIT","size":"0.0\(size)","price":"\(price)",\
            "stp":"EXPIRE_BOTH","signature":"[]","signature_timestamp":\(door.now)
            """
    }

    private mutating func ask(
        _ trader: Int, _ method: String, _ target: String, _ body: String
    ) throws -> Answered {
        let headers = [(name: "Authorization", value: "Bearer \(tokens[trader])")]
        return try door.ask(Question(method, target, headers: headers, body: Array(body.utf8)))
    }

    /// The best prices that were told last are those of the book.
    func checkBestPrices(_ book: JSONValue) throws {
        guard let told = bestPrices else { return }
        for (side, list) in [("bid", "bids"), ("ask", "asks")] {
            let best = book[list]?.arrayValue?.first?.arrayValue?.compactMap(\.stringValue) ?? ["0", "0"]
            try #require(told[side]?.stringValue == best[0])
            try #require(told[side + "_size"]?.stringValue == best[1])
        }
    }
}

import Exchange
import Randomness
import Testing

@testable import Gateway

@Suite struct PageCursorTests {
    private static let account = AccountID(index: 3)
    private static let full = OrderQuery(
        account: account, market: MarketID(index: 1), clientID: "a \"b\" é", side: .sell, status: .closed,
        type: .market, from: Timestamp(milliseconds: 5), through: Timestamp(milliseconds: 9), limit: 17)
    private static let edge = PageEdge(direction: .older, number: 1)

    @Test(
        "a cursor is read as it was written, filters and all",
        arguments: [OrderQuery(account: account, limit: 1), full], [PageEdge.Direction.older, .newer])
    func roundTrip(_ query: OrderQuery, _ direction: PageEdge.Direction) throws {
        let written = PageCursor(query, PageEdge(direction: direction, number: 42))
        let read = try PageCursor<OrderQuery>(written.text, reader: Self.account)
        #expect(read.query == written.query)
        #expect(read.query.edge == PageEdge(direction: direction, number: 42))
        #expect(read.text == written.text)
        var expected = query
        expected.bound = direction == .older ? .before(OrderID(number: 42)) : .after(OrderID(number: 42))
        #expect(read.query == expected)
    }

    @Test("trades have cursors too", arguments: [PageEdge.Direction.older, .newer])
    func trades(_ direction: PageEdge.Direction) throws {
        let query = TradeQuery(
            account: Self.account, market: MarketID(index: 2), kind: .liquidation, onlyWithFunding: true,
            from: Timestamp(milliseconds: 5), through: Timestamp(milliseconds: 9), limit: 17)
        let text = PageCursor(query, PageEdge(direction: direction, number: 42)).text
        var expected = query
        expected.bound = direction == .older ? .before(42) : .after(42)
        #expect(try PageCursor<TradeQuery>(text, reader: Self.account).query == expected)
        expected.account = nil
        #expect(try PageCursor<TradeQuery>(text, reader: nil).query == expected)
    }

    @Test("funding records have cursors too, by their time", arguments: [PageEdge.Direction.older, .newer])
    func funding(_ direction: PageEdge.Direction) throws {
        let query = FundingQuery(
            market: MarketID(index: 2), from: Timestamp(milliseconds: 5),
            through: Timestamp(milliseconds: 9), limit: 17)
        let text = PageCursor(query, PageEdge(direction: direction, number: 42)).text
        let time = Timestamp(milliseconds: 42)
        var expected = query
        expected.bound = direction == .older ? .before(time) : .after(time)
        #expect(try PageCursor<FundingQuery>(text, reader: nil).query == expected)
    }

    @Test("the cursor of one list is not taken for another")
    func otherList() {
        let text = PageCursor(Self.full, Self.edge).text
        #expect(throws: APIError.self) { try PageCursor<TradeQuery>(text, reader: Self.account) }
        #expect(throws: APIError.self) { try PageCursor<OrderQuery>(text, reader: nil) }
    }

    @Test("a cursor begins like the real exchange's and needs no escape in a URL")
    func shape() {
        let text = PageCursor(Self.full, Self.edge).text
        #expect(text.hasPrefix("eyJmaWx0ZXIi"))
        #expect(text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") })
    }

    @Test("the account is the reader's, whoever wrote the cursor")
    func belongsToReader() throws {
        let text = PageCursor(Self.full, Self.edge).text
        let other = AccountID(index: 7)
        #expect(try PageCursor<OrderQuery>(text, reader: other).query.account == other)
    }

    @Test(
        "a text that is no cursor of ours is refused",
        arguments: [
            "", "nonsense", "x", "e30", "****", "7", #"{"filter":{},"marker":1,"direction":"older"}"#,
            #"{"filter":{"list":"orders"},"marker":1,"direction":"older"}"#,
            #"{"filter":{"list":"orders","page_size":0},"marker":1,"direction":"older"}"#,
            #"{"filter":{"list":"orders","page_size":5001},"marker":1,"direction":"older"}"#,
            #"{"filter":{"list":"orders","page_size":1},"marker":"1","direction":"older"}"#,
            #"{"filter":{"list":"orders","page_size":1},"marker":1,"direction":"up"}"#,
            #"{"filter":{"list":"orders","page_size":1},"direction":"older"}"#,
            #"{"filter":{"page_size":1},"marker":1,"direction":"older"}"#,
        ])
    func garbage(_ text: String) {
        for text in [text, Base64.encode(Array(text.utf8))] {
            let error = #expect(throws: APIError.self) {
                try PageCursor<OrderQuery>(text, reader: Self.account)
            }
            #expect(error?.code == .invalidRequestParameter)
            #expect(error?.message.hasPrefix("cursor: ") == true)
        }
    }

    @Test("a cut or altered cursor is refused or read, and nothing else")
    func mutations() {
        var random = SeededRandom(seed: 11)
        let text = Array(PageCursor(Self.full, Self.edge).text.utf8)
        for _ in 0..<2000 {
            var bytes = text
            bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 33...126, using: &random)
            if Bool.random(using: &random) {
                bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random))
            }
            let cursor = try? PageCursor<OrderQuery>(
                String(decoding: bytes, as: UTF8.self), reader: Self.account)
            if let cursor { #expect((1...5000).contains(cursor.query.limit)) }
        }
    }
}

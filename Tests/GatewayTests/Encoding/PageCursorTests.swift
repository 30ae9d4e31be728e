import Exchange
import Testing

@testable import Gateway

@Suite struct PageCursorTests {
    private static let account = AccountID(index: 3)
    private static let full = OrderQuery(
        account: account, market: MarketID(index: 1), clientID: "a \"b\" é", side: .sell, status: .closed,
        type: .market, from: Timestamp(milliseconds: 5), through: Timestamp(milliseconds: 9), limit: 17)

    @Test(
        "a cursor is read as it was written, filters and all",
        arguments: [OrderQuery(account: account, limit: 1), full], [PageCursor.Direction.older, .newer])
    func roundTrip(_ query: OrderQuery, _ direction: PageCursor.Direction) throws {
        let written = PageCursor(query, direction, of: OrderID(number: 42))
        let read = try PageCursor(written.text, account: Self.account)
        #expect(read.query == written.query)
        #expect(read.direction == direction)
        #expect(read.text == written.text)
        var expected = query
        expected.bound = direction == .older ? .before(OrderID(number: 42)) : .after(OrderID(number: 42))
        #expect(read.query == expected)
    }

    @Test("a cursor begins like the real exchange's and needs no escape in a URL")
    func shape() {
        let text = PageCursor(Self.full, .older, of: OrderID(number: 1)).text
        #expect(text.hasPrefix("eyJmaWx0ZXIi"))
        #expect(text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") })
    }

    @Test("the account is the reader's, whoever wrote the cursor")
    func belongsToReader() throws {
        let text = PageCursor(Self.full, .older, of: OrderID(number: 1)).text
        #expect(try PageCursor(text, account: AccountID(index: 7)).query.account == AccountID(index: 7))
    }

    @Test(
        "a text that is no cursor of ours is refused",
        arguments: [
            "", "nonsense", "x", "e30", "****", Base64.encode(Array("7".utf8)),
            Base64.encode(Array(#"{"filter":{},"marker":1,"direction":"older"}"#.utf8)),
            Base64.encode(Array(#"{"filter":{"page_size":0},"marker":1,"direction":"older"}"#.utf8)),
            Base64.encode(Array(#"{"filter":{"page_size":5001},"marker":1,"direction":"older"}"#.utf8)),
            Base64.encode(Array(#"{"filter":{"page_size":1},"marker":"1","direction":"older"}"#.utf8)),
            Base64.encode(Array(#"{"filter":{"page_size":1},"marker":1,"direction":"up"}"#.utf8)),
            Base64.encode(Array(#"{"filter":{"page_size":1},"direction":"older"}"#.utf8)),
        ])
    func garbage(_ text: String) {
        let error = #expect(throws: APIError.self) { try PageCursor(text, account: Self.account) }
        #expect(error?.code == .invalidRequestParameter)
        #expect(error?.message.hasPrefix("cursor: ") == true)
    }

    @Test("a cut or altered cursor is refused or read, and nothing else")
    func mutations() {
        var random = TestRandom(seed: 11)
        let text = Array(PageCursor(Self.full, .newer, of: OrderID(number: 99)).text.utf8)
        for _ in 0..<2000 {
            var bytes = text
            bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 33...126, using: &random)
            if Bool.random(using: &random) {
                bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random))
            }
            let cursor = try? PageCursor(String(decoding: bytes, as: UTF8.self), account: Self.account)
            if let cursor { #expect((1...5000).contains(cursor.query.limit)) }
        }
    }
}

import StarkCurve
import Testing

@Suite("Kept words")
struct SigningWordsTests {
    @Test("words that were kept change no hash, and no more than a limit are kept")
    func bounded() throws {
        let account = SigningAccount(address: 0x1234, domain: try #require(SigningDomain(chainID: "TEST")))
        var words = SigningWords(countMaximum: 5)
        var order = SignedOrder(
            timestamp: 1_737_256_670_821, market: "BTC-USD-PERP", side: .sell, orderType: "LIMIT", size: 100,
            price: 200)
        let expected = try #require(account.orderHash(order))
        for _ in 0..<3 { #expect(account.orderHash(order, words: &words) == expected) }
        #expect(words.count == 2)
        for number in 0..<5 {
            order.market = "M\(number)"
            // Refused before anything is hashed, but after its market was kept.
            order.orderType = "é"
            #expect(account.orderHash(order, words: &words) == nil)
            #expect(words.count <= 5)
        }
        order.market = "BTC-USD-PERP"
        order.orderType = "LIMIT"
        #expect(account.orderHash(order, words: &words) == expected)
    }
}

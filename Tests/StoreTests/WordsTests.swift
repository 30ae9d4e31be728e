import Exchange
import Gateway
import Testing

@testable import Store

/// The views speak like the API. The annotations choose between the two dictionaries.
@Suite struct WordsTests {
    private func expectSame(_ words: (gateway: StaticString, store: String)) {
        #expect("\(words.gateway)" == words.store)
    }

    @Test("the words of orders")
    func orders() {
        for side in Side.allCases { expectSame((side.word, side.word)) }
        for type in OrderType.allCases { expectSame((type.word, type.word)) }
        for term in TimeInForce.allCases { expectSame((term.word, term.word)) }
        for mode in SelfTradePrevention.allCases { expectSame((mode.word, mode.word)) }
        for reason in CancelReason.allCases { expectSame((reason.word, reason.word)) }
    }

    @Test("the words of an order's status")
    func status() {
        let closed = CancelReason.allCases.map { OrderStatus.cancelled($0) }
        for status in [.new, .untriggered, .open, .filled] + closed {
            expectSame((status.word, StoredStatus(status).word))
        }
    }
}

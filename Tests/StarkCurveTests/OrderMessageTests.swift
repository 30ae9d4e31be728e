import Randomness
import StarkCurve
import Testing

@Suite("Messages of orders, many at a time")
struct OrderMessageTests {
    private let accounts: [SigningAccount]
    private var words = SigningWords()

    init() throws {
        let domain = try #require(SigningDomain(chainID: "TEST"))
        accounts = [0x1234, 0x5678].map { SigningAccount(address: $0, domain: domain) }
    }

    private func order(_ index: Int) -> SignedOrder {
        SignedOrder(
            timestamp: UInt64(index), market: index % 4 == 3 ? "ETH-USD-PERP" : "BTC-USD-PERP",
            side: index.isMultiple(of: 2) ? .buy : .sell, orderType: "LIMIT", size: UInt128(index),
            price: 200)
    }

    private func id(_ index: Int) -> String? { index % 5 == 1 ? "1700\(index)" : nil }

    @Test(
        "orders and modifications of several accounts have the hashes together that they have alone",
        arguments: [0, 1, 2, 3, 10, 33])
    mutating func together(count: Int) throws {
        var messages: [OrderMessage] = []
        var alone: [FieldElement?] = []
        for index in 0..<count {
            let (account, order) = (accounts[index % 3 % 2], order(index))
            messages.append(
                try #require(OrderMessage(order, modifying: id(index), of: account, words: &words)))
            alone.append(id(index).map { account.modifyOrderHash(order, id: $0) } ?? account.orderHash(order))
        }
        #expect(OrderMessage.hashes(of: messages) == alone.compactMap(\.self))
        #expect(Set(alone).count == count)
    }

    @Test("what cannot be signed makes no message")
    mutating func unsignable() {
        var order = order(0)
        order.market = "é"
        #expect(OrderMessage(order, of: accounts[0], words: &words) == nil)
        #expect(OrderMessage(self.order(0), modifying: "é", of: accounts[0], words: &words) == nil)
    }

    @Test("of checks that are made together each has its own result")
    mutating func checks() throws {
        let secrets: [Scalar] = [7, 11]
        let keys = try secrets.map { VerificationKey(try #require(PublicKey(privateKey: $0))) }
        var checks: [OrderCheck] = []
        for index in 0..<12 {
            let message = try #require(
                OrderMessage(order(index), modifying: id(index), of: accounts[index % 2], words: &words))
            let hash = OrderMessage.hashes(of: [message])[0]
            let signature = try #require(
                ECDSA.sign(hash: hash, privateKey: secrets[index % 2], nonce: 12345))
            // Of every three the second is said to be the other key's, and the third's numbers are exchanged.
            let key = keys[(index + (index % 3 == 1 ? 1 : 0)) % 2]
            let sent = index % 3 == 2 ? Signature(r: signature.s, s: signature.r) : signature
            checks.append(OrderCheck(message, sent, key: key))
        }
        #expect(OrderCheck.results(of: checks) == (0..<12).map { $0 % 3 == 0 })
        #expect(OrderCheck.results(of: []).isEmpty)
    }
}

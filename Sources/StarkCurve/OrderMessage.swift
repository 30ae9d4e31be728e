/// What is signed to create an order, or to change one.
package struct OrderMessage: Sendable {
    let account: SigningAccount
    let order: SignedOrder
    let market, type: Pedersen.Suffix
    /// The id of the order that changes; nil for a new one.
    let modifiedID: FieldElement?

    /// `nil` if it cannot be signed, as market or type is not a short string. An id of digits is signed as a number,
    /// any other as a short string; one that is neither, like a UUID, cannot be signed.
    ///
    /// - Parameter words: markets and types that occurred before, which makes them cheap.
    package init?(
        _ order: SignedOrder, modifying id: String? = nil, of account: SigningAccount,
        words: inout SigningWords
    ) {
        let modifiedID = id.flatMap(Self.element(ofID:))
        guard let market = words.suffix(order.market), let type = words.suffix(order.orderType),
            (id == nil) == (modifiedID == nil)
        else { return nil }
        (self.account, self.order, self.market, self.type) = (account, order, market, type)
        self.modifiedID = modifiedID
    }

    private static func element(ofID id: String) -> FieldElement? {
        let isNumber = !id.isEmpty && id.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
        return isNumber ? FieldElement(decimal: id) : FieldElement(shortString: id)
    }

    var isModification: Bool { modifiedID != nil }

    /// The messages' hashes. Those of many are a sixth cheaper, as they share their inversions.
    package static func hashes(of messages: [OrderMessage]) -> [FieldElement] {
        guard !messages.isEmpty else { return [] }
        let constants = SigningConstants.shared
        var chains = HashChains(
            from: messages.map { message in
                PedersenTables.shared.point(
                    message.isModification ? constants.modifyOrder : constants.order,
                    FieldElement(message.order.timestamp))
            })
        chains.extend { messages[$0].market }
        chains.extend { messages[$0].order.side == .buy ? constants.buy : constants.sell }
        chains.extend { messages[$0].type }
        chains.extend { FieldElement(messages[$0].order.size) }
        chains.extend { FieldElement(messages[$0].order.price) }
        chains.extendSome { messages[$0].modifiedID }
        chains.extend { messages[$0].isModification ? constants.modifyOrderCount : constants.orderCount }
        chains.extend(behind: { messages[$0].account.messagePrefix })
        chains.extend { _ in constants.messageCount }
        return chains.states
    }
}

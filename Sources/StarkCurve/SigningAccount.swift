/// One account on one chain: computes the hashes its owner signs.
///
/// Whatever an account's messages have in common is computed once here, so an order costs 9 Pedersen hashes instead
/// of 18, and 5 of those have a second argument that is known in advance. The address is the main account's, also when a subkey signs.
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
        let constants = SigningConstants.shared
        guard let state = order.chain(from: constants.order, &words) else { return nil }
        return messageHash(structHash: PedersenTables.shared.hash(state, constants.orderCount))
    }

    /// The same for an order whose words nobody keeps.
    package func orderHash(_ order: SignedOrder) -> FieldElement? {
        var words = SigningWords()
        return orderHash(order, words: &words)
    }

    /// The hash signed to change an order: the order as it shall become, and its id.
    ///
    /// An id of digits is signed as a number, any other as a short string; `nil` if it is neither, as a UUID is.
    package func modifyOrderHash(
        _ order: SignedOrder, id: String, words: inout SigningWords
    ) -> FieldElement? {
        let constants = SigningConstants.shared
        guard let idElement = Self.idElement(id) else { return nil }
        guard let state = order.chain(from: constants.modifyOrder, &words) else { return nil }
        let withID = PedersenTables.shared.hash(state, idElement)
        return messageHash(structHash: PedersenTables.shared.hash(withID, constants.modifyOrderCount))
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

    private func messageHash(structHash: FieldElement) -> FieldElement {
        let tables = PedersenTables.shared
        return tables.hash(tables.hash(messagePrefix, structHash), SigningConstants.shared.messageCount)
    }

    private static func idElement(_ id: String) -> FieldElement? {
        let isNumber = !id.isEmpty && id.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
        return isNumber ? FieldElement(decimal: id) : FieldElement(shortString: id)
    }
}

/// The fields of an order that its signature covers.
package struct SignedOrder: Equatable, Sendable {
    package enum Side: UInt64, Sendable {
        case buy = 1
        case sell = 2
    }

    /// Milliseconds.
    package var timestamp: UInt64
    /// At most 31 ASCII characters.
    package var market: String
    package var side: Side
    /// The API's word, for example LIMIT or STOP_LOSS_MARKET.
    package var orderType: String
    /// In units of 10⁻⁸.
    package var size: UInt128
    /// In units of 10⁻⁸; 0 for every type that ends in MARKET.
    package var price: UInt128

    package init(
        timestamp: UInt64, market: String, side: Side, orderType: String, size: UInt128, price: UInt128
    ) {
        self.timestamp = timestamp
        self.market = market
        self.side = side
        self.orderType = orderType
        self.size = size
        self.price = price
    }

    /// Continues a struct's chain with this order's six fields.
    fileprivate func chain(from prefix: Pedersen.Prefix, _ words: inout SigningWords) -> FieldElement? {
        guard let market = words.suffix(market), let orderType = words.suffix(orderType) else { return nil }
        let tables = PedersenTables.shared
        let side = side == .buy ? SigningConstants.shared.buy : SigningConstants.shared.sell
        var state = tables.hash(prefix, FieldElement(timestamp))
        state = tables.hash(state, market)
        state = tables.hash(state, side)
        state = tables.hash(state, orderType)
        state = tables.hash(state, FieldElement(size))
        return tables.hash(state, FieldElement(price))
    }
}

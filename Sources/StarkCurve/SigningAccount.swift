/// One account on one chain: computes the hashes its owner signs.
///
/// Whatever an account's messages have in common is computed once here, so an order costs 9 Pedersen hashes instead
/// of 18. The address is the main account's, also when a subkey signs.
package struct SigningAccount: Sendable {
    package let address: FieldElement

    /// The message chain after prefix, domain and address; the struct's hash comes next.
    private let messagePrefix: Pedersen.Prefix

    package init(address: FieldElement, domain: SigningDomain) {
        self.address = address
        messagePrefix = Pedersen.Prefix(domain.messagePrefix.hash(address))
    }

    /// The hash signed to create an order; `nil` if its market or type is not a short string.
    package func orderHash(_ order: SignedOrder) -> FieldElement? {
        guard let state = order.chain(from: StructPrefixes.shared.order) else { return nil }
        return messageHash(structHash: Pedersen.finish(chain: state, count: 7))
    }

    /// The hash signed to change an order: the order as it shall become, and its id.
    ///
    /// An id of digits is signed as a number, any other as a short string; `nil` if it is neither, as a UUID is.
    package func modifyOrderHash(_ order: SignedOrder, id: String) -> FieldElement? {
        guard let idElement = Self.idElement(id) else { return nil }
        guard let state = order.chain(from: StructPrefixes.shared.modifyOrder) else { return nil }
        let withID = Pedersen.hash(state, idElement)
        return messageHash(structHash: Pedersen.finish(chain: withID, count: 8))
    }

    /// The hash signed to log in; both times in seconds, as in the headers.
    ///
    /// The signed path is /v1/auth also when the request goes to /v1/auth/{public_key}.
    package func authHash(timestamp: UInt64, expiration: UInt64) -> FieldElement {
        let state = Pedersen.hash(
            StructPrefixes.shared.auth.hash(FieldElement(timestamp)), FieldElement(expiration))
        return messageHash(structHash: Pedersen.finish(chain: state, count: 6))
    }

    /// The hash signed to register the account: always the same for an account on a chain.
    package func onboardingHash() -> FieldElement {
        messageHash(structHash: StructPrefixes.shared.onboardingHash)
    }

    private func messageHash(structHash: FieldElement) -> FieldElement {
        Pedersen.finish(chain: messagePrefix.hash(structHash), count: 4)
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
    fileprivate func chain(from prefix: Pedersen.Prefix) -> FieldElement? {
        guard let market = FieldElement(shortString: market) else { return nil }
        guard let orderType = FieldElement(shortString: orderType) else { return nil }
        let rest = [market, FieldElement(side.rawValue), orderType, FieldElement(size), FieldElement(price)]
        return rest.reduce(prefix.hash(FieldElement(timestamp)), Pedersen.hash)
    }
}

/// The parts of structs that never change, computed once.
private struct StructPrefixes {
    /// H(0, type hash); the timestamp comes next.
    let order, modifyOrder: Pedersen.Prefix
    /// The chain up to the empty body; the timestamp comes next.
    let auth: Pedersen.Prefix
    let onboardingHash: FieldElement

    static let shared = StructPrefixes()

    private init() {
        order = Pedersen.Prefix(Pedersen.hash(.zero, SigningType.order.hash))
        modifyOrder = Pedersen.Prefix(Pedersen.hash(.zero, SigningType.modifyOrder.hash))
        let requestFields = [SigningType.request.hash, SigningConstant.post, SigningConstant.authPath, .zero]
        auth = Pedersen.Prefix(requestFields.reduce(.zero, Pedersen.hash))
        onboardingHash = Pedersen.chain([SigningType.constant.hash, SigningConstant.onboarding])
    }
}

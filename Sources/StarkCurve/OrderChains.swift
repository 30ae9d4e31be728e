/// The hash chains of orders' structs, which advance together so that each step needs one inversion for all.
struct OrderChains {
    private var states: [FieldElement]
    /// Whether the order can be signed; the state of one that cannot means nothing.
    private var isSignable: [Bool]

    /// The chains after the six fields of each order.
    init(_ orders: [SignedOrder], from prefix: Pedersen.Prefix, _ words: inout SigningWords) {
        let tables = PedersenTables.shared
        let constants = SigningConstants.shared
        states = JacobianPoint.affineXs(orders.map { tables.point(prefix, FieldElement($0.timestamp)) })
        let markets = orders.map { words.suffix($0.market) }
        let types = orders.map { words.suffix($0.orderType) }
        isSignable = zip(markets, types).map { market, type in market != nil && type != nil }
        extend { markets[$0] ?? .zero }
        extend { orders[$0].side == .buy ? constants.buy : constants.sell }
        extend { types[$0] ?? .zero }
        extend { FieldElement(orders[$0].size) }
        extend { FieldElement(orders[$0].price) }
    }

    /// Appends to the chain of the order with each index.
    mutating func extend(with element: (Int) -> FieldElement) {
        let tables = PedersenTables.shared
        states = JacobianPoint.affineXs(states.indices.map { tables.point(states[$0], element($0)) })
    }

    /// The same for elements that are known in advance.
    mutating func extend(with element: (Int) -> Pedersen.Suffix) {
        let tables = PedersenTables.shared
        states = JacobianPoint.affineXs(states.indices.map { tables.point(states[$0], element($0)) })
    }

    /// The structs' hashes; nil for orders that cannot be signed.
    mutating func hashes(finishedWith count: Pedersen.Suffix) -> [FieldElement?] {
        extend { _ in count }
        return zip(states, isSignable).map { state, isSignable in isSignable ? state : nil }
    }
}

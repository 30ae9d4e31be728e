/// Hash chains that advance together, so that each step needs one inversion for all.
struct HashChains {
    private(set) var states: [FieldElement]

    /// Chains whose first hashes are the x coordinates of these points.
    init(from points: [JacobianPoint]) {
        states = JacobianPoint.affineXs(points)
    }

    /// Appends to the chain with each index.
    mutating func extend(with element: (Int) -> FieldElement) {
        let tables = PedersenTables.shared
        states = JacobianPoint.affineXs(states.indices.map { tables.point(states[$0], element($0)) })
    }

    /// The same for elements that are known in advance.
    mutating func extend(with element: (Int) -> Pedersen.Suffix) {
        let tables = PedersenTables.shared
        states = JacobianPoint.affineXs(states.indices.map { tables.point(states[$0], element($0)) })
    }

    /// Appends to those chains alone that have an element.
    mutating func extendSome(with element: (Int) -> FieldElement?) {
        let tables = PedersenTables.shared
        let longer = states.indices.filter { element($0) != nil }
        guard !longer.isEmpty else { return }
        let next = longer.map { tables.point(states[$0], element($0) ?? .zero) }
        for (index, state) in zip(longer, JacobianPoint.affineXs(next)) { states[index] = state }
    }

    /// Makes each chain's state the last element of another chain.
    mutating func extend(behind prefix: (Int) -> Pedersen.Prefix) {
        let tables = PedersenTables.shared
        states = JacobianPoint.affineXs(states.indices.map { tables.point(prefix($0), states[$0]) })
    }
}

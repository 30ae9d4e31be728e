/// Starknet's Pedersen hash of two field elements, and hash chains made of it.
///
/// H(a, b) is the x coordinate of S + (a mod 2^248)·P1 + (a >> 248)·P2 + (b mod 2^248)·P3 + (b >> 248)·P4.
package enum Pedersen {
    package static func hash(_ first: FieldElement, _ second: FieldElement) -> FieldElement {
        let tables = PedersenTables.shared
        var sum = JacobianPoint(PedersenTables.shift)
        tables.add(first, as: .first, to: &sum)
        tables.add(second, as: .second, to: &sum)
        return sum.affineX
    }

    /// The hash chain that Starknet calls `compute_hash_on_elements`: H(…H(H(0, e1), e2)…, count).
    package static func chain(_ elements: [FieldElement]) -> FieldElement {
        finish(chain: elements.reduce(.zero, hash), count: elements.count)
    }

    /// The last step of a chain, for those who have kept the state after its first elements.
    static func finish(chain state: FieldElement, count: Int) -> FieldElement {
        hash(state, FieldElement(UInt64(count)))
    }
}

extension Pedersen {
    /// A hash whose first argument is known in advance: half of the work is done once.
    package struct Prefix: Sendable {
        private let partialSum: CurvePoint

        package init(_ first: FieldElement) {
            var sum = JacobianPoint(PedersenTables.shift)
            PedersenTables.shared.add(first, as: .first, to: &sum)
            guard let point = sum.affine else {
                preconditionFailure("nobody knows a number that takes the shift point to infinity")
            }
            partialSum = point
        }

        package func hash(_ second: FieldElement) -> FieldElement {
            var sum = JacobianPoint(partialSum)
            PedersenTables.shared.add(second, as: .second, to: &sum)
            return sum.affineX
        }
    }
}

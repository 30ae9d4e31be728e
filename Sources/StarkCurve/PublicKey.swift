/// A public key, known by its x coordinate alone as everywhere in Starknet, made ready for verification.
///
/// Making one costs a square root and a table, about a third of a millisecond; keep it for as long as the key is
/// in use. It holds 2 KB.
package struct PublicKey: Sendable {
    /// One of the two points with the key's x. Which one does not matter: verification accepts both.
    package let point: CurvePoint
    let multiples: CombTable

    package var x: FieldElement { point.x }

    /// `nil` if no point of the curve has this x.
    package init?(x: FieldElement) {
        guard let point = CurvePoint(x: x) else { return nil }
        self.init(point)
    }

    package init(_ point: CurvePoint) {
        self.point = point
        multiples = CombTable(point: point, teeth: 5)
    }

    /// Reads the x coordinate as "0x…"; `nil` unless it is below p and on the curve.
    package init?(hex text: String) {
        guard let x = FieldElement(hex: text) else { return nil }
        self.init(x: x)
    }

    /// The key that belongs to a private key; `nil` for zero.
    package init?(privateKey: Scalar) {
        guard let point = CombTable.generator.multiply(privateKey).affine else { return nil }
        self.init(point)
    }
}

extension PublicKey: Equatable, Hashable {
    package static func == (left: PublicKey, right: PublicKey) -> Bool { left.x == right.x }

    package func hash(into hasher: inout Hasher) { hasher.combine(x) }
}

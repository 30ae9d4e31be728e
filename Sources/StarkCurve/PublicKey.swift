/// A public key, known by its x coordinate alone as everywhere in Starknet.
///
/// Making one of x costs a square root, about 0.15 ms; keep it for as long as the key is in use. For many signatures
/// of one key make a `VerificationKey`.
package struct PublicKey: Sendable {
    /// One of the two points with the key's x. Which one does not matter: verification accepts both.
    package let point: CurvePoint

    package var x: FieldElement { point.x }

    /// `nil` if no point of the curve has this x.
    package init?(x: FieldElement) {
        guard let point = CurvePoint(x: x) else { return nil }
        self.init(point)
    }

    package init(_ point: CurvePoint) {
        self.point = point
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

/// A public key with the table that makes its verifications cheap: 16 KB, and 0.1 ms to build.
package struct VerificationKey: Sendable {
    package let publicKey: PublicKey
    let multiples: CombTable

    package init(_ publicKey: PublicKey) {
        self.publicKey = publicKey
        multiples = CombTable(point: publicKey.point, teeth: 7, blocks: 4)
    }

    /// For a single verification: half of the time, table included.
    init(once publicKey: PublicKey) {
        self.publicKey = publicKey
        multiples = CombTable(point: publicKey.point, teeth: 4)
    }
}

/// Starknet's Pedersen hash of two field elements, and hash chains made of it.
///
/// H(a, b) is the x coordinate of S + (a mod 2^248)·P1 + (a >> 248)·P2 + (b mod 2^248)·P3 + (b >> 248)·P4.
package enum Pedersen {
    /// Bits of an argument that multiply the first of its two points.
    static let lowBits = 248
    /// What the bits above can be at most: numbers are below p, which is just above 8·2^248.
    static let highMaximum = 8

    package static func hash(_ first: FieldElement, _ second: FieldElement) -> FieldElement {
        var sum = PedersenCombs.second.multiples(of: second)
        // Every chain starts with zero.
        if !first.isZero { sum.add(PedersenCombs.first.multiples(of: first)) }
        sum.add(shift)
        return sum.affineX
    }

    /// The hash chain that Starknet calls `compute_hash_on_elements`: H(…H(H(0, e1), e2)…, count).
    package static func chain(_ elements: [FieldElement]) -> FieldElement {
        hash(elements.reduce(.zero, hash), FieldElement(UInt64(elements.count)))
    }
}

extension Pedersen {
    /// The first argument of hashes, known in advance: its part of the sum is done once.
    package struct Prefix: Sendable {
        /// S and the argument's multiples of P1 and P2.
        let point: CurvePoint

        package init(_ first: FieldElement) {
            point = Pedersen.shifted(PedersenCombs.first.multiples(of: first))
        }

        package func hash(_ second: FieldElement) -> FieldElement {
            hash(PedersenCombs.second.multiples(of: second))
        }

        /// The same for a second argument whose multiples of P3 and P4 are known.
        func hash(_ second: JacobianPoint) -> FieldElement {
            var sum = second
            sum.add(point)
            return sum.affineX
        }
    }

    /// The second argument of hashes, known in advance: its part of the sum is done once.
    package struct Suffix: Sendable {
        /// S and the argument's multiples of P3 and P4.
        let point: CurvePoint

        /// Zero contributes nothing.
        static var zero: Suffix { Suffix(point: Pedersen.shift) }

        private init(point: CurvePoint) { self.point = point }

        package init(_ second: FieldElement) {
            point = Pedersen.shifted(PedersenCombs.second.multiples(of: second))
        }

        package func hash(_ first: FieldElement) -> FieldElement {
            var sum = PedersenCombs.first.multiples(of: first)
            sum.add(point)
            return sum.affineX
        }
    }

    private static func shifted(_ multiples: JacobianPoint) -> CurvePoint {
        var sum = multiples
        sum.add(shift)
        guard let point = sum.affine else {
            preconditionFailure("nobody knows a number that takes the shift point to infinity")
        }
        return point
    }
}

extension Pedersen {
    /// One of the hash's two arguments, with the points that its low bits and the bits above multiply.
    enum Argument {
        case first, second

        var low: CurvePoint { self == .first ? point1 : point3 }
        var high: CurvePoint { self == .first ? point2 : point4 }
    }

    /// S, which every hash starts from.
    static let shift = CurvePoint(
        knownX: 0x49ee3eba8c1600700ee1b87eb599f16716b0b1022947733551fde4050ca6804,
        y: 0x3ca0cfe4b3bc6ddf346d49d06ea0ed34e621062c0e056c1d0405d266e10268a)

    private static let point1 = CurvePoint(
        knownX: 0x234287dcbaffe7f969c748655fca9e58fa8120b6d56eb0c1080d17957ebe47b,
        y: 0x3b056f100f96fb21e889527d41f4e39940135dd7a6c94cc6ed0268ee89e5615)

    private static let point2 = CurvePoint(
        knownX: 0x4fa56f376c83db33f9dab2656558f3399099ec1de5e3018b7a6932dba8aa378,
        y: 0x3fa0984c931c9e38113e0c0e47e4401562761f92a7a23b45168f4e80ff5b54d)

    private static let point3 = CurvePoint(
        knownX: 0x4ba4cc166be8dec764910f75b45f74b40c690c74709e90f3aa372f0bd2d6997,
        y: 0x40301cf5c1751f4b971e46c4ede85fcac5c59a5ce5ae7c48151f27b24b219c)

    private static let point4 = CurvePoint(
        knownX: 0x54302dcb0e6cc1c6e44cca8f61a63bb2ca65048d53fb325d36ff12c49a58202,
        y: 0x1b77b3e37d13504b348046268d8ae25ce98ad783c25561a879dcc77e99c2426)
}

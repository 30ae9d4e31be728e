/// A point of the Stark curve y² = x³ + x + β other than the point at infinity.
package struct CurvePoint: Equatable, Sendable {
    package let x: FieldElement
    package let y: FieldElement

    /// β, the constant term of the curve's equation.
    package static let beta: FieldElement = 0x6f21413efbe40de150e596d72f7a8c5609ad26c15c915c1f4cdfcb99cee9e89

    /// G, the generator that ECDSA uses. Its order n is prime, and every point of the curve is a multiple of it.
    package static let generator = CurvePoint(
        knownX: 0x1ef15c18599971b7beced415a40f0c7deacfd9b0d1819e03d723d8bc943cfca,
        y: 0x5668060aa49730b7be4801df46ec62de53ecd11abe43a32873000c36e8dc1f)

    /// For coordinates that are known to be on the curve.
    init(knownX x: FieldElement, y: FieldElement) {
        (self.x, self.y) = (x, y)
    }

    /// `nil` unless the coordinates are those of a point.
    package init?(x: FieldElement, y: FieldElement) {
        guard y.squared == Self.ySquared(x: x) else { return nil }
        self.init(knownX: x, y: y)
    }

    /// One of the two points with this x; `nil` if there is none. Costs a square root.
    package init?(x: FieldElement) {
        guard let y = Self.ySquared(x: x).squareRoot else { return nil }
        self.init(knownX: x, y: y)
    }

    package static prefix func - (point: CurvePoint) -> CurvePoint {
        CurvePoint(knownX: point.x, y: -point.y)
    }

    private static func ySquared(x: FieldElement) -> FieldElement {
        x.squared * x + x + beta
    }
}

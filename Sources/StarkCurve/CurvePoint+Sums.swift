extension CurvePoint {
    /// The sums of pairs of points, with one inversion for all: about 6 multiplications each, where adding to a point
    /// in Jacobian coordinates takes 10.
    ///
    /// No point may meet its opposite.
    static func sums(_ pairs: [(CurvePoint, CurvePoint)]) -> [CurvePoint] {
        var slopes = pairs.map { left, right in
            // Bounds: the differences are below 2p, the sum below 2p.
            left.x == right.x
                ? left.y.unreduced + right.y.unreduced
                : right.x.unreduced.minus(left.x.unreduced, multiple: 1)
        }
        UnreducedElement.invert(&slopes)
        return zip(pairs, slopes).map { pair, inverse in
            pair.0.sum(pair.1, inverse: inverse)
        }
    }

    /// The sum, given the inverse of the difference of the x coordinates, or of 2·y if the points are equal.
    @inline(__always)
    private func sum(_ other: CurvePoint, inverse: UnreducedElement) -> CurvePoint {
        let (x1, y1) = (x.unreduced, y.unreduced)
        let numerator: UnreducedElement
        if x == other.x {
            let square = x1.squared  // < 1.1p
            numerator = square + square + square + .one  // < 5p; the curve's a is 1
        } else {
            numerator = other.y.unreduced.minus(y1, multiple: 1)
        }
        let slope = numerator * inverse  // < 1.4p
        let newX = FieldElement(slope.squared.minus(x1 + other.x.unreduced, multiple: 2))
        let newY = FieldElement((slope * x1.minus(newX.unreduced, multiple: 1)).minus(y1, multiple: 1))
        return CurvePoint(knownX: newX, y: newY)
    }
}

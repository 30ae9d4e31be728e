extension JacobianPoint {
    /// The x coordinate; 0, which no affine point of this curve is compared with, for infinity.
    var affineX: FieldElement {
        FieldElement(x * zz.inverse)
    }

    /// The x coordinates of many points with a single inversion; 0 for infinity.
    static func affineXs(_ points: [JacobianPoint]) -> [FieldElement] {
        // Most orders come alone.
        if points.count == 1 { return [points[0].affineX] }
        var inverses = points.map { $0.isInfinity ? .one : $0.zz }
        UnreducedElement.invert(&inverses)
        return zip(points, inverses).map { point, inverse in
            point.isInfinity ? .zero : FieldElement(point.x * inverse)
        }
    }

    /// The same point with its coordinates divided out; `nil` for infinity.
    package var affine: CurvePoint? {
        isInfinity ? nil : Self.affine([self])[0]
    }

    /// Whether the x coordinate is this one, without dividing. Infinity has none.
    package func hasX(_ candidate: FieldElement) -> Bool {
        guard !isInfinity else { return false }
        return (candidate.unreduced * zz).minus(x, multiple: 2).isZero
    }

    /// Whether the sum of two points or their difference has this x coordinate.
    static func sumOrDifference(of left: Self, and right: Self, hasX candidate: FieldElement) -> Bool {
        guard !left.isInfinity, !right.isInfinity else {
            return left.hasX(candidate) || right.hasX(candidate)
        }
        let u = left.x * right.zz  // < 1.2p
        let h = (right.x * left.zz).minus(u, multiple: 2)  // < 1.2p + 2p
        guard !h.isZero else {
            // Equal or opposite: one of sum and difference is infinity, the other this.
            return left.doubled.hasX(candidate)
        }
        let (s1, s2) = (left.y * right.zzz, right.y * left.zzz)  // < 1.3p
        let hSquared = h.squared  // < 1.4p
        let v = u * hSquared  // < 1.1p
        let rest = h * hSquared + v + v + candidate.unreduced * (left.zz * right.zz * hSquared)  // < 5p
        return (s2 + s1).squared.minus(rest, multiple: 5).isZero
            || s2.minus(s1, multiple: 2).squared.minus(rest, multiple: 5).isZero
    }

    /// Many points made affine with a single inversion; none of them may be infinity.
    static func affine(_ points: [JacobianPoint]) -> [CurvePoint] {
        var inverses = points.map(\.zzz)
        UnreducedElement.invert(&inverses)
        return zip(points, inverses).map { point, zzzInverse in
            let zInverse = point.zz * zzzInverse
            return CurvePoint(
                knownX: FieldElement(point.x * zInverse.squared), y: FieldElement(point.y * zzzInverse))
        }
    }
}

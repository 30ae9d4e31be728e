/// A point of the curve, or infinity, in Jacobian coordinates: x = X/Z², y = Y/Z³, infinity if Z is zero.
///
/// Sums need no inversion in this form. Every case is handled: infinity, doubling by addition, opposite points.
/// The coordinates are kept X < 2p, Y < 4p, Z < 2p; the formulas below say how.
package struct JacobianPoint: Sendable {
    private(set) var x, y, z: UnreducedElement

    package static var infinity: JacobianPoint { JacobianPoint(x: .one, y: .one, z: .zero) }

    private init(x: UnreducedElement, y: UnreducedElement, z: UnreducedElement) {
        (self.x, self.y, self.z) = (x, y, z)
    }

    package init(_ point: CurvePoint) {
        self.init(x: point.x.unreduced, y: point.y.unreduced, z: .one)
    }

    package var isInfinity: Bool { z.isZero }

    /// Adds a point to itself: 4 multiplications and 5 squarings.
    package var doubled: JacobianPoint {
        // Doubling infinity needs no care: Z = 0 gives Z = 0. The order is odd, so Y is never zero.
        let ySquared = y.squared  // < 1.5p
        let fourX = x + x + (x + x)  // < 8p
        let s = fourX * ySquared  // < 1.4p
        let zSquared = z.squared  // < 1.2p
        let xSquared = x.squared  // < 1.2p
        let slope = xSquared + xSquared + xSquared + zSquared.squared  // < 5p; the curve's a is 1
        let newX = slope.squared.minus(s + s, multiple: 3).weaklyReduced
        let eightYSquared = ySquared + ySquared + (ySquared + ySquared)  // < 6p
        let eightY4 = (eightYSquared + eightYSquared) * ySquared  // < 1.6p
        let newY = (slope * s.minus(newX, multiple: 2)).minus(eightY4, multiple: 2)  // < 1.6p + 2p
        return JacobianPoint(x: newX, y: newY, z: (y + y) * z)  // Z < 1.5p
    }

    /// Adds an affine point: 8 multiplications and 3 squarings.
    package mutating func add(_ point: CurvePoint) {
        add(x: point.x.unreduced, y: point.y.unreduced)
    }

    /// Subtracts an affine point.
    package mutating func subtract(_ point: CurvePoint) {
        add(-point)
    }

    private mutating func add(x x2: UnreducedElement, y y2: UnreducedElement) {
        guard !isInfinity else {
            self = JacobianPoint(x: x2, y: y2, z: .one)
            return
        }
        let zSquared = z.squared  // < 1.2p
        let h = (x2 * zSquared).minus(x, multiple: 2)  // < 1.1p + 2p
        let r = (y2 * (z * zSquared)).minus(y, multiple: 4)  // < 1.1p + 4p
        guard !h.isZero else {
            // The same x: the points are equal or opposite.
            self = r.isZero ? doubled : .infinity
            return
        }
        let hSquared = h.squared  // < 1.4p
        let hCubed = h * hSquared  // < 1.2p
        let v = x * hSquared  // < 1.1p
        let newX = r.squared.minus(hCubed + v + v, multiple: 4).weaklyReduced
        y = (r * v.minus(newX, multiple: 2)).minus(y * hCubed, multiple: 2)  // < 1.6p + 2p
        z = z * h  // < 1.2p
        x = newX
    }
}

extension JacobianPoint {
    /// The x coordinate; 0, which no affine point of this curve is compared with, for infinity.
    var affineX: FieldElement {
        FieldElement(x * z.inverse.squared)
    }

    /// The same point with its coordinates divided out; `nil` for infinity.
    package var affine: CurvePoint? {
        isInfinity ? nil : Self.affine([self])[0]
    }

    /// Whether the x coordinate is this one, without dividing. Infinity has none.
    package func hasX(_ candidate: FieldElement) -> Bool {
        guard !isInfinity else { return false }
        return (candidate.unreduced * z.squared).minus(x, multiple: 2).isZero
    }

    /// Many points made affine with a single inversion; none of them may be infinity.
    static func affine(_ points: [JacobianPoint]) -> [CurvePoint] {
        var products: [UnreducedElement] = []
        products.reserveCapacity(points.count)
        var product = UnreducedElement.one
        for point in points {
            precondition(!point.isInfinity, "infinity has no affine coordinates")
            products.append(product)
            product = product * point.z
        }
        var inverse = product.inverse
        var result = [CurvePoint](repeating: .generator, count: points.count)
        for index in points.indices.reversed() {
            let zInverse = inverse * products[index]
            inverse = inverse * points[index].z
            let zInverseSquared = zInverse.squared
            result[index] = CurvePoint(
                knownX: FieldElement(points[index].x * zInverseSquared),
                y: FieldElement(points[index].y * (zInverseSquared * zInverse)))
        }
        return result
    }
}

/// A point of the curve, or infinity, in extended Jacobian coordinates: x = X/ZZ, y = Y/ZZZ where ZZ³ = ZZZ².
/// Infinity is ZZ = 0.
///
/// Sums need no inversion in this form, and x alone needs only that of ZZ. Every case is handled: infinity, doubling
/// by addition, opposite points. The coordinates are kept X < 2p, Y < 4p, ZZ and ZZZ < 2p; the formulas below say
/// how. Source: the Explicit-Formulas Database, "XYZZ coordinates for short Weierstrass curves".
package struct JacobianPoint: Sendable {
    private(set) var x, y, zz, zzz: UnreducedElement

    package static var infinity: JacobianPoint {
        JacobianPoint(x: .one, y: .one, zz: .zero, zzz: .zero)
    }

    @inline(__always)
    private init(x: UnreducedElement, y: UnreducedElement, zz: UnreducedElement, zzz: UnreducedElement) {
        (self.x, self.y, self.zz, self.zzz) = (x, y, zz, zzz)
    }

    @inline(__always)
    package init(_ point: CurvePoint) {
        self.init(x: point.x.unreduced, y: point.y.unreduced, zz: .one, zzz: .one)
    }

    package var isInfinity: Bool { zz.isZero }

    /// Adds a point to itself: 6 multiplications and 4 squarings.
    package var doubled: JacobianPoint {
        // Doubling infinity needs no care: ZZ = 0 gives ZZ = 0. The order is odd, so Y is never zero.
        let u = y + y  // < 8p
        let v = u.squared  // < 3p
        let w = u * v  // < 1.8p
        let s = x * v  // < 1.2p
        let xSquared = x.squared  // < 1.2p
        let slope = xSquared + xSquared + xSquared + zz.squared  // < 5p; the curve's a is 1
        let newX = slope.squared.minus(s + s, multiple: 3).weaklyReduced
        let newY = (slope * s.minus(newX, multiple: 2)).minus(w * y, multiple: 2)  // < 1.6p + 2p
        return JacobianPoint(x: newX, y: newY, zz: v * zz, zzz: w * zzz)  // < 1.2p
    }

    /// Adds an affine point: 8 multiplications and 2 squarings.
    package mutating func add(_ point: CurvePoint) {
        add(x: point.x.unreduced, y: point.y.unreduced)
    }

    /// Subtracts an affine point.
    package mutating func subtract(_ point: CurvePoint) {
        add(x: point.x.unreduced, y: UnreducedElement.zero.minus(point.y.unreduced, multiple: 1))
    }

    /// Adds an affine point if `sign` is 0, its opposite if it is −1. Without a branch, since nobody can predict it.
    @inline(__always)
    mutating func add(_ point: CurvePoint, negatedBy sign: Int) {
        add(x: point.x.unreduced, y: point.y.unreduced.negated(by: sign))
    }

    /// Adds the affine point (x, y), both of which may be p but no more.
    mutating func add(x x2: UnreducedElement, y y2: UnreducedElement) {
        let h = (x2 * zz).minus(x, multiple: 2)  // < 1.1p + 2p
        let r = (y2 * zzz).minus(y, multiple: 4)  // < 1.1p + 4p
        guard !h.isZero, !isInfinity else {
            addSpecial(x: x2, y: y2, isDoubling: r.isZero)
            return
        }
        let hSquared = h.squared  // < 1.4p
        let hCubed = h * hSquared  // < 1.2p
        let v = x * hSquared  // < 1.1p
        let newX = r.squared.minus(hCubed + v + v, multiple: 4).weaklyReduced
        y = (r * v.minus(newX, multiple: 2)).minus(y * hCubed, multiple: 2)  // < 1.6p + 2p
        x = newX
        zz = zz * hSquared  // < 1.1p
        zzz = zzz * hCubed  // < 1.1p
    }

    /// Adds another such point: 12 multiplications and 2 squarings.
    package mutating func add(_ other: JacobianPoint) {
        guard !isInfinity, !other.isInfinity else {
            if isInfinity { self = other }
            return
        }
        let (u1, s1) = (x * other.zz, y * other.zzz)  // < 1.3p
        let h = (other.x * zz).minus(u1, multiple: 2)  // < 1.2p + 2p
        let r = (other.y * zzz).minus(s1, multiple: 2)  // < 1.3p + 2p
        guard !h.isZero else {
            self = r.isZero ? doubled : .infinity
            return
        }
        let hSquared = h.squared  // < 1.4p
        let hCubed = h * hSquared  // < 1.2p
        let v = u1 * hSquared  // < 1.1p
        let newX = r.squared.minus(hCubed + v + v, multiple: 4).weaklyReduced
        y = (r * v.minus(newX, multiple: 2)).minus(s1 * hCubed, multiple: 2)  // < 1.4p + 2p
        x = newX
        zz = zz * other.zz * hSquared  // < 1.1p
        zzz = zzz * other.zzz * hCubed  // < 1.1p
    }

    /// What is left of addition: to infinity, and of points with the same x, which are equal or opposite.
    @inline(never)
    private mutating func addSpecial(x x2: UnreducedElement, y y2: UnreducedElement, isDoubling: Bool) {
        if isInfinity {
            self = JacobianPoint(x: x2, y: y2, zz: .one, zzz: .one)
        } else {
            self = isDoubling ? doubled : .infinity
        }
    }
}

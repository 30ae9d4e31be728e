/// A number modulo p = 2^251 + 17·2^192 + 1 in Montgomery form (R = 2^256) that is not fully reduced.
///
/// p leaves five spare bits in four limbs, so additions need no reduction and products no final subtraction. The
/// price is that every formula has to say how large its values can become. In comments `< 3p` means a bound; the
/// rules are:
///
/// - a sum's bound is the sum of the bounds; a value must stay below 31p;
/// - a product of values below a·p and b·p is below (a·b/32 + 1)·p;
/// - `minus(_:multiple: k)` needs its subtrahend below k·p and adds k to the bound;
/// - `weaklyReduced` is below 2p, `reduced` below p.
struct UnreducedElement: Sendable {
    var limb0, limb1, limb2, limb3: UInt64

    /// The only limb of p, apart from the lowest, that is not zero.
    static var highLimb: UInt64 { 0x0800_0000_0000_0011 }

    /// R mod p, the Montgomery form of 1.
    static var one: UnreducedElement {
        UnreducedElement(0xffff_ffff_ffff_ffe1, .max, .max, 0x07ff_ffff_ffff_fdf0)
    }

    static var zero: UnreducedElement { UnreducedElement(0, 0, 0, 0) }

    @inline(__always)
    init(_ limb0: UInt64, _ limb1: UInt64, _ limb2: UInt64, _ limb3: UInt64) {
        (self.limb0, self.limb1, self.limb2, self.limb3) = (limb0, limb1, limb2, limb3)
    }

    /// Whether the value is a multiple of p, which is the case if it is k·p for one of the k below 32.
    @inline(__always)
    var isZero: Bool {
        limb1 | limb2 == 0 && limb0 < 32 && limb3 == limb0 &* Self.highLimb
    }

    @inline(__always)
    static func + (left: Self, right: Self) -> Self {
        let s0 = wide(left.limb0) &+ wide(right.limb0)
        let s1 = wide(left.limb1) &+ wide(right.limb1) &+ (s0 >> 64)
        let s2 = wide(left.limb2) &+ wide(right.limb2) &+ (s1 >> 64)
        return Self(lowHalf(s0), lowHalf(s1), lowHalf(s2), left.limb3 &+ right.limb3 &+ highHalf(s2))
    }

    /// `self + multiple·p − other`; `other` has to be below `multiple`·p.
    @inline(__always)
    func minus(_ other: Self, multiple: UInt64) -> Self {
        // Signed, because the carry of a limb is 1, 0 or −1.
        let d0 = Int128(bitPattern: wide(limb0) &+ wide(multiple) &- wide(other.limb0))
        let d1 = Int128(bitPattern: wide(limb1) &- wide(other.limb1)) &+ (d0 >> 64)
        let d2 = Int128(bitPattern: wide(limb2) &- wide(other.limb2)) &+ (d1 >> 64)
        let (u0, u1, u2) = (UInt128(bitPattern: d0), UInt128(bitPattern: d1), UInt128(bitPattern: d2))
        let top = limb3 &+ multiple &* Self.highLimb &- other.limb3 &+ highHalf(u2)
        return Self(lowHalf(u0), lowHalf(u1), lowHalf(u2), top)
    }

    /// The same if `sign` is 0, p − self if it is −1. Without a branch.
    @inline(__always)
    func negated(by sign: Int) -> Self {
        let mask = UInt64(truncatingIfNeeded: sign)
        let opposite = Self.zero.minus(self, multiple: 1)
        return Self(
            limb0 ^ ((limb0 ^ opposite.limb0) & mask), limb1 ^ ((limb1 ^ opposite.limb1) & mask),
            limb2 ^ ((limb2 ^ opposite.limb2) & mask), limb3 ^ ((limb3 ^ opposite.limb3) & mask))
    }

    /// An equal value below 2p.
    @inline(__always)
    var weaklyReduced: Self {
        // With q the bits from 2^251 up, self − q·p lies between −q·(17·2^192 + 1) and 2^251; one p makes it positive.
        // So q·p is not below 1·p, as `minus` asks, and yet the difference cannot become negative.
        let quotient = limb3 >> 59
        return minus(
            Self(quotient, 0, 0, quotient &* Self.highLimb), multiple: 1)
    }

    /// The only equal value below p.
    @inline(__always)
    var reduced: Self {
        let value = weaklyReduced
        let modulus = Word256(1, 0, 0, Self.highLimb)
        let word = Word256(value.limb0, value.limb1, value.limb2, value.limb3)
        let (difference, borrow) = word.subtracting(modulus)
        return borrow
            ? value : Self(difference.limb0, difference.limb1, difference.limb2, difference.limb3)
    }
}

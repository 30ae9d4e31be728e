extension UnreducedElement {
    /// The Montgomery product left·right/R.
    @inline(__always)
    static func * (left: Self, right: Self) -> Self {
        var carry: UInt64 = 0
        let a0 = multiplyAdd(left.limb0, right.limb0, 0, &carry)
        let a1 = multiplyAdd(left.limb0, right.limb1, 0, &carry)
        let a2 = multiplyAdd(left.limb0, right.limb2, 0, &carry)
        let a3 = multiplyAdd(left.limb0, right.limb3, 0, &carry)
        let a4 = carry
        carry = 0
        let b1 = multiplyAdd(left.limb1, right.limb0, a1, &carry)
        let b2 = multiplyAdd(left.limb1, right.limb1, a2, &carry)
        let b3 = multiplyAdd(left.limb1, right.limb2, a3, &carry)
        let b4 = multiplyAdd(left.limb1, right.limb3, a4, &carry)
        let b5 = carry
        carry = 0
        let c2 = multiplyAdd(left.limb2, right.limb0, b2, &carry)
        let c3 = multiplyAdd(left.limb2, right.limb1, b3, &carry)
        let c4 = multiplyAdd(left.limb2, right.limb2, b4, &carry)
        let c5 = multiplyAdd(left.limb2, right.limb3, b5, &carry)
        let c6 = carry
        carry = 0
        let d3 = multiplyAdd(left.limb3, right.limb0, c3, &carry)
        let d4 = multiplyAdd(left.limb3, right.limb1, c4, &carry)
        let d5 = multiplyAdd(left.limb3, right.limb2, c5, &carry)
        let d6 = multiplyAdd(left.limb3, right.limb3, c6, &carry)
        return montgomeryReduced(a0, b1, c2, d3, d4, d5, d6, carry)
    }

    /// The Montgomery square self·self/R, with the six mixed products computed once.
    @inline(__always)
    var squared: Self {
        var carry: UInt64 = 0
        // The mixed products, each once: limbs 1 to 6.
        let m1 = multiplyAdd(limb0, limb1, 0, &carry)
        let m2 = multiplyAdd(limb0, limb2, 0, &carry)
        let n3 = multiplyAdd(limb0, limb3, 0, &carry)
        let n4 = carry
        carry = 0
        let m3 = multiplyAdd(limb1, limb2, n3, &carry)
        let m4 = multiplyAdd(limb1, limb3, n4, &carry)
        let n5 = carry
        carry = 0
        let m5 = multiplyAdd(limb2, limb3, n5, &carry)
        let m6 = carry
        // Twice those, plus the four squares.
        let q0 = wide(limb0) &* wide(limb0)
        let q1 = wide(limb1) &* wide(limb1)
        let q2 = wide(limb2) &* wide(limb2)
        let q3 = wide(limb3) &* wide(limb3)
        let s1 = wide(m1) &+ wide(m1) &+ wide(highHalf(q0))
        let s2 = wide(m2) &+ wide(m2) &+ wide(lowHalf(q1)) &+ (s1 >> 64)
        let s3 = wide(m3) &+ wide(m3) &+ wide(highHalf(q1)) &+ (s2 >> 64)
        let s4 = wide(m4) &+ wide(m4) &+ wide(lowHalf(q2)) &+ (s3 >> 64)
        let s5 = wide(m5) &+ wide(m5) &+ wide(highHalf(q2)) &+ (s4 >> 64)
        let s6 = wide(m6) &+ wide(m6) &+ wide(lowHalf(q3)) &+ (s5 >> 64)
        return Self.montgomeryReduced(
            lowHalf(q0), lowHalf(s1), lowHalf(s2), lowHalf(s3), lowHalf(s4), lowHalf(s5), lowHalf(s6),
            highHalf(q3) &+ highHalf(s6))
    }

    /// The Montgomery form taken off: the plain value, below p.
    var plain: Word256 {
        let value = Self.montgomeryReduced(limb0, limb1, limb2, limb3, 0, 0, 0, 0).reduced
        return Word256(value.limb0, value.limb1, value.limb2, value.limb3)
    }

    /// t/R modulo p, below t/R + p.
    ///
    /// Subtracts the multiple m·p that clears the low four limbs, and adds p. Because p is 1 modulo 2^192, three limbs
    /// of m are those of t, and m·p = m + m·highLimb·2^192 needs four multiplications.
    @inline(__always)
    private static func montgomeryReduced(
        _ t0: UInt64, _ t1: UInt64, _ t2: UInt64, _ t3: UInt64,
        _ t4: UInt64, _ t5: UInt64, _ t6: UInt64, _ t7: UInt64
    ) -> Self {
        // The low three limbs cancel without a borrow; then the products' lowest limb comes off the fourth.
        let low = wide(t0) &* wide(highLimb)
        let d3 = wide(t3) &- wide(lowHalf(low))
        var carry = highHalf(low)
        let q1 = multiplyAdd(t1, highLimb, 0, &carry)
        let q2 = multiplyAdd(t2, highLimb, 0, &carry)
        let q3 = multiplyAdd(lowHalf(d3), highLimb, 0, &carry)
        // Subtract q and the borrow, add p. Signed, because the carry of a limb is 1, 0 or −1.
        let r0 = Int128(bitPattern: wide(t4) &+ 1 &- wide(q1) &- (d3 >> 127))
        let r1 = Int128(bitPattern: wide(t5) &- wide(q2)) &+ (r0 >> 64)
        let r2 = Int128(bitPattern: wide(t6) &- wide(q3)) &+ (r1 >> 64)
        let (u0, u1, u2) = (UInt128(bitPattern: r0), UInt128(bitPattern: r1), UInt128(bitPattern: r2))
        return Self(lowHalf(u0), lowHalf(u1), lowHalf(u2), t7 &+ highLimb &- carry &+ highHalf(u2))
    }
}

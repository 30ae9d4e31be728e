/// An integer modulo n, the order of the curve: private keys, nonces and the numbers inside ECDSA.
package struct Scalar: Equatable, Hashable, Sendable {
    /// The Montgomery form (R = 2^256), below n.
    private let montgomery: Word256

    package static let modulus: Word256 = 0x800000000000010ffffffffffffffffb781126dcae7b2321e66a241adc64d2f

    package static let zero = Scalar(montgomery: .zero)
    package static let one: Scalar = 1

    /// 1/2, which is 2^255 in Montgomery form.
    static var half: Scalar {
        Scalar(
            montgomery: Word256(
                0x37fc_7e26_d161_7a3f, 0x3f6f_eb91_1c6c_8f10, 0x0000_0000_0000_0004, 0x07ff_ffff_ffff_ff01))
    }

    private init(montgomery: Word256) {
        self.montgomery = montgomery
    }

    /// `nil` unless the word is below n.
    package init?(_ word: Word256) {
        guard word < Self.modulus else { return nil }
        let radixSquared = Word256(
            0x6021_b3f1_ea1c_688d, 0x509c_f64d_14ce_60b9, 0xbaf0_ab4c_f78b_babb, 0x07d9_e57c_2333_766e)
        montgomery = Self.montgomeryProduct(word, radixSquared)
    }

    /// Reads "0x…" in any case, padded or not; `nil` unless it is below n.
    package init?(hex text: String) {
        guard let word = Word256(hex: text) else { return nil }
        self.init(word)
    }

    /// Reads decimal digits; `nil` unless the number is below n.
    package init?(decimal text: String) {
        guard let word = Word256(decimal: text) else { return nil }
        self.init(word)
    }

    /// The plain value, below n.
    package var word: Word256 { Self.montgomeryProduct(montgomery, Word256(1)) }

    package var isZero: Bool { montgomery.isZero }
}

extension Scalar {
    package static func + (left: Self, right: Self) -> Self {
        // Both are below n < 2^252, so the sum fits.
        let s0 = wide(left.montgomery.limb0) &+ wide(right.montgomery.limb0)
        let s1 = wide(left.montgomery.limb1) &+ wide(right.montgomery.limb1) &+ (s0 >> 64)
        let s2 = wide(left.montgomery.limb2) &+ wide(right.montgomery.limb2) &+ (s1 >> 64)
        let top = left.montgomery.limb3 &+ right.montgomery.limb3 &+ highHalf(s2)
        return Self(montgomery: reducedOnce(Word256(lowHalf(s0), lowHalf(s1), lowHalf(s2), top)))
    }

    package static func * (left: Self, right: Self) -> Self {
        Self(montgomery: montgomeryProduct(left.montgomery, right.montgomery))
    }

    package static prefix func - (operand: Self) -> Self {
        guard !operand.isZero else { return operand }
        return Self(montgomery: modulus.subtracting(operand.montgomery).difference)
    }

    package static func - (left: Self, right: Self) -> Self { left + -right }

    /// The multiplicative inverse; zero for zero.
    package var inverse: Scalar {
        // The inverse of x·R is 1/(x·R); multiplied by R³ and divided by R that is R/x.
        let radixCubed = Word256(
            0x8114_7668_fddd_0429, 0x1da2_136e_b8b3_f20e, 0x1f0d_9ded_fedf_da50, 0x01b2_ba88_ca1f_e18a)
        let inverse = ModularInverter.scalars.inverse(of: montgomery)
        return Self(montgomery: Self.montgomeryProduct(inverse, radixCubed))
    }
}

extension Scalar: CustomStringConvertible, ExpressibleByIntegerLiteral {
    package init(integerLiteral literal: StaticBigInt) {
        guard let scalar = Scalar(Word256(integerLiteral: literal)) else {
            preconditionFailure("the literal is not below n")
        }
        self = scalar
    }

    /// "0x…", lower case, without padding.
    package var hex: String { word.hex }

    package var description: String { hex }
}

extension Scalar {
    /// left·right/R modulo n, one limb of `left` at a time; both below n.
    private static func montgomeryProduct(_ left: Word256, _ right: Word256) -> Word256 {
        var sum = Word256.zero
        accumulate(left.limb0, times: right, into: &sum)
        accumulate(left.limb1, times: right, into: &sum)
        accumulate(left.limb2, times: right, into: &sum)
        accumulate(left.limb3, times: right, into: &sum)
        return reducedOnce(sum)
    }

    /// sum = (sum + limb·right + m·n)/2^64, with the m that makes the division exact. Stays below 2n.
    @inline(__always)
    private static func accumulate(_ limb: UInt64, times right: Word256, into sum: inout Word256) {
        // The limbs of n and −1/n modulo 2^64, as literals: a stored constant would be looked up on each use.
        let (n0, n1, n2, n3): (UInt64, UInt64, UInt64, UInt64) = (
            0x1e66_a241_adc6_4d2f, 0xb781_126d_cae7_b232, 0xffff_ffff_ffff_ffff, 0x0800_0000_0000_0010
        )
        var carry: UInt64 = 0
        let t0 = multiplyAdd(limb, right.limb0, sum.limb0, &carry)
        let t1 = multiplyAdd(limb, right.limb1, sum.limb1, &carry)
        let t2 = multiplyAdd(limb, right.limb2, sum.limb2, &carry)
        let t3 = multiplyAdd(limb, right.limb3, sum.limb3, &carry)
        let t4 = carry
        let m = t0 &* 0xbb6b_3c4c_e8bd_e631
        carry = 0
        _ = multiplyAdd(m, n0, t0, &carry)
        sum.limb0 = multiplyAdd(m, n1, t1, &carry)
        sum.limb1 = multiplyAdd(m, n2, t2, &carry)
        sum.limb2 = multiplyAdd(m, n3, t3, &carry)
        sum.limb3 = t4 &+ carry
    }

    /// A value below 2n, taken below n.
    @inline(__always)
    private static func reducedOnce(_ value: Word256) -> Word256 {
        let modulus = Word256(
            0x1e66_a241_adc6_4d2f, 0xb781_126d_cae7_b232, 0xffff_ffff_ffff_ffff, 0x0800_0000_0000_0010)
        let (difference, borrow) = value.subtracting(modulus)
        return borrow ? value : difference
    }
}

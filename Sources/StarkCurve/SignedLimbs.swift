/// A signed integer in five limbs of 62 bits, the form in which division steps are cheap. The last limb has the sign.
struct SignedLimbs: Sendable {
    var limb0, limb1, limb2, limb3, limb4: Int64

    static var zero: SignedLimbs { SignedLimbs(0, 0, 0, 0, 0) }
    static var one: SignedLimbs { SignedLimbs(1, 0, 0, 0, 0) }
    /// The bits of a limb.
    static var mask: UInt64 { .max >> 2 }

    @inline(__always)
    init(_ limb0: Int64, _ limb1: Int64, _ limb2: Int64, _ limb3: Int64, _ limb4: Int64) {
        (self.limb0, self.limb1, self.limb2) = (limb0, limb1, limb2)
        (self.limb3, self.limb4) = (limb3, limb4)
    }

    @inline(__always)
    init(_ word: Word256) {
        func limb(_ bits: UInt64) -> Int64 { Int64(bitPattern: bits & Self.mask) }
        self.init(
            limb(word.limb0), limb(word.limb0 >> 62 | word.limb1 << 2),
            limb(word.limb1 >> 60 | word.limb2 << 4), limb(word.limb2 >> 58 | word.limb3 << 6),
            limb(word.limb3 >> 56))
    }

    @inline(__always)
    var isZero: Bool { limb0 | limb1 | limb2 | limb3 | limb4 == 0 }

    @inline(__always)
    var isNegative: Bool { limb4 < 0 }

    /// The lowest 62 bits.
    @inline(__always)
    var bitPattern: UInt64 { UInt64(bitPattern: limb0) }

    /// (a·x + b·y + c·z)/2^62; the lowest 62 bits of the sum have to be zero.
    @inline(__always)
    static func combination(
        _ a: Int64, _ x: SignedLimbs, _ b: Int64, _ y: SignedLimbs, _ c: Int64, _ z: SignedLimbs
    ) -> SignedLimbs {
        func sum(_ x: Int64, _ y: Int64, _ z: Int64) -> Int128 {
            product(a, x) &+ product(b, y) &+ product(c, z)
        }
        func limb(_ value: Int128) -> Int64 {
            Int64(bitPattern: lowHalf(UInt128(bitPattern: value)) & mask)
        }
        let s1 = (sum(x.limb0, y.limb0, z.limb0) >> 62) &+ sum(x.limb1, y.limb1, z.limb1)
        let s2 = (s1 >> 62) &+ sum(x.limb2, y.limb2, z.limb2)
        let s3 = (s2 >> 62) &+ sum(x.limb3, y.limb3, z.limb3)
        let s4 = (s3 >> 62) &+ sum(x.limb4, y.limb4, z.limb4)
        let top = Int64(bitPattern: lowHalf(UInt128(bitPattern: s4 >> 62)))
        return SignedLimbs(limb(s1), limb(s2), limb(s3), limb(s4), top)
    }

    /// Made positive and below the modulus; before that, its sign changed if asked for.
    ///
    /// The number has to be between −2 and 1 times the modulus.
    func reduced(negated: Bool, modulus: SignedLimbs) -> Word256 {
        var value = isNegative ? sum(1, 1, modulus) : self
        if negated { value = value.sum(-1, 0, modulus) }
        return (value.isNegative ? value.sum(1, 1, modulus) : value).word
    }

    /// a·self + b·other with carries propagated.
    private func sum(_ a: Int64, _ b: Int64, _ other: SignedLimbs) -> SignedLimbs {
        func limb(_ value: Int64) -> Int64 { value & Int64(bitPattern: Self.mask) }
        let s0 = a &* limb0 &+ b &* other.limb0
        let s1 = a &* limb1 &+ b &* other.limb1 &+ (s0 >> 62)
        let s2 = a &* limb2 &+ b &* other.limb2 &+ (s1 >> 62)
        let s3 = a &* limb3 &+ b &* other.limb3 &+ (s2 >> 62)
        let s4 = a &* limb4 &+ b &* other.limb4 &+ (s3 >> 62)
        return SignedLimbs(limb(s0), limb(s1), limb(s2), limb(s3), s4)
    }

    /// A number that is neither negative nor above 2^256.
    private var word: Word256 {
        func bits(_ limb: Int64) -> UInt64 { UInt64(bitPattern: limb) }
        return Word256(
            bits(limb0) | bits(limb1) << 62, bits(limb1) >> 2 | bits(limb2) << 60,
            bits(limb2) >> 4 | bits(limb3) << 58, bits(limb3) >> 6 | bits(limb4) << 56)
    }

    /// The exact product, in the form that a debug build handles without generic calls.
    @inline(__always)
    private static func product(_ a: Int64, _ b: Int64) -> Int128 {
        let (high, low) = a.multipliedFullWidth(by: b)
        return Int128(_low: low, _high: high)
    }
}

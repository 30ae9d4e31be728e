/// What some steps of Euclid's algorithm do to a pair (a, b): a becomes ofA·a − ofB·b and b becomes nextOfB·b −
/// nextOfA·a, or the opposites if the steps are an odd number.
///
/// None is made for numbers of very different lengths.
struct EuclidQuotients {
    var (ofA, ofB): (UInt64, UInt64) = (1, 0)
    var (nextOfA, nextOfB): (UInt64, UInt64) = (0, 1)
    var isOdd = false

    /// Whether there was no step.
    var isEmpty: Bool { nextOfA == 0 }

    @inline(__always)
    init(_ a: Word256, _ b: Word256) {
        let shift = max(0, 192 - a.union(b).leadingZeroBitCount)
        var (high, low) = (a.window(at: shift), b.window(at: shift))
        // A factor times the remainder before it is below 2^64. So while remainders are at least 2^32 the factors are
        // less, and what the missing bits make of a remainder differs from it by less than a factor: none can become
        // negative. A quotient can turn out one too small, which only makes the next step a swap.
        // Numbers below 2^64 miss no bits.
        let limit: UInt64 = shift == 0 ? 0 : 1 << 32
        while low != 0 {
            let quotient = high / low
            let rest = high &- quotient &* low
            guard rest >= limit else { return }
            (high, low) = (low, rest)
            (ofA, nextOfA) = (nextOfA, ofA &+ quotient &* nextOfA)
            (ofB, nextOfB) = (nextOfB, ofB &+ quotient &* nextOfB)
            isOdd.toggle()
        }
    }
}

extension Word256 {
    /// The bits that either has.
    @inline(__always)
    fileprivate func union(_ other: Word256) -> Word256 {
        Word256(limb0 | other.limb0, limb1 | other.limb1, limb2 | other.limb2, limb3 | other.limb3)
    }

    fileprivate var leadingZeroBitCount: Int {
        if limb3 != 0 { return limb3.leadingZeroBitCount }
        if limb2 != 0 { return 64 + limb2.leadingZeroBitCount }
        if limb1 != 0 { return 128 + limb1.leadingZeroBitCount }
        return 192 + limb0.leadingZeroBitCount
    }

    /// The 64 bits from a position upwards.
    @inline(__always)
    fileprivate func window(at position: Int) -> UInt64 {
        let (index, shift) = (position >> 6, UInt64(position & 63))
        let low = limb(index) &>> shift
        return shift == 0 ? low : low | limb(index + 1) &<< (64 &- shift)
    }
}

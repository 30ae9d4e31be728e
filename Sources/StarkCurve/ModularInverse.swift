/// Inverses modulo a prime by Euclid's algorithm as Lehmer sped it up.
///
/// Quotients follow from the highest 64 bits alone: some 20 at a time are found that way and then applied together,
/// which takes two thirds of the time of division steps. What is inverted here is public, so the time may depend on
/// it. Source: Knuth, The Art of Computer Programming, volume 2, section 4.5.2, algorithm L.
struct ModularInverter: Sendable {
    private let modulus: Word256

    /// Modulo p.
    static var field: ModularInverter { ModularInverter(modulus: Word256(1, 0, 0, 0x0800_0000_0000_0011)) }

    /// Modulo n, the order of the curve.
    static var scalars: ModularInverter {
        ModularInverter(
            modulus: Word256(
                0x1e66_a241_adc6_4d2f, 0xb781_126d_cae7_b232, 0xffff_ffff_ffff_ffff, 0x0800_0000_0000_0010))
    }

    /// The inverse of a number below the modulus; zero for zero. The modulus has to be prime and below 2^255.
    func inverse(of word: Word256) -> Word256 {
        guard !word.isZero else { return .zero }
        var pair = RemainderPair(modulus, word)
        while !pair.b.isZero {
            let quotients = EuclidQuotients(pair.a, pair.b)
            if quotients.isEmpty { pair.reduceByDoubling() } else { pair.apply(quotients) }
        }
        return pair.isOdd ? pair.u : modulus.subtracting(pair.u).difference
    }
}

/// Two numbers of Euclid's algorithm, neither negative, and their cofactors' absolute values: modulo the modulus, a is
/// −u·word and b is v·word, or with `isOdd` a is u·word and b is −v·word.
private struct RemainderPair {
    var a, b: Word256
    var u = Word256.zero
    var v = Word256(1)
    /// Whether the steps until now are an odd number.
    var isOdd = false

    init(_ modulus: Word256, _ word: Word256) { (a, b) = (modulus, word) }

    /// Takes the steps of many quotients at once.
    @inline(__always)
    mutating func apply(_ quotients: EuclidQuotients) {
        let (q, oldA, oldB, oldU, oldV) = (quotients, a, b, u, v)
        if q.isOdd {
            a = oldB.times(q.ofB, minus: oldA, times: q.ofA)
            b = oldA.times(q.nextOfA, minus: oldB, times: q.nextOfB)
        } else {
            a = oldA.times(q.ofA, minus: oldB, times: q.ofB)
            b = oldB.times(q.nextOfB, minus: oldA, times: q.nextOfA)
        }
        u = oldU.times(q.ofA, plus: oldV, times: q.ofB)
        v = oldU.times(q.nextOfA, plus: oldV, times: q.nextOfB)
        isOdd = isOdd != q.isOdd
    }

    /// A step that needs no quotient: takes the largest b·2^k off a. For numbers whose lengths differ by 32 bits or
    /// that have the same highest bits, which chance as good as never makes.
    @inline(never)
    mutating func reduceByDoubling() {
        if a < b {
            (a, b, u, v) = (b, a, v, u)
            isOdd.toggle()
        }
        var multiple = b
        var cofactor = v
        while true {
            let double = multiple.adding(multiple)
            guard double <= a else { break }
            multiple = double
            cofactor = cofactor.adding(cofactor)
        }
        a = a.subtracting(multiple).difference
        u = u.adding(cofactor)
    }
}

extension Word256 {
    /// self·factor modulo 2^256.
    @inline(__always)
    private func times(_ factor: UInt64) -> Word256 {
        var carry: UInt64 = 0
        let r0 = multiplyAdd(limb0, factor, 0, &carry)
        let r1 = multiplyAdd(limb1, factor, 0, &carry)
        let r2 = multiplyAdd(limb2, factor, 0, &carry)
        return Word256(r0, r1, r2, limb3 &* factor &+ carry)
    }

    @inline(__always)
    fileprivate func times(_ factor: UInt64, plus other: Word256, times otherFactor: UInt64) -> Word256 {
        times(factor).adding(other.times(otherFactor))
    }

    @inline(__always)
    fileprivate func times(_ factor: UInt64, minus other: Word256, times otherFactor: UInt64) -> Word256 {
        times(factor).subtracting(other.times(otherFactor)).difference
    }
}

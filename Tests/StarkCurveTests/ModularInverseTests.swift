import StarkCurve
import Testing

/// What is inverted are Montgomery forms, so the numbers here are divided by R = 2^256 first.
@Suite("Modular inverses")
struct ModularInverseTests {
    @Test("scalars of any length, and near the modulus, times their inverses are one")
    func scalars() throws {
        let radixInverse = try #require(Scalar(Self.doubled(Scalar.one) { $0 + $0 }.word)).inverse
        for number in Self.numbers(below: Scalar.modulus) {
            let scalar = try #require(Scalar(number)) * radixInverse
            #expect(scalar * scalar.inverse == .one, "\(number)")
        }
    }

    @Test("elements of any length, and near the modulus, times their inverses are one")
    func elements() throws {
        let radixInverse = Self.doubled(FieldElement.one) { $0 + $0 }.inverse
        for number in Self.numbers(below: FieldElement.modulus) {
            let element = try #require(FieldElement(number)) * radixInverse
            #expect(element * element.inverse == .one, "\(number)")
        }
    }

    private static func doubled<Number>(_ one: Number, _ double: (Number) -> Number) -> Number {
        (0..<256).reduce(one) { power, _ in double(power) }
    }

    /// Powers of two with their neighbours, what they leave of the modulus, and the modulus halved again and again.
    private static func numbers(below modulus: Word256) -> [Word256] {
        var numbers: [Word256] = []
        var (bit, part) = (Word256(1), modulus)
        while bit < modulus {
            let rest = modulus.subtracting(bit)
            numbers += [bit, bit.subtracting(1), bit.subtracting(2), rest, rest.subtracting(1), part]
            (bit, part) = (bit.doubled, part.halved)
        }
        return numbers.filter { !$0.isZero && $0 < modulus }
    }
}

extension Word256 {
    fileprivate var doubled: Word256 {
        Word256(limb0 << 1, limb1 << 1 | limb0 >> 63, limb2 << 1 | limb1 >> 63, limb3 << 1 | limb2 >> 63)
    }

    fileprivate var halved: Word256 {
        Word256(limb0 >> 1 | limb1 << 63, limb1 >> 1 | limb2 << 63, limb2 >> 1 | limb3 << 63, limb3 >> 1)
    }

    /// The difference modulo 2^256.
    fileprivate func subtracting(_ other: Word256) -> Word256 {
        let low = UInt128(_low: limb0, _high: limb1).subtractingReportingOverflow(
            UInt128(_low: other.limb0, _high: other.limb1))
        let high =
            UInt128(_low: limb2, _high: limb3) &- UInt128(_low: other.limb2, _high: other.limb3)
            &- (low.overflow ? 1 : 0)
        return Word256(low.partialValue._low, low.partialValue._high, high._low, high._high)
    }
}

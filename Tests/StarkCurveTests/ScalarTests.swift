import Randomness
import StarkCurve
import Testing

@Suite("Scalar")
struct ScalarTests {
    @Test("the field laws hold", arguments: SeededRandom.seeds)
    func fieldLaws(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        for _ in 0..<100 {
            let (a, b, c) = (random.scalar(), random.scalar(), random.scalar())
            #expect(a + b == b + a)
            #expect(a * b == b * a)
            #expect((a * b) * c == a * (b * c))
            #expect(a * (b + c) == a * b + a * c)
            #expect((a - b) + b == a)
            #expect(a + -a == .zero)
        }
    }

    @Test("a scalar times its inverse is one, and zero's inverse is zero", arguments: SeededRandom.seeds)
    func inverses(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        for _ in 0..<30 {
            let a = random.scalar()
            #expect(a * a.inverse == (a.isZero ? .zero : .one))
        }
        #expect(Scalar.zero.inverse == .zero)
    }

    @Test("plain numbers go into the Montgomery form and come back", arguments: SeededRandom.seeds)
    func montgomeryRoundTrip(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        for _ in 0..<300 {
            let word = random.word()
            let scalar = Scalar(word)
            #expect((scalar != nil) == (word < Scalar.modulus))
            if let scalar { #expect(scalar.word == word) }
        }
    }

    @Test("n − 1 is a scalar and n is not")
    func range() throws {
        let last = "0x800000000000010ffffffffffffffffb781126dcae7b2321e66a241adc64d2e"
        #expect(try #require(Scalar(hex: last)) + .one == .zero)
        #expect(Scalar(Scalar.modulus) == nil)
        #expect(Scalar(decimal: "12")?.hex == "0xc")
    }
}

import Randomness
import StarkCurve
import Testing

@Suite("Window tables")
struct WindowTableTests {
    @Test("tables of any width multiply like the comb", arguments: [8, 9, 10])
    func widthsAgree(windowBits: Int) {
        let table = WindowTable(low: .generator, lowBits: 252, windowBits: windowBits)
        var random = SeededRandom(seed: UInt64(windowBits))
        // Of −1 to −3 every window is full, and half of a window's range is where its sign changes.
        let edges: [Scalar] = [0, 1, 2, -.one, .zero - 2, .zero - 3, 0x80, 0x7f, 0x8080, 0x7f7f7f, 0x200]
        for scalar in edges + (0..<20).map({ _ in random.scalar() }) {
            var sum = JacobianPoint.infinity
            table.add(scalar.word, to: &sum)
            #expect(sum.affine == CombTable.generator.multiply(scalar).affine, "\(scalar)")
        }
    }

    @Test("the bits above multiply the second point", arguments: [8, 9, 10])
    func secondPoint(windowBits: Int) throws {
        let high = try #require(CombTable.generator.multiply(12345).affine)
        let table = WindowTable(
            low: .generator, lowBits: 248, high: high, highMaximum: 8, windowBits: windowBits)
        var random = SeededRandom(seed: 7)
        for upper in 0..<8 {
            var word = random.word()
            word.limb3 = word.limb3 & 0x00ff_ffff_ffff_ffff
            let low = try #require(Scalar(word))
            word.limb3 |= UInt64(upper) << 56
            var sum = JacobianPoint.infinity
            table.add(word, to: &sum)
            let expected = low + Scalar(Word256(UInt128(upper * 12345)))!
            #expect(sum.affine == CombTable.generator.multiply(expected).affine, "\(upper)")
        }
    }
}

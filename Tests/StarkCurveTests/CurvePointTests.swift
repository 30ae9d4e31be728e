import Randomness
import StarkCurve
import Testing

@Suite("Curve points")
struct CurvePointTests {
    static let combs = [(4, 1), (5, 1), (5, 3), (6, 2), (7, 4), (8, 5), (10, 1)].map {
        CombTable(point: .generator, teeth: $0, blocks: $1)
    }

    @Test("(a + b)·G is a·G + b·G, and (a − b)·G their difference", arguments: SeededRandom.seeds)
    func addsLikeScalars(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        for _ in 0..<10 {
            let (a, b) = (random.scalar(), random.scalar())
            let comb = CombTable.generator
            var (sum, difference) = (comb.multiply(a), comb.multiply(a))
            if let ofB = comb.multiply(b).affine {
                sum.add(ofB)
                difference.subtract(ofB)
            }
            #expect(sum.affine == comb.multiply(a + b).affine)
            #expect(difference.affine == comb.multiply(a - b).affine)
        }
    }

    @Test("sums of Jacobian coordinates are like those of scalars", arguments: SeededRandom.seeds)
    func addsJacobian(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let (a, b) = (random.scalar(), random.scalar())
        let comb = CombTable.generator
        // Also equal and opposite points and infinity, in coordinates that differ.
        for (a, b) in [(a, b), (a, a), (a, -a), (a, .zero), (.zero, b), (.zero, .zero)] {
            var sum = comb.multiply(a)
            sum.add(Self.combs[0].multiply(b))
            #expect(sum.affine == comb.multiply(a + b).affine)
        }
    }

    @Test("every comb multiplies alike, and stays on the curve", arguments: SeededRandom.seeds)
    func combsAgree(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let scalars: [Scalar] = [.zero, .one, -.one, 2, .zero - 2, random.scalar(), random.scalar()]
        for scalar in scalars {
            let expected = plainMultiply(.generator, by: scalar).affine
            for comb in Self.combs { #expect(comb.multiply(scalar).affine == expected) }
            if let expected { #expect(CurvePoint(x: expected.x, y: expected.y) == expected) }
        }
    }

    @Test("doubling is multiplying by two, also by way of addition", arguments: SeededRandom.seeds)
    func doubles(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        for _ in 0..<10 {
            let a = random.scalar()
            let point = CombTable.generator.multiply(a)
            var byAddition = point
            if let affine = point.affine { byAddition.add(affine) }
            #expect(point.doubled.affine == CombTable.generator.multiply(a + a).affine)
            #expect(byAddition.affine == point.doubled.affine)
        }
    }

    @Test("infinity is neutral, and a point plus its opposite is infinity")
    func infinity() {
        let generator = CurvePoint.generator
        var sum = JacobianPoint.infinity
        #expect(sum.affine == nil)
        #expect(sum.doubled.isInfinity)
        #expect(!sum.hasX(.zero))
        sum.add(generator)
        #expect(sum.affine == generator)
        sum = sum.doubled
        sum.subtract(generator)
        #expect(sum.affine == generator)
        sum.subtract(generator)
        #expect(sum.isInfinity)
        #expect(CombTable.generator.multiply(.zero).isInfinity)
        #expect(CombTable.generator.multiply(-.one).affine == -generator)
    }

    @Test("long random walks keep the coordinates within their bounds", arguments: SeededRandom.seeds)
    func walks(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let step = try #require(CombTable.generator.multiply(random.scalar()).affine)
        let stepScalar = Scalar.one
        let comb = CombTable(point: step, teeth: 4)
        var (point, scalar) = (JacobianPoint(step), stepScalar)
        for _ in 0..<400 {
            switch random.next() % 3 {
            case 0: (point, scalar) = (point.doubled, scalar + scalar)
            case 1:
                point.add(step)
                scalar = scalar + stepScalar
            default:
                point.subtract(step)
                scalar = scalar - stepScalar
            }
        }
        #expect(point.affine == comb.multiply(scalar).affine)
    }

    @Test("only coordinates of the curve make a point")
    func membership() {
        let generator = CurvePoint.generator
        #expect(CurvePoint(x: generator.x, y: generator.y) == generator)
        #expect(CurvePoint(x: generator.x, y: -generator.y) == -generator)
        #expect(CurvePoint(x: generator.x, y: generator.y + .one) == nil)
        #expect(CurvePoint(x: 5) == nil)
        #expect(CurvePoint(x: generator.x)?.x == generator.x)
    }

    /// Double and add, without any table.
    private func plainMultiply(_ point: CurvePoint, by scalar: Scalar) -> JacobianPoint {
        var result = JacobianPoint.infinity
        for byte in scalar.word.bigEndianBytes {
            for bit in (0..<8).reversed() {
                result = result.doubled
                if byte >> UInt8(bit) & 1 == 1 { result.add(point) }
            }
        }
        return result
    }
}

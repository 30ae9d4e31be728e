/// Small tables for the few hashes of a start, a login or a new account: 34 KB, ready in 0.2 ms.
///
/// A hash takes about as long as with windows of six bits, which need ten times the memory and time to build.
struct PedersenCombs: Sendable {
    static let first = PedersenCombs(.first)
    static let second = PedersenCombs(.second)

    private let low: CombTable
    /// The multiples 1, 2, … of the point for the upper bits.
    private let high: [CurvePoint]

    private init(_ argument: Pedersen.Argument) {
        low = CombTable(point: argument.low, teeth: 7, blocks: 4)
        var multiples = [JacobianPoint(argument.high)]
        for _ in 1..<Pedersen.highMaximum {
            var next = multiples[multiples.count - 1]
            next.add(argument.high)
            multiples.append(next)
        }
        high = JacobianPoint.affine(multiples)
    }

    /// What a number contributes to the sum as this argument.
    func multiples(of number: FieldElement) -> JacobianPoint {
        let word = number.word
        guard let scalar = Scalar(word.lowBits(Pedersen.lowBits)) else {
            preconditionFailure("248 bits are always below n")
        }
        var sum = low.multiply(scalar)
        let upper = word.bits(at: Pedersen.lowBits, count: 4)
        if upper != 0 { sum.add(high[upper - 1]) }
        return sum
    }
}

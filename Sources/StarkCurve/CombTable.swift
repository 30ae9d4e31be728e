/// A few multiples of a point that make multiplying it by a scalar cheap.
///
/// Lim and Lee's comb with signed digits. The scalar is written as a sum of ±2^i for every i below teeth·columns, and
/// the signs are laid out in `teeth` rows of `columns`; a column then costs one addition of a point from the table,
/// which has the sums of all rows for every choice of signs (and, as opposites are free, half of those). With one
/// block each column also costs a doubling; more blocks have tables of their own, already doubled so often that the
/// blocks share their doublings.
package struct CombTable: Sendable {
    private let teeth: Int
    private let blocks: Int
    /// Columns of a block, so doublings.
    private let rounds: Int
    /// Half of the sum of all 2^i.
    private let offset: Scalar
    /// Sums of a block, for all signs but the last row's, which is positive.
    private let choices: Int
    /// The blocks' sums, one block after the other.
    private let sums: [CurvePoint]

    /// Memory is 2^(teeth − 1)·blocks points of 64 bytes.
    package init(point: CurvePoint, teeth: Int, blocks: Int = 1) {
        precondition(blocks > 0 && teeth <= Self.teethMaximum, "a comb has at most 10 teeth")
        (self.teeth, self.blocks) = (teeth, blocks)
        // Scalars have 252 bits.
        rounds = (252 + teeth * blocks - 1) / (teeth * blocks)
        precondition(blocks * rounds < 64, "a comb has at least 4 teeth, so that a row fits in 63 bits")
        choices = 1 << (teeth - 1)
        var power = Scalar.one
        for _ in 0..<teeth * blocks * rounds { power = power + power }
        offset = (power - .one) * .half
        sums = Self.sums(of: point, teeth: teeth, blocks: blocks, rounds: rounds)
    }

    private static var teethMaximum: Int { 10 }

    /// The point multiplied by the scalar.
    package func multiply(_ scalar: Scalar) -> JacobianPoint {
        // The scalar is the sum of (2·b − 1)·2^i over the bits b of this number.
        let signs = (scalar * .half + offset).word
        var rows = InlineArray<10, Int>(repeating: 0)
        for row in 0..<teeth { rows[row] = signs.bits(at: row * blocks * rounds, count: blocks * rounds) }
        var result = JacobianPoint.infinity
        for round in (0..<rounds).reversed() {
            // Doubling infinity would be right and wasted.
            if round != rounds - 1 { result = result.doubled }
            for block in 0..<blocks { add(block, column: block * rounds + round, of: rows, to: &result) }
        }
        return result
    }

    @inline(__always)
    private func add(
        _ block: Int, column: Int, of rows: InlineArray<10, Int>, to result: inout JacobianPoint
    ) {
        var selection = 0
        for row in 0..<teeth - 1 { selection |= ((rows[row] &>> column) & 1) &<< row }
        let isPositive = (rows[teeth - 1] &>> column) & 1
        // If the last row is negative, the opposite of the sum with all other signs changed.
        let index = selection ^ ((isPositive &- 1) & (choices &- 1))
        result.add(sums[block * choices + index], negatedBy: isPositive &- 1)
    }

    private static func sums(of point: CurvePoint, teeth: Int, blocks: Int, rounds: Int) -> [CurvePoint] {
        // The point times 2^(rounds·(row·blocks + block)), each followed by its double.
        var powers: [JacobianPoint] = []
        var power = JacobianPoint(point)
        for index in 0..<teeth * blocks {
            powers.append(power)
            powers.append(power.doubled)
            guard index + 1 < teeth * blocks else { break }
            for _ in 0..<rounds { power = power.doubled }
        }
        let rows = JacobianPoint.affine(powers)
        let row = { (row: Int, block: Int) in rows[2 * (row * blocks + block)] }
        let doubledRow = { (row: Int, block: Int) in rows[2 * (row * blocks + block) + 1] }
        let allNegative = (0..<blocks).map { (block: Int) -> JacobianPoint in
            var sum = JacobianPoint(row(teeth - 1, block))
            for lower in 0..<teeth - 1 { sum.subtract(row(lower, block)) }
            return sum
        }
        var sums = JacobianPoint.affine(allNegative).map { [$0] }
        // Changing a row's sign from − to + adds its double. No sum is infinity or meets its opposite: it is the
        // point times a number that is far below its order and not zero.
        for changed in 0..<teeth - 1 {
            var pairs: [(CurvePoint, CurvePoint)] = []
            for block in 0..<blocks {
                let double = doubledRow(changed, block)
                for sum in sums[block] { pairs.append((sum, double)) }
            }
            let next = CurvePoint.sums(pairs)
            let count = 1 << changed
            for block in 0..<blocks { sums[block] += next[(block * count)..<((block + 1) * count)] }
        }
        return sums.flatMap { $0 }
    }
}

extension CombTable {
    /// The generator's small table, for making keys: 4 KB.
    package static let generator = CombTable(point: .generator, teeth: 6, blocks: 2)
}

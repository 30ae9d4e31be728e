/// A few multiples of a point that make multiplying it by a scalar cheap.
///
/// Lim and Lee's comb: the scalar's bits are laid out in `teeth` rows of `columns` bits; the table has the sum of
/// every selection of rows, so each column costs one doubling and one addition. With 5 teeth that is 2 KB and 51
/// columns, where plain doubling needs 252.
package struct CombTable: Sendable {
    private let teeth: Int
    private let columns: Int
    /// The sum for the row selection i is at i − 1.
    private let sums: [CurvePoint]

    package init(point: CurvePoint, teeth: Int) {
        precondition((1...10).contains(teeth), "a comb has 1 to 10 teeth")
        self.teeth = teeth
        // Scalars have 252 bits.
        columns = (252 + teeth - 1) / teeth
        sums = Self.sums(of: Self.rowPoints(point: point, teeth: teeth, columns: columns))
    }

    /// The point multiplied by the scalar.
    package func multiply(_ scalar: Scalar) -> JacobianPoint {
        let word = scalar.word
        var result = JacobianPoint.infinity
        for column in (0..<columns).reversed() {
            result = result.doubled
            var selection = 0
            for row in 0..<teeth {
                selection |= word.bits(at: row * columns + column, count: 1) &<< row
            }
            if selection != 0 { result.add(sums[selection - 1]) }
        }
        return result
    }

    /// The point times 2^(row·columns), for each row.
    private static func rowPoints(point: CurvePoint, teeth: Int, columns: Int) -> [CurvePoint] {
        var rows = [JacobianPoint(point)]
        for _ in 1..<teeth {
            var next = rows[rows.count - 1]
            for _ in 0..<columns { next = next.doubled }
            rows.append(next)
        }
        return JacobianPoint.affine(rows)
    }

    private static func sums(of rows: [CurvePoint]) -> [CurvePoint] {
        // sums[i] is sums[i without its highest bit] plus that bit's row. No sum is infinity: it is the point
        // times a number below its prime order.
        var sums = [JacobianPoint.infinity]
        for row in rows {
            for sum in sums {
                var next = sum
                next.add(row)
                sums.append(next)
            }
        }
        return JacobianPoint.affine(Array(sums.dropFirst()))
    }
}

extension CombTable {
    /// The generator's table. 8 teeth: 16 KB, 32 columns.
    package static let generator = CombTable(point: .generator, teeth: 8)
}

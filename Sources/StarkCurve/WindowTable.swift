/// All multiples of a point that a number's windows of bits can ask for: multiplying takes one addition a window and
/// no doubling.
///
/// Digits are signed, from −2^(w−1) to 2^(w−1) − 1 for w bits, as the opposite of a point is free. What remains above
/// the last whole window, and the multiples of a second point for the bits above `lowBits`, are in one last table
/// that has their sums.
package struct WindowTable: Sendable {
    private let windowBits: Int
    private let windows: Int
    /// Bits of a number that multiply the first point.
    private let lowBits: Int
    /// Half a window's range for every window; with it added, digits are plain bits less half the range.
    private let offset: Word256
    /// Values that the bits above the last whole window can have after that.
    private let topValues: Int
    /// The multiples 1 to 2^(w−1) for each window, then the last table without its first entry, infinity.
    private let points: [CurvePoint]

    /// - Parameter high: the point for the bits from `lowBits` up, which must not exceed `highMaximum`.
    package init(
        low: CurvePoint, lowBits: Int, high: CurvePoint? = nil, highMaximum: Int = 0, windowBits: Int
    ) {
        precondition((8...16).contains(windowBits), "windows have 8 to 16 bits, so there are at most 32")
        (self.windowBits, self.lowBits) = (windowBits, lowBits)
        windows = lowBits / windowBits
        topValues = 1 << (lowBits - windows * windowBits) + 1
        var offset = Word256.zero
        for window in 0..<windows { offset.setBit(at: (window + 1) * windowBits - 1) }
        self.offset = offset
        let bases = Self.bases(low, windowBits: windowBits, count: windows + 1)
        let top = Self.multiples(of: bases[windows], count: topValues - 1)
        let highs = high.map { Self.multiples(of: $0, count: highMaximum) } ?? []
        let sums = CurvePoint.sums(highs.flatMap { high in top.map { (high, $0) } })
        var points = Self.multiples(of: bases.dropLast(), windowBits: windowBits) + top
        for (index, high) in highs.enumerated() {
            points.append(high)
            points += sums[(index * top.count)..<((index + 1) * top.count)]
        }
        self.points = points
    }

    /// Adds the points' multiples by a number.
    ///
    /// All points are fetched before the first is added, so that the delays of a table larger than the cache pass
    /// together. One by one they cost what a large table saves.
    @inline(__always)
    package func add(_ number: Word256, to sum: inout JacobianPoint) {
        let high = number.bits(at: lowBits, count: 8)
        var rest = number.lowBits(lowBits).adding(offset)
        let half = 1 &<< (windowBits &- 1)
        var terms = InlineArray<32, CurvePoint>(repeating: .filler)
        var signs = InlineArray<32, Int>(repeating: 0)
        var count = 0
        for window in 0..<windows {
            let digit = Int(rest.limb0 & UInt64(2 &* half &- 1)) &- half
            rest.shiftRight(by: windowBits)
            guard digit != 0 else { continue }
            let sign = digit >> 63
            terms[count] = points[window &* half &+ ((digit ^ sign) &- sign) &- 1]
            signs[count] = sign
            count &+= 1
        }
        let last = high &* topValues &+ Int(rest.limb0)
        if last != 0 {
            terms[count] = points[windows &* half &+ last &- 1]
            count &+= 1
        }
        for index in 0..<count { sum.add(terms[index], negatedBy: signs[index]) }
    }

    /// The point times 2^(windowBits·i) for each i below the count.
    private static func bases(_ point: CurvePoint, windowBits: Int, count: Int) -> [CurvePoint] {
        var base = JacobianPoint(point)
        var bases = [base]
        for _ in 1..<count {
            for _ in 0..<windowBits { base = base.doubled }
            bases.append(base)
        }
        return JacobianPoint.affine(bases)
    }

    /// The multiples 1 to `count` of one point.
    private static func multiples(of point: CurvePoint, count: Int) -> [CurvePoint] {
        var multiple = JacobianPoint(point)
        var multiples = [multiple]
        for _ in 1..<count {
            multiple.add(point)
            multiples.append(multiple)
        }
        return JacobianPoint.affine(multiples)
    }

    /// Points that are added to others with one inversion. More would not make that inversion's share notable,
    /// and need fresh memory: with all windows at once a table takes three times as long.
    private static let sumsAtOnce = 256

    /// The multiples 1 to 2^(w−1) of each point.
    private static func multiples(of points: ArraySlice<CurvePoint>, windowBits: Int) -> [CurvePoint] {
        let pointsAtOnce = max(1, sumsAtOnce >> (windowBits - 1))
        var multiples: [CurvePoint] = []
        multiples.reserveCapacity(points.count << (windowBits - 1))
        for start in stride(from: points.startIndex, to: points.endIndex, by: pointsAtOnce) {
            let end = min(start + pointsAtOnce, points.endIndex)
            for list in doublingLists(of: points[start..<end], windowBits: windowBits) { multiples += list }
        }
        return multiples
    }

    /// For each point a list of its multiples, which become twice as many with each inversion.
    private static func doublingLists(
        of points: ArraySlice<CurvePoint>, windowBits: Int
    ) -> [[CurvePoint]] {
        var lists = points.map { [$0] }
        for _ in 1..<windowBits {
            let count = lists[0].count
            var pairs: [(CurvePoint, CurvePoint)] = []
            pairs.reserveCapacity(count * lists.count)
            for multiples in lists {
                for multiple in multiples { pairs.append((multiples[count - 1], multiple)) }
            }
            let next = CurvePoint.sums(pairs)
            for index in lists.indices { lists[index] += next[(index * count)..<((index + 1) * count)] }
        }
        return lists
    }
}

extension CurvePoint {
    /// No point of the curve, for places that are not taken.
    fileprivate static var filler: CurvePoint { CurvePoint(knownX: .zero, y: .zero) }
}

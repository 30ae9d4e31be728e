/// The multiples of the four Pedersen points that a hash adds up, one for each value of each window of bits.
///
/// Built once, when the first hash is wanted, and shared; immutable afterwards.
final class PedersenTables: Sendable {
    static let shared = PedersenTables()

    /// Which argument of the hash a number is.
    enum Argument {
        case first, second
    }

    /// Bits per window. 4 to 8 were measured: 6 takes 0.34 MB and 2 ms to build.
    private static let windowBits = 6
    private static let lowBits = 248
    private static let windows = (lowBits + windowBits - 1) / windowBits
    private static let multiplesPerWindow = 1 << windowBits - 1
    /// Felts have 252 bits: the upper part has four.
    private static let highMultiples = 15

    /// For each argument: all windows of the low 248 bits, then the multiples for the upper four bits. The
    /// multiple m of a window is at m − 1.
    private let first, second: [CurvePoint]

    private init() {
        first = Self.table(low: Self.point1, high: Self.point2)
        second = Self.table(low: Self.point3, high: Self.point4)
    }

    /// Adds what a number contributes to the sum as the first or second argument.
    func add(_ number: FieldElement, as argument: Argument, to sum: inout JacobianPoint) {
        let word = number.word
        let table = argument == .first ? first : second
        for window in 0..<Self.windows {
            let position = window * Self.windowBits
            let digit = word.bits(at: position, count: min(Self.windowBits, Self.lowBits - position))
            if digit != 0 { sum.add(table[window * Self.multiplesPerWindow + digit - 1]) }
        }
        let high = word.bits(at: Self.lowBits, count: 4)
        if high != 0 { sum.add(table[Self.windows * Self.multiplesPerWindow + high - 1]) }
    }

    private static func table(low: CurvePoint, high: CurvePoint) -> [CurvePoint] {
        var points: [JacobianPoint] = []
        points.reserveCapacity(windows * multiplesPerWindow + highMultiples)
        for base in windowBases(low) { appendMultiples(of: base, count: multiplesPerWindow, to: &points) }
        appendMultiples(of: high, count: highMultiples, to: &points)
        return JacobianPoint.affine(points)
    }

    /// The point times 2^(windowBits·w), for each window w.
    private static func windowBases(_ point: CurvePoint) -> [CurvePoint] {
        var base = JacobianPoint(point)
        var bases = [base]
        for _ in 1..<windows {
            for _ in 0..<windowBits { base = base.doubled }
            bases.append(base)
        }
        return JacobianPoint.affine(bases)
    }

    private static func appendMultiples(of base: CurvePoint, count: Int, to points: inout [JacobianPoint]) {
        var multiple = JacobianPoint.infinity
        for _ in 0..<count {
            multiple.add(base)
            points.append(multiple)
        }
    }
}

extension PedersenTables {
    /// S, which every hash starts from.
    static let shift = CurvePoint(
        knownX: 0x49ee3eba8c1600700ee1b87eb599f16716b0b1022947733551fde4050ca6804,
        y: 0x3ca0cfe4b3bc6ddf346d49d06ea0ed34e621062c0e056c1d0405d266e10268a)

    static let point1 = CurvePoint(
        knownX: 0x234287dcbaffe7f969c748655fca9e58fa8120b6d56eb0c1080d17957ebe47b,
        y: 0x3b056f100f96fb21e889527d41f4e39940135dd7a6c94cc6ed0268ee89e5615)

    static let point2 = CurvePoint(
        knownX: 0x4fa56f376c83db33f9dab2656558f3399099ec1de5e3018b7a6932dba8aa378,
        y: 0x3fa0984c931c9e38113e0c0e47e4401562761f92a7a23b45168f4e80ff5b54d)

    static let point3 = CurvePoint(
        knownX: 0x4ba4cc166be8dec764910f75b45f74b40c690c74709e90f3aa372f0bd2d6997,
        y: 0x40301cf5c1751f4b971e46c4ede85fcac5c59a5ce5ae7c48151f27b24b219c)

    static let point4 = CurvePoint(
        knownX: 0x54302dcb0e6cc1c6e44cca8f61a63bb2ca65048d53fb325d36ff12c49a58202,
        y: 0x1b77b3e37d13504b348046268d8ae25ce98ad783c25561a879dcc77e99c2426)
}

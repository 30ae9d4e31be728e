import Gateway
import StarkCurve

/// One line of `CurveOperations`' input: its name, then numbers as `0x…` and, for orders, words.
struct CurveOperation {
    /// The forms of a line, for messages.
    static let forms = """
        field add|subtract|multiply A B, field negate|square|invert|root A, scalar add|subtract|multiply A B, \
        scalar negate|invert A, point add|subtract X Y X Y, point double X Y, point lift X, \
        point multiply K X Y, point generate K, hash pair|prefix|suffix A B, hash chain A…, address KEY, \
        hash order ACCOUNT TIMESTAMP MARKET SIDE TYPE SIZE PRICE [ID], hash login ACCOUNT TIMESTAMP EXPIRATION, \
        ecdsa sign HASH KEY NONCE, ecdsa verify HASH R S KEY, ecdsa verify-once HASH R S KEY
        """

    /// What the server keeps between checks is kept between lines.
    var words = SigningWords()
    var keys = VerificationKeys()
    let domain = SigningDomain(chainID: Configuration.chainIDs[0])

    static let none = "none"

    /// Nil for a line of another form.
    mutating func result(of line: String) -> String? {
        let words = line.split(separator: " ").map(String.init)
        guard words.count >= 2 else { return nil }
        let arguments = Array(words.dropFirst(2))
        switch words[0] {
        case "field": return Self.field(words[1], arguments)
        case "scalar": return Self.scalar(words[1], arguments)
        case "point": return Self.point(words[1], arguments)
        case "hash": return hash(words[1], arguments)
        case "address": return Self.address(words[1])
        case "ecdsa": return ecdsa(words[1], arguments)
        default: return nil
        }
    }

    private static func field(_ name: String, _ arguments: [String]) -> String? {
        let numbers = arguments.compactMap { FieldElement(hex: $0) }
        guard numbers.count == arguments.count else { return nil }
        switch (name, numbers.count) {
        case ("add", 2): return (numbers[0] + numbers[1]).hex
        case ("subtract", 2): return (numbers[0] - numbers[1]).hex
        case ("multiply", 2): return (numbers[0] * numbers[1]).hex
        case ("negate", 1): return (-numbers[0]).hex
        case ("square", 1): return numbers[0].squared.hex
        case ("invert", 1): return numbers[0].inverse.hex
        case ("root", 1): return numbers[0].squareRoot?.hex ?? none
        default: return nil
        }
    }

    private static func scalar(_ name: String, _ arguments: [String]) -> String? {
        let numbers = arguments.compactMap { Scalar(hex: $0) }
        guard numbers.count == arguments.count else { return nil }
        switch (name, numbers.count) {
        case ("add", 2): return (numbers[0] + numbers[1]).hex
        case ("subtract", 2): return (numbers[0] - numbers[1]).hex
        case ("multiply", 2): return (numbers[0] * numbers[1]).hex
        case ("negate", 1): return (-numbers[0]).hex
        case ("invert", 1): return numbers[0].inverse.hex
        default: return nil
        }
    }

    private static func point(_ name: String, _ arguments: [String]) -> String? {
        switch (name, arguments.count) {
        case ("add", 4), ("subtract", 4):
            guard let left = point(arguments[0], arguments[1]), let right = point(arguments[2], arguments[3])
            else { return nil }
            // By way of a double, so that the first operand is not affine.
            var sum = JacobianPoint(left).doubled
            sum.subtract(left)
            if name == "add" { sum.add(right) } else { sum.subtract(right) }
            return text(sum)
        case ("double", 2):
            return point(arguments[0], arguments[1]).map { text(JacobianPoint($0).doubled) }
        case ("lift", 1):
            return FieldElement(hex: arguments[0]).map { CurvePoint(x: $0)?.y.hex ?? none }
        case ("multiply", 3):
            guard let scalar = Scalar(hex: arguments[0]), let point = point(arguments[1], arguments[2]) else {
                return nil
            }
            return text(CombTable(point: point, teeth: 7, blocks: 4).multiply(scalar))
        case ("generate", 1): return Scalar(hex: arguments[0]).map { text(CombTable.generator.multiply($0)) }
        default: return nil
        }
    }

    private static func point(_ x: String, _ y: String) -> CurvePoint? {
        guard let x = FieldElement(hex: x), let y = FieldElement(hex: y) else { return nil }
        return CurvePoint(x: x, y: y)
    }

    private static func text(_ point: JacobianPoint) -> String {
        guard let affine = point.affine else { return "infinity" }
        return "\(affine.x.hex) \(affine.y.hex)"
    }
}

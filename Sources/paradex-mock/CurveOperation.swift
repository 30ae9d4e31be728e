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
    private var words = SigningWords()
    private var keys = VerificationKeys()
    private let domain = SigningDomain(chainID: Configuration.chainIDs[0])

    private static let none = "none"

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

// MARK: - Hashes and signatures

extension CurveOperation {
    private mutating func hash(_ name: String, _ arguments: [String]) -> String? {
        switch name {
        case "order": return orderHash(arguments)
        case "login":
            guard let account = account(arguments.first), arguments.count == 3,
                let timestamp = UInt64(arguments[1]), let expiration = UInt64(arguments[2])
            else { return nil }
            return account.authHash(timestamp: timestamp, expiration: expiration).hex
        default:
            let numbers = arguments.compactMap { FieldElement(hex: $0) }
            guard numbers.count == arguments.count else { return nil }
            switch (name, numbers.count) {
            case ("pair", 2): return Pedersen.hash(numbers[0], numbers[1]).hex
            case ("prefix", 2): return Pedersen.Prefix(numbers[0]).hash(numbers[1]).hex
            case ("suffix", 2): return Pedersen.Suffix(numbers[1]).hash(numbers[0]).hex
            case ("chain", _): return Pedersen.chain(numbers).hex
            default: return nil
            }
        }
    }

    private mutating func orderHash(_ arguments: [String]) -> String? {
        guard (7...8).contains(arguments.count), let account = account(arguments[0]),
            let timestamp = UInt64(arguments[1]), let side = UInt64(arguments[3]),
            let side = SignedOrder.Side(rawValue: side), let size = UInt128(arguments[5]),
            let price = UInt128(arguments[6])
        else { return nil }
        let order = SignedOrder(
            timestamp: timestamp, market: arguments[2], side: side, orderType: arguments[4], size: size,
            price: price)
        let hash =
            arguments.count == 7
            ? account.orderHash(order, words: &words)
            : account.modifyOrderHash(order, id: arguments[7], words: &words)
        return hash?.hex ?? Self.none
    }

    private func account(_ address: String?) -> SigningAccount? {
        guard let address = address.flatMap(FieldElement.init(hex:)), let domain else { return nil }
        return SigningAccount(address: address, domain: domain)
    }

    private static func address(_ publicKey: String) -> String? {
        FieldElement(hex: publicKey).map { ClassHashes.address(of: $0).hex }
    }

    private mutating func ecdsa(_ name: String, _ arguments: [String]) -> String? {
        let numbers = arguments.compactMap { Word256(hex: $0) }
        guard numbers.count == arguments.count else { return nil }
        switch (name, numbers.count) {
        case ("sign", 3):
            guard let hash = FieldElement(numbers[0]), let key = Scalar(numbers[1]),
                let nonce = Scalar(numbers[2])
            else { return nil }
            let signature = ECDSA.sign(hash: hash, privateKey: key, nonce: nonce)
            return signature.map { "\($0.r.hex) \($0.s.hex)" } ?? Self.none
        case ("verify", 4), ("verify-once", 4):
            // Out-of-range keys and hashes do not even become values, which counts as invalid.
            guard let hash = FieldElement(numbers[0]), let x = FieldElement(numbers[3]),
                let key = PublicKey(x: x)
            else { return "false" }
            let signature = Signature(r: numbers[1], s: numbers[2])
            let isValid =
                name == "verify"
                ? ECDSA.verify(hash: hash, signature: signature, key: keys.key(key))
                : ECDSA.verify(hash: hash, signature: signature, publicKey: key)
            return "\(isValid)"
        default: return nil
        }
    }
}

import Gateway
import StarkCurve

extension CurveOperation {
    mutating func hash(_ name: String, _ arguments: [String]) -> String? {
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

    static func address(_ publicKey: String) -> String? {
        FieldElement(hex: publicKey).map { ClassHashes.address(of: $0).hex }
    }

    mutating func ecdsa(_ name: String, _ arguments: [String]) -> String? {
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

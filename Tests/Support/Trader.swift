import Exchange
import Foundation
package import Gateway
package import StarkCurve
package import Wire

/// A client with keys: signs logins and orders as an SDK does.
package struct Trader: Sendable {
    package let account: SeededAccount
    private let privateKey: Scalar
    private let signer: SigningAccount

    /// - Parameter subkey: whose private key signs instead of the account's own.
    package init(
        _ account: SeededAccount, subkey: SeededAccount? = nil,
        chainID: String = Configuration.chainIDs[0]
    ) {
        guard let privateKey = Scalar(hex: (subkey ?? account).privateKey),
            let domain = SigningDomain(chainID: chainID),
            let address = FieldElement(hex: account.address)
        else { preconditionFailure("a seeded account has usable keys") }
        self.account = account
        self.privateKey = privateKey
        signer = SigningAccount(address: address, domain: domain)
    }

    /// The accounts that exist from the start under seed 0.
    package static let seeded = (0..<10).map { Trader(SeededAccount(seed: 0, index: $0)) }
    /// Has keys, but no account until it onboards.
    package static let newcomer = Trader(SeededAccount(seed: 0, index: 1000))
    /// Alice's account, signed for with the newcomer's key.
    package static let robot = Trader(alice.account, subkey: newcomer.account)

    package static var alice: Trader { seeded[0] }
    package static var bob: Trader { seeded[1] }

    /// The text of the signature of a hash. The nonce follows from hash and key: never do that with money.
    package func sign(_ hash: FieldElement) -> String {
        var seed = hash
        for _ in 0..<8 {
            seed = Pedersen.hash(seed, FieldElement(privateKey.word) ?? .one)
            guard let nonce = Scalar(seed.word) else { continue }
            if let signature = ECDSA.sign(hash: hash, privateKey: privateKey, nonce: nonce) {
                return signature.text
            }
        }
        preconditionFailure("one of eight nonces is usable")
    }
}

// MARK: - Logins

extension Trader {
    /// Unix seconds.
    package func loginSignature(timestamp: UInt64, expiration: UInt64) -> String {
        sign(signer.authHash(timestamp: timestamp, expiration: expiration))
    }

    package func onboardingSignature() -> String { sign(signer.onboardingHash()) }

    /// The header fields of `POST /v1/auth`.
    package func loginHeaders(seconds: Int64) -> [(name: String, value: String)] {
        [
            ("PARADEX-STARKNET-ACCOUNT", account.address),
            (
                "PARADEX-STARKNET-SIGNATURE",
                loginSignature(timestamp: UInt64(seconds), expiration: UInt64(seconds + 600))
            ),
            ("PARADEX-TIMESTAMP", String(seconds)),
            ("PARADEX-SIGNATURE-EXPIRATION", String(seconds + 600)),
        ]
    }
}

// MARK: - Orders

extension Trader {
    /// The order with `signature_timestamp` and `signature`, each unless it is written out. Like ccxt, it signs
    /// the price 0 for every type without a limit.
    package func signing(_ order: JSONObject, at milliseconds: Int64) -> JSONObject {
        var members = order.members
        if order["signature_timestamp"] == nil {
            members.append(.init(key: "signature_timestamp", value: .number(JSONNumber(milliseconds))))
        }
        if order["signature"] == nil {
            members.append(.init(key: "signature", value: .string(signature(of: JSONObject(members)))))
        }
        return JSONObject(members)
    }

    /// An order that cannot be signed gets a signature of something else: its form is refused before.
    private func signature(of order: JSONObject) -> String {
        let hasLimit = order["type"]?.stringValue?.contains("MARKET") != true
        let timestamp = Int64(order["signature_timestamp"]?.numberValue?.text ?? "") ?? 0
        return signature(
            of: order, over: hasLimit ? order["price"]?.stringValue ?? "0" : "0", at: timestamp)
    }

    /// The signature of an order, or of a modification if it has an id, with this price in the place of its own.
    package func signature(of order: JSONObject, over price: String, at milliseconds: Int64) -> String {
        let signed = SignedOrder(
            timestamp: UInt64(exactly: milliseconds) ?? 0,
            market: order["market"]?.stringValue ?? "",
            side: order["side"]?.stringValue == "SELL" ? .sell : .buy,
            orderType: order["type"]?.stringValue ?? "LIMIT", size: Self.units(order["size"]),
            price: Self.units(.string(price)))
        var hash = signer.orderHash(signed)
        if let id = order["id"]?.stringValue { hash = signer.modifyOrderHash(signed, id: id) }
        return sign(hash ?? .one)
    }

    /// In 10⁻⁸, by Foundation's decimals rather than by the code that is tested.
    private static func units(_ value: JSONValue?) -> UInt128 {
        guard let text = value?.stringValue, let decimal = Decimal(string: text) else { return 0 }
        let units = NSDecimalNumber(decimal: decimal * 100_000_000).stringValue
        return UInt128(units) ?? 0
    }
}

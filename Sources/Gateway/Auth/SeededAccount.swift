import Crypto
package import Exchange
import StarkCurve

/// An account that exists from the start, with all its keys known, so that a bot can trade at once.
package struct SeededAccount: Sendable {
    package let l1Address: String
    /// The L2 (STARK) private key.
    package let privateKey: String
    package let publicKey: String
    package let address: String

    /// The account with this index under this seed; always the same.
    package init(seed: UInt64, index: Int) {
        var attempt = 0
        var scalar = Scalar.zero
        // A digest is below the curve's order once in 32 tries, after its top bits are cut.
        repeat {
            let text = "paradex-mock account \(index), seed \(seed), attempt \(attempt)"
            scalar = Self.scalar(from: Array(SHA256.hash(data: Array(text.utf8))))
            attempt += 1
        } while scalar.isZero
        guard let account = Self(privateKey: scalar, wallet: "\(index), seed \(seed)") else {
            preconditionFailure("every private key but zero has a public key")
        }
        self = account
    }

    /// The account of a private key; nil if it is zero. The wallet's name decides the Ethereum address.
    init?(privateKey scalar: Scalar, wallet: String) {
        guard let key = PublicKey(privateKey: scalar) else { return nil }
        privateKey = scalar.hex
        publicKey = key.x.hex
        address = ClassHashes.address(of: key.x).hex
        let digest = Keccak.hash256(Array("paradex-mock wallet \(wallet)".utf8))
        l1Address = "0x" + digest.suffix(20).map(Digits.hex).joined()
    }

    /// The command that opens the account.
    package func opening(balance: Quote) -> Command {
        .openAccount(
            NewAccount(address: address, publicKey: publicKey, l1Address: l1Address, balance: balance))
    }

    /// Zero if the digest's 251 low bits are not below the order.
    private static func scalar(from digest: [UInt8]) -> Scalar {
        var bytes = digest
        bytes[0] &= 0x07
        return Scalar(hex: "0x" + bytes.map(Digits.hex).joined()) ?? .zero
    }
}

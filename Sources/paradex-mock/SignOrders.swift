import ArgumentParser
import EventLoop
import Exchange
import Gateway
import StarkCurve
import Wire

/// Prepares signed orders for load generators, which cannot sign.
///
/// The orders find nothing to match in an empty book and do not rest, so a load leaves the book as it was.
struct SignOrders: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign-orders",
        abstract: "Print order bodies signed by a seeded account, one JSON object a line.",
        shouldDisplay: false)

    @Option(help: "The seed that the server was started with.")
    var seed: UInt64 = 0
    @Option(help: "Which seeded account signs, counted from 0.")
    var account = 0
    @Option(help: "How many orders.")
    var count = 1
    @Option(help: "The signature_timestamp of all orders, in Unix milliseconds.")
    var timestamp: UInt64
    @Option(help: "The chain that is signed for.")
    var chainID = Configuration.chainIDs[0]

    func run() throws {
        let keys = SeededAccount(seed: seed, index: account)
        guard let domain = SigningDomain(chainID: chainID), let address = FieldElement(hex: keys.address),
            let privateKey = Scalar(hex: keys.privateKey)
        else { throw ValidationError("--chain-id: expected at most 31 ASCII characters") }
        let signer = SigningAccount(address: address, domain: domain)
        for index in 0..<count {
            let order = SignedOrder(
                timestamp: timestamp, market: "BTC-USD-PERP", side: index.isMultiple(of: 2) ? .buy : .sell,
                orderType: "LIMIT", size: UInt128(1 + index % 9000) * 1_000_000, price: 64_000 * 100_000_000)
            guard let signature = sign(order, by: signer, privateKey) else { continue }
            FileSystem.print(body(of: order, signature) + "\n")
        }
    }

    /// The nonce follows from key and message, so that the output can be repeated.
    private func sign(_ order: SignedOrder, by signer: SigningAccount, _ key: Scalar) -> Signature? {
        guard let hash = signer.orderHash(order), let secret = FieldElement(hex: key.hex),
            let nonce = Scalar(hex: Pedersen.hash(secret, hash).hex)
        else { return nil }
        return ECDSA.sign(hash: hash, privateKey: key, nonce: nonce)
    }

    private func body(of order: SignedOrder, _ signature: Signature) -> String {
        var json = JSONWriter(capacity: 512)
        json.beginObject()
        for (name, value) in [
            ("market", order.market), ("side", order.side == .buy ? "BUY" : "SELL"),
            ("type", order.orderType),
            ("size", FixedPoint.text(Int128(order.size))), ("price", FixedPoint.text(Int128(order.price))),
            ("instruction", "IOC"), ("client_id", ""), ("signature", signature.text),
        ] {
            json.key(name)
            json.string(value)
        }
        json.key("signature_timestamp")
        json.unsigned(order.timestamp)
        json.key("recv_window")
        json.integer(86_400_000)
        json.endObject()
        return String(decoding: json.bytes, as: UTF8.self)
    }
}

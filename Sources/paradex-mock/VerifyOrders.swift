import ArgumentParser
import EventLoop
import Exchange
import Gateway
import Glibc
import StarkCurve
import Wire

/// Measures how many signed orders one thread checks a second: hashing the order, then verifying its signature.
///
/// Reads what `SignOrders` printed, one order a line, from standard input. The orders are read before the clock
/// starts, and an unmeasured round over them fills whatever is kept between checks.
struct VerifyOrders: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify-orders",
        abstract: "Measure how fast the orders of sign-orders on standard input are checked.",
        shouldDisplay: false)

    @Option(help: "The seed that the orders were signed with.")
    var seed: UInt64 = 0
    @Option(help: "Which seeded account signed, counted from 0.")
    var account = 0
    @Option(help: "The chain that was signed for.")
    var chainID = Configuration.chainIDs[0]
    @Option(help: "How many orders are checked together, as those of a batch are.")
    var batch = 1
    @Option(help: "Checks go on for at least so many seconds; 0 is one round over the orders.")
    var seconds = 1.0

    func validate() throws {
        guard batch > 0 else { throw ValidationError("--batch: expected at least 1") }
    }

    func run() throws {
        let keys = SeededAccount(seed: seed, index: account)
        guard let domain = SigningDomain(chainID: chainID), let address = FieldElement(hex: keys.address),
            let publicKey = PublicKey(hex: keys.publicKey)
        else { throw ValidationError("--chain-id: expected at most 31 ASCII characters") }
        var checker = Checker(
            account: SigningAccount(address: address, domain: domain), key: VerificationKey(publicKey))
        let orders = try Self.orders()
        try checker.check(orders, batch: batch)
        var checked = 0
        let start = Self.processorTime
        repeat {
            try checker.check(orders, batch: batch)
            checked += orders.count
        } while Self.processorTime - start < seconds
        let time = Self.processorTime - start
        let rate = Double(checked) / time
        FileSystem.print("{\"orders\":\(checked),\"seconds\":\(time),\"per_second\":\(rate)}\n")
    }

    private static func orders() throws(ValidationError) -> [PreparedOrder] {
        var orders: [PreparedOrder] = []
        while let line = readLine() {
            guard let order = PreparedOrder(line) else {
                throw ValidationError("line \(orders.count + 1): expected an order as sign-orders prints it")
            }
            orders.append(order)
        }
        guard !orders.isEmpty else { throw ValidationError("no orders on standard input") }
        return orders
    }

    /// Seconds that this thread has been running.
    private static var processorTime: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

/// Checks orders as the server does, keeping what their checks have in common.
private struct Checker {
    let account: SigningAccount
    let key: VerificationKey
    var words = SigningWords()

    mutating func check(_ orders: [PreparedOrder], batch size: Int) throws(ValidationError) {
        for start in stride(from: 0, to: orders.count, by: size) {
            let batch = orders[start..<min(start + size, orders.count)]
            let checks = batch.compactMap { order -> OrderCheck? in
                guard let signature = Signature.parse(order.signature),
                    let message = OrderMessage(order.order, of: account, words: &words)
                else { return nil }
                return OrderCheck(message, signature, key: key)
            }
            guard checks.count == batch.count, OrderCheck.results(of: checks).allSatisfy(\.self) else {
                throw ValidationError("an order was not signed by this account for this chain")
            }
        }
    }
}

/// A line of `SignOrders`' output.
private struct PreparedOrder {
    let order: SignedOrder
    let signature: String

    /// Nil for a line of another form.
    init?(_ line: String) {
        guard let body = try? JSONValue.parse(line), let market = body["market"]?.stringValue,
            let side = body["side"]?.stringValue, let type = body["type"]?.stringValue,
            let size = Self.units(body["size"]), let price = Self.units(body["price"]),
            let timestamp = body["signature_timestamp"]?.numberValue?.uint64,
            let signature = body["signature"]?.stringValue
        else { return nil }
        order = SignedOrder(
            timestamp: timestamp, market: market, side: side == "BUY" ? .buy : .sell, orderType: type,
            size: size, price: price)
        self.signature = signature
    }

    private static func units(_ value: JSONValue?) -> UInt128? {
        guard let text = value?.stringValue, let units = try? FixedPoint.parse(text), units >= 0 else {
            return nil
        }
        return UInt128(units)
    }
}

import ArgumentParser
import EventLoop
import Exchange
import Gateway
import Wire

/// Times what the API does with the JSON of one order, for comparison with other parsers and writers: from the
/// bytes of a request to an order with every field checked, and from an order to the bytes of its reply.
struct MeasureJSON: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure-json",
        abstract: "Time reading and writing one order's JSON; prints two lines, nanoseconds each.",
        shouldDisplay: false)

    @Argument(help: "A file with the body of a POST /v1/orders.")
    var file: String
    @Option(help: "How often it is read and written.")
    var count = 1_000_000

    func validate() throws {
        guard count > 0 else { throw ValidationError("--count: expected at least 1") }
    }

    func run() throws {
        let body = try FileSystem.read(file)
        var exchange = Exchange(markets: try MarketCatalogue(MarketCatalogue.builtInText).markets)
        let order = try place(OrderForm(body: SharedBytes(body)), on: &exchange)
        let reading = try ContinuousClock().measure { try read(body) }
        let writing = ContinuousClock().measure { write(order, exchange) }
        FileSystem.print("read \(perRound(reading)) ns\nwrite \(perRound(writing)) ns\n")
    }

    private func read(_ body: [UInt8]) throws {
        var length = 0
        for _ in 0..<count { length += try OrderForm(body: SharedBytes(body)).market.isEmpty ? 0 : 1 }
        precondition(length > 0, "every market has a name")
    }

    private func write(_ order: Order, _ exchange: borrowing Exchange) {
        var length = 0
        for _ in 0..<count { length += order.json(of: exchange, publishedAt: order.createdAt).count }
        precondition(length > 0, "every order has a text")
    }

    /// The order as it was accepted, of the first account.
    private func place(_ form: OrderForm, on exchange: inout Exchange) throws -> Order {
        let now = Timestamp(milliseconds: 1_763_700_000_000)
        guard let market = exchange.marketID(symbol: form.market.string) else {
            throw ValidationError("\(file): the market \(form.market) is none of those that are built in")
        }
        let opening = SeededAccount(seed: 0, index: 0).opening(balance: Quote(units: 1_000_000_000_000_000))
        _ = try exchange.execute(opening, at: now)
        let new = form.order(of: AccountID(index: 0), in: market)
        for case .orderAccepted(let order) in try exchange.execute(.place([new]), at: now) { return order }
        throw ValidationError("\(file): the order was not accepted")
    }

    private func perRound(_ duration: Duration) -> Int { Int(duration / .nanoseconds(1)) / count }
}

import Exchange
import Testing

/// A table of who does what and what comes of it, one step a line, for example
///
///     alice  sell 2 @ 101                      open #1
///     bob    buy 0.5 @ 102 ioc                 trade 0.5 @ 101 maker #1, closed #2
///     book                                     · | 101 | 1.5
///
/// `#n` is the n-th order that was accepted. A step is one of
///
///     NAME    buy|sell SIZE [@ PRICE] [on MARKET] [ioc|post-only] [reduce-only] [expire-maker|expire-both] [id=ID]
///     NAME    step ; step ; …                a batch of orders
///     NAME    change #n SIZE @ PRICE
///     NAME    cancel #n …
///     NAME    cancel-all [MARKET]
///     NAME    has                            POSITION, BALANCE
///     order   #n average                     PRICE
///     book                                   from the highest price down: bid size | price | ask size
///
/// An order without a price is a market order. What follows the step is the outcome: `open` may be followed
/// by what is left, `closed` by a reason. That a maker rests on after a trade goes without saying.
struct BookScript {
    private(set) var exchange: Exchange
    private var placed: [OrderID] = []
    private var clock: Int64 = 0

    init(_ markets: [Market], accounts: [String] = ["alice", "bob", "carol"]) throws {
        exchange = Exchange(markets: markets)
        for name in accounts {
            _ = try exchange.execute(.openAccount(.test(name)), at: Timestamp(milliseconds: 0))
        }
    }

    /// Runs a script in a market of round numbers; every line must have the outcome it names.
    @discardableResult
    static func run(
        _ text: String, in market: Market? = nil,
        location: SourceLocation = #_sourceLocation
    ) throws -> BookScript {
        try run(text, in: [market ?? .test()], location: location)
    }

    /// Runs a script in several markets; orders go to the first.
    @discardableResult
    static func run(
        _ text: String, in markets: [Market], location: SourceLocation = #_sourceLocation
    ) throws -> BookScript {
        var script = try BookScript(markets)
        for step in steps(of: text) {
            var words = Words(step)
            let outcome = try script.perform(&words)
            #expect(outcome == words.rest, "\(step)", sourceLocation: location)
        }
        return script
    }

    /// One step a line; a line that begins with blanks continues the book above it.
    private static func steps(of text: String) -> [String] {
        var steps: [String] = []
        for line in text.split(separator: "\n") {
            if line.hasPrefix(" ") {
                steps[steps.count - 1] += " /" + line
            } else {
                steps.append(String(line))
            }
        }
        return steps
    }

    // MARK: Steps

    private mutating func perform(_ words: inout Words) throws -> String {
        clock += 1
        let actor = try words.next()
        if actor == "book" { return ladder }
        if actor == "order" { return try average(&words) }
        let account = try #require(exchange.account(address: actor), "\(actor) is no account")
        if words.take("has") { return holdings(account) }
        return outcome(of: try command(of: account, &words))
    }

    private func command(of account: AccountID, _ words: inout Words) throws -> Command {
        if words.take("change") { return .modify(try change(of: account, &words)) }
        if words.take("cancel") { return .cancel(account, try numbers(&words)) }
        if words.take("cancel-all") {
            let market = words.first.flatMap { exchange.marketID(symbol: $0) }
            if market != nil { _ = try words.next() }
            return .cancelAll(account, market)
        }
        var orders = [try order(of: account, &words)]
        while words.take(";") { orders.append(try order(of: account, &words)) }
        return .place(orders)
    }

    private func order(of account: AccountID, _ words: inout Words) throws -> NewOrder {
        let side: Side = words.take("buy") ? .buy : .sell
        if side == .sell { try words.pass("sell") }
        var order = NewOrder(
            account: account, market: MarketID(index: 0), side: side, type: .market, price: .zero,
            size: try Size(words.next()))
        if words.take("@") {
            order.type = .limit
            order.price = try Price(words.next())
        }
        if words.take("on") {
            let symbol = try words.next()
            order.market = try #require(exchange.marketID(symbol: symbol))
        }
        if words.take("ioc") { order.timeInForce = .immediateOrCancel }
        if words.take("post-only") { order.timeInForce = .postOnly }
        if words.take("reduce-only") { order.isReduceOnly = true }
        if words.take("expire-maker") { order.selfTradePrevention = .expireMaker }
        if words.take("expire-both") { order.selfTradePrevention = .expireBoth }
        if let word = words.first, word.hasPrefix("id=") {
            order.clientID = String(try words.next().dropFirst(3))
        }
        return order
    }

    private func change(of account: AccountID, _ words: inout Words) throws -> OrderChange {
        let id = try number(words.next())
        let size = try Size(words.next())
        try words.pass("@")
        return OrderChange(account: account, order: id, price: try Price(words.next()), size: size)
    }

    private func numbers(_ words: inout Words) throws -> [OrderID] {
        var ids: [OrderID] = []
        while let word = words.first, word.hasPrefix("#") { ids.append(try number(words.next())) }
        return ids
    }

    private func number(_ word: String) throws -> OrderID {
        placed[try #require(Int(word.dropFirst()), "\(word) is no order") - 1]
    }

    // MARK: Outcomes

    private mutating func outcome(of command: Command) -> String {
        do {
            let events = try exchange.execute(command, at: Timestamp(milliseconds: clock))
            return describe(events)
        } catch {
            let rule = "\(error.reason)".prefix { $0 != "(" }
            return "refused \(rule)" + (error.index > 0 ? " of \(error.index + 1)" : "")
        }
    }

    private mutating func describe(_ events: [Event]) -> String {
        var words: [String] = []
        var maker: OrderID?
        for event in events {
            switch event {
            case .accountOpened: words.append("opened")
            case .orderAccepted(let order): placed.append(order.id)
            case .traded(let trade):
                maker = trade.maker.order
                let terms = "\(trade.size.text) @ \(trade.price.text)"
                words.append("trade \(terms) maker \(label(trade.maker.order))")
            case .orderUpdated(let order):
                if order.id != maker || !order.isOpen { words.append(describe(order)) }
                maker = nil
            }
        }
        return words.isEmpty ? "nothing" : words.joined(separator: ", ")
    }

    private func describe(_ order: Order) -> String {
        if let refusal = order.lastModification?.refusal, order.lastModification?.number == order.sequence {
            return "kept \(label(order.id)) \(refusal)"
        }
        switch order.status {
        case .new: return "new \(label(order.id))"
        case .filled: return "closed \(label(order.id))"
        case .cancelled(let reason): return "closed \(label(order.id)) \(reason)"
        case .open:
            let left = order.remaining == order.size ? "" : " \(order.remaining.text) left"
            return "open \(label(order.id))" + left
        }
    }

    private func label(_ id: OrderID) -> String {
        placed.firstIndex(of: id).map { "#\($0 + 1)" } ?? "unknown"
    }

    private var ladder: String {
        let depth = exchange.depth(of: MarketID(index: 0), levels: 100)
        let asks = depth.asks.reversed().map { "· | \($0.price.text) | \($0.size.text)" }
        let bids = depth.bids.map { "\($0.size.text) | \($0.price.text) | ·" }
        return asks.isEmpty && bids.isEmpty ? "empty" : (asks + bids).joined(separator: " / ")
    }

    private func holdings(_ id: AccountID) -> String {
        let account = exchange.account(id)
        return "\(account.positions[0].text), \(account.balance.text)"
    }

    private func average(_ words: inout Words) throws -> String {
        let id = try number(words.next())
        let order = try #require(exchange.order(id))
        try words.pass("average")
        return order.averageFillPrice?.text ?? "none"
    }
}

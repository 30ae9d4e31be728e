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
///     NAME    buy|sell SIZE [stop|profit|loss TRIGGER] [@ PRICE] [on MARKET] [ioc|post-only] [reduce-only]
///             [expire-maker|expire-both] [average PRICE] [id=ID]
///     NAME    step ; step ; …                a batch of orders
///     NAME    change #n SIZE @ PRICE [trigger PRICE]
///     NAME    cancel #n …
///     NAME    cancel-all [MARKET]
///     NAME    works buy|sell SIZE for SECONDS      an algo order
///     NAME    leverage N
///     NAME    has                            POSITION, BALANCE
///     NAME    margin                         VALUE, INITIAL, MAINTENANCE
///     mark    PRICE [on MARKET]
///     status  ok|cancelOnly|postOnly|maintenance
///     time    SECONDS                        lets time pass
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
        switch actor {
        case "book": return ladder
        case "order": return try average(&words)
        case "mark": return outcome(of: .changeMarket(try markChange(&words)))
        case "status": return outcome(of: .setStatus(try status(&words)))
        case "time":
            clock += try #require(Int64(words.next())) * 1000 - 1
            return outcome(of: .tick)
        default: break
        }
        let account = try #require(exchange.account(address: actor), "\(actor) is no account")
        if words.take("has") { return holdings(account) }
        if words.take("margin") { return margin(account) }
        return outcome(of: try command(of: account, &words))
    }

    private func markChange(_ words: inout Words) throws -> MarketChange {
        let price = try Price(words.next())
        guard words.take("on") else { return MarketChange(MarketID(index: 0), markPrice: price) }
        return MarketChange(try #require(exchange.marketID(symbol: try words.next())), markPrice: price)
    }

    private func status(_ words: inout Words) throws -> SystemStatus {
        let word = try words.next()
        return try #require(SystemStatus.allCases.first { "\($0)" == word }, "\(word) is no status")
    }

    private func command(of account: AccountID, _ words: inout Words) throws -> Command {
        if words.take("works") { return .placeAlgo(try algo(of: account, &words)) }
        if words.take("leverage") {
            let leverage = try #require(Int(words.next()))
            return .changeAccount(account, .leverage(MarketID(index: 0), leverage))
        }
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
        for (word, type) in Self.conditions where words.take(word) {
            order.type = type
            order.triggerPrice = try Price(words.next())
        }
        if words.take("@") {
            order.type = try #require(Self.limitTypes[order.type])
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
        if words.take("average") { order.averagePriceLimit = try Price(words.next()) }
        if let word = words.first, word.hasPrefix("id=") {
            order.clientID = String(try words.next().dropFirst(3))
        }
        return order
    }

    private static let conditions: [(String, OrderType)] = [
        ("stop", .stopMarket), ("profit", .takeProfitMarket), ("loss", .stopLossMarket),
    ]

    private static let limitTypes: [OrderType: OrderType] = [
        .market: .limit, .stopMarket: .stopLimit, .takeProfitMarket: .takeProfitLimit,
        .stopLossMarket: .stopLossLimit,
    ]

    private func algo(of account: AccountID, _ words: inout Words) throws -> NewAlgoOrder {
        let side: Side = words.take("buy") ? .buy : .sell
        if side == .sell { try words.pass("sell") }
        let size = try Size(words.next())
        try words.pass("for")
        return NewAlgoOrder(
            account: account, market: MarketID(index: 0), side: side, size: size,
            duration: try #require(Int64(words.next())))
    }

    private func change(of account: AccountID, _ words: inout Words) throws -> OrderChange {
        let id = try number(words.next())
        let size = try Size(words.next())
        try words.pass("@")
        var change = OrderChange(account: account, order: id, price: try Price(words.next()), size: size)
        if words.take("trigger") { change.triggerPrice = try Price(words.next()) }
        return change
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
            case .traded(let trade) where trade.kind == .liquidation:
                let terms = "\(trade.size.text) @ \(trade.price.text)"
                words.append("liquidated \(terms) fee \(trade.taker.fee.text)")
            case .traded(let trade):
                maker = trade.maker.order
                let terms = "\(trade.size.text) @ \(trade.price.text)"
                words.append("trade \(terms) maker \(label(trade.maker.order))")
            case .orderUpdated(let order):
                if order.id != maker || !order.isOpen { words.append(describe(order)) }
                maker = nil
            case .algoUpdated(let algo):
                words.append("algo \(algo.remaining.text) left\(describe(algo.status))")
            case .accountChanged, .candleChanged, .fundingRecorded, .marketChanged, .statusChanged: break
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
        case .untriggered:
            let direction = order.triggerDirection.map { "\($0)" } ?? "nowhere"
            return "waiting \(label(order.id)) \(direction) \(order.triggerPrice.text)"
        case .filled: return "closed \(label(order.id))"
        case .cancelled(let reason): return "closed \(label(order.id)) \(reason)"
        case .open:
            let left = order.remaining == order.size ? "" : " \(order.remaining.text) left"
            return "open \(label(order.id))" + left
        }
    }

    private func describe(_ status: OrderStatus) -> String {
        switch status {
        case .new, .untriggered, .open: ""
        case .filled: " closed"
        case .cancelled(let reason): " closed \(reason)"
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
        return "\(account.positions[0].size.text), \(account.balance.text)"
    }

    private func margin(_ id: AccountID) -> String {
        let margin = exchange.margin(of: id)
        return [margin.accountValue, margin.initialRequirement, margin.maintenanceRequirement]
            .map(\.text).joined(separator: ", ")
    }

    private func average(_ words: inout Words) throws -> String {
        let id = try number(words.next())
        let order = try #require(exchange.order(id))
        try words.pass("average")
        return order.averageFillPrice?.text ?? "none"
    }
}

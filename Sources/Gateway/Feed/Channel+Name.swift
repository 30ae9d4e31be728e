import Exchange

extension Channel {
    /// The part of a channel's name before the first dot.
    private enum Family: String {
        case bbo
        case trades
        case orderBook = "order_book"
        case summaries = "markets_summary"
        case fundingData = "funding_data"
        case fundingComparison = "funding_rate_comparison"
        case markets
        case orders
        case fills
        case positions
        case account
        case balanceEvents = "balance_events"
        case fundingPayments = "funding_payments"
        case transactions = "transaction"
        case transfers
        case tradeBusts = "tradebusts"
        case quotes = "rfq"
        case blockTrades = "block_trades"
        case protection = "mmp"
    }

    /// Reads a channel's name.
    ///
    /// - Parameter hasAsset: whether the request names a `base_asset`. With it, `bbo` and `trades` alone stand for
    ///   that asset's options, of which there are none here.
    init(_ name: String, hasAsset: Bool = false, in exchange: borrowing Exchange) throws(RPCError) {
        let parts = name.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let rest = parts.count == 2 ? parts[1] : nil
        guard let family = Family(rawValue: String(parts[0])) else { throw Self.unknown }
        switch family {
        case .bbo where rest == nil && hasAsset, .trades where rest == nil && hasAsset:
            self = .silent(name, isPrivate: false)
        case .bbo: self = try Self.bestPrices(name, rest, exchange)
        case .trades: self = .trades(try Self.scope(rest, exchange))
        case .orderBook: self = try Self.book(rest, exchange)
        case .summaries: self = .summaries(try Self.scope(rest, exchange, mayBeBare: true))
        case .fundingData: self = .fundingData(try Self.scope(rest, exchange, mayBeBare: true))
        case .orders: self = .orders(try Self.scope(rest, exchange))
        case .fills: self = .fills(try Self.scope(rest, exchange))
        case .fundingPayments: self = .fundingPayments(try Self.scope(rest, exchange))
        case .positions: self = try Self.bare(rest, .positions)
        case .account: self = try Self.bare(rest, .account)
        case .balanceEvents: self = try Self.bare(rest, .balanceEvents)
        case .transactions: self = try Self.bare(rest, .transactions)
        case .transfers, .tradeBusts, .blockTrades, .protection:
            self = try Self.bare(rest, .silent(name, isPrivate: true))
        case .quotes: self = .silent(name, isPrivate: true)
        case .fundingComparison: self = try Self.comparison(name, rest)
        case .markets:
            if let rest { _ = try Self.market(rest, exchange) }
            self = .silent(name, isPrivate: false)
        }
    }

    /// Observed, like the other refusals of a name.
    private static let unknown = RPCError.subscribe("invalid channel")

    private static func market(
        _ symbol: Substring, _ exchange: borrowing Exchange
    ) throws(RPCError) -> MarketID {
        guard let market = exchange.marketID(symbol: String(symbol)) else { throw unknown }
        return market
    }

    private static func scope(
        _ rest: Substring?, _ exchange: borrowing Exchange, mayBeBare: Bool = false
    ) throws(RPCError) -> Scope {
        switch rest {
        case nil where mayBeBare: return .bare
        case nil: throw unknown
        case "ALL": return .all
        case let symbol?: return .market(try market(symbol, exchange))
        }
    }

    private static func bare(_ rest: Substring?, _ channel: Channel) throws(RPCError) -> Channel {
        guard rest == nil else { throw unknown }
        return channel
    }

    private static func comparison(_ name: String, _ rest: Substring?) throws(RPCError) -> Channel {
        guard rest == "ALL@500ms" || rest == "ALL@1000ms" else { throw unknown }
        return .silent(name, isPrivate: false)
    }

    /// `bbo.M`, `bbo.ALL` and `bbo.M.interactive`. Two more spellings are accepted and silent, as observed.
    private static func bestPrices(
        _ name: String, _ rest: Substring?, _ exchange: borrowing Exchange
    ) throws(RPCError) -> Channel {
        let word = "interactive"
        if let rest, rest.hasSuffix("." + word) {
            return .interactiveBestPrices(try market(rest.dropLast(word.count + 1), exchange))
        }
        if let rest, rest.hasSuffix("@" + word) {
            _ = try market(rest.dropLast(word.count + 1), exchange)
            return .silent(name, isPrivate: false)
        }
        if let rest, rest.hasPrefix(word + ".") {
            _ = try market(rest.dropFirst(word.count + 1), exchange)
            return .silent(name, isPrivate: false)
        }
        return .bestPrices(try scope(rest, exchange))
    }
}

extension Channel {
    /// What `@` and an interval may follow in the name of a book's channel.
    private static let intervals: [String: [String: Int64]] = [
        "snapshot": ["50ms": 50, "100ms": 100],
        "deltas": ["50ms": 50, "100ms": 100],
        "interactive": ["50ms": 50, "100ms": 100, "200ms": 200, "400ms": 400],
    ]

    /// Steps of price that levels can be taken together by.
    private static let ticks = [
        "0_0000001", "0_0000005", "0_000001", "0_00001", "0_0001", "0_001", "0_01", "0_1", "1", "10", "100",
    ]

    /// `order_book.M.deltas`, `.interactive_deltas`, and `snapshot`, `deltas` or `interactive` with
    /// `@15@INTERVAL` and, if wanted, `@TICK`.
    private static func book(
        _ rest: Substring?, _ exchange: borrowing Exchange
    ) throws(RPCError) -> Channel {
        guard let rest, let dot = rest.lastIndex(of: ".") else { throw unknown }
        let market = try market(rest[..<dot], exchange)
        let words = rest[rest.index(after: dot)...].split(separator: "@", omittingEmptySubsequences: false)
        switch (words[0], words.count) {
        case ("deltas", 1): return .book(market, .changes(isInteractive: false))
        case ("interactive_deltas", 1): return .book(market, .changes(isInteractive: true))
        case ("interactive_deltas", _):
            throw .subscribe("no parameters expected for interactive_deltas topic.")
        default: break
        }
        let grid = try grid(words)
        switch words[0] {
        case "deltas": return .book(market, .deltas(grid))
        default: return .book(market, .snapshots(grid, isInteractive: words[0] == "interactive"))
        }
    }

    private static func grid(_ words: [Substring]) throws(RPCError) -> BookGrid {
        guard (3...4).contains(words.count), words[1] == "\(BookGrid.levels)",
            let interval = intervals[String(words[0])]?[String(words[2])]
        else { throw unknown }
        guard words.count == 4 else { return BookGrid(interval: interval, tick: nil) }
        let text = String(words[3].map { $0 == "_" ? "." : $0 })
        guard ticks.contains(String(words[3])), let units = try? FixedPoint.parse(text) else { throw unknown }
        return BookGrid(interval: interval, tick: Price(units: units))
    }
}

import Exchange
import Wire

/// What was last told of a market's summary.
struct ToldSummary {
    /// All members but the time.
    let members: [UInt8]
    let at: Timestamp
}

// What is told as time passes. No source says how often the real exchange does.

extension Feed {
    /// Milliseconds between two looks at all summaries; one is told if it changed.
    static let summaryInterval: Int64 = 1000
    /// Milliseconds after which a summary is told again though it did not change.
    private static let summaryAge: Int64 = 10_000
    static let fundingInterval: Int64 = 5000
    /// Milliseconds between two looks at accounts whose worth may move with the mark prices.
    static let accountInterval: Int64 = 1000

    /// When there is next something to tell, commands apart; nil while there is not.
    func nextDeadline(of exchange: Exchange) -> Timestamp? {
        let grids = topics(.bookGrid).compactMap { gridDeadline($0, exchange) }
        return (grids + clocks.values).min()
    }

    mutating func tellWhatIsDue(of exchange: Exchange, _ edition: inout Edition) {
        tellGrids(of: exchange, &edition)
        let now = edition.now
        if isDue(.summary, every: Self.summaryInterval, now) { tellSummaries(of: exchange, &edition) }
        if isDue(.fundingData, every: Self.fundingInterval, now) { tellFunding(of: exchange, &edition) }
        if isDue(.account, every: Self.accountInterval, now) { tellMovedAccounts(of: exchange, &edition) }
    }

    /// Whether a clock has run down; it is wound up again.
    private mutating func isDue(_ kind: Channel.Kind, every interval: Int64, _ now: Timestamp) -> Bool {
        guard isHeard(kind), let clock = clocks[kind], clock <= now else { return false }
        clocks[kind] = now.advanced(by: interval)
        return true
    }

    mutating func start(_ kind: Channel.Kind, every interval: Int64, _ now: Timestamp) {
        if clocks[kind] == nil { clocks[kind] = now.advanced(by: interval) }
    }
}

// MARK: - Summaries

extension Feed {
    private mutating func tellSummaries(of exchange: Exchange, _ edition: inout Edition) {
        let topics = topics(.summary)
        let isForAll = topics.contains { $0.channel.market == nil }
        let named = topics.compactMap(\.channel.market)
        for market in isForAll ? exchange.allMarkets : named.sorted() {
            let members = summary(of: market, in: exchange, at: edition.now)
            if let told = summariesTold[market], told.members == members,
                edition.now < told.at.advanced(by: Self.summaryAge)
            {
                continue
            }
            summariesTold[market] = ToldSummary(members: members, at: edition.now)
            tell(members, of: market, &edition)
        }
    }

    private func tell(_ members: [UInt8], of market: MarketID, _ edition: inout Edition) {
        for scope in [Channel.Scope.market(market), .all, .bare] {
            let topic = Topic(channel: .summaries(scope))
            guard let subscription = subscriptions[topic] else { continue }
            let payload = subscription.payload { $0.summary(members, at: edition.now) }
            edition.send(payload, to: subscription.sockets.filter { isWanted(market, by: $0, topic) })
        }
    }

    /// A subscription of all summaries may be limited to some markets.
    func isWanted(_ market: MarketID, by socket: SocketID, _ topic: Topic) -> Bool {
        guard topic.channel == .summaries(.bare), let filter = filters[socket] else { return true }
        return filter.contains(market)
    }

    func summary(of market: MarketID, in exchange: Exchange, at now: Timestamp) -> [UInt8] {
        var json = JSONWriter(capacity: 1024)
        json.beginObject()
        json.summaryMembers(of: market, in: exchange, at: now)
        json.topSizes(exchange.top(of: market))
        return json.bytes
    }
}

// MARK: - Funding and accounts

extension Feed {
    private func tellFunding(of exchange: Exchange, _ edition: inout Edition) {
        for market in exchange.allMarkets where exchange.markets[market.index].funding != nil {
            let record = exchange.fundingRecord(of: market, at: edition.now)
            for scope in [Channel.Scope.market(market), .all, .bare] {
                tell(Topic(channel: .fundingData(scope)), &edition) { $0.funding(record, in: exchange) }
            }
        }
    }

    private mutating func tellMovedAccounts(of exchange: Exchange, _ edition: inout Edition) {
        let accounts = topics(.account).compactMap(\.account).sorted()
        tellAccounts(
            accounts.filter { marginsTold[$0] != exchange.margin(of: $0) }, of: exchange, &edition)
    }

    /// Tells accounts what they are worth, if they listen.
    mutating func tellAccounts(
        _ accounts: [AccountID], of exchange: Exchange, _ edition: inout Edition
    ) {
        for account in accounts {
            let topic = Topic(channel: .account, account: account)
            guard subscriptions[topic] != nil else { continue }
            marginsTold[account] = exchange.margin(of: account)
            tell(topic, &edition) { $0.summary(of: account, in: exchange, isPush: true) }
        }
    }
}

extension Exchange {
    var allMarkets: [MarketID] { markets.indices.map(MarketID.init(index:)) }

    /// How a market's funding stands, told at a time when no command came.
    func fundingRecord(of market: MarketID, at now: Timestamp) -> FundingRecord {
        let record = fundingRecord(of: market)
        return FundingRecord(
            market: market, at: now, index: record.index, premium: record.premium, rate: record.rate)
    }
}

extension JSONWriter {
    /// A summary that was encoded without its time.
    mutating func summary(_ members: [UInt8], at now: Timestamp) {
        rawValue(members)
        member("created_at", now)
        endObject()
    }

    fileprivate mutating func topSizes(_ top: BookTop) {
        member("bid_size", top.bid?.size.text ?? "")
        member("ask_size", top.ask?.size.text ?? "")
    }
}

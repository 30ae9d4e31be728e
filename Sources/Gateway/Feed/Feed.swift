import Exchange

/// Who has subscribed to what, and what was told last.
///
/// Nothing of it changes the exchange. What a command has to tell is worked out after its reply is out.
struct Feed {
    /// Channels of one socket. No limit is documented; this one only bounds the memory.
    static let subscriptionsMaximum = 10_000

    /// What subscribers are told when they come in, and later markets of a filter.
    struct Greeting {
        let topic: Topic
        let socket: SocketID
        /// nil for all that the channel is about.
        let markets: [MarketID]?
    }

    /// A command that was carried out, and what came of it.
    struct Entry {
        let command: Command
        let events: [Event]
    }

    private(set) var subscriptions: [Topic: Subscription] = [:]
    private var topics: [SocketID: Set<Topic>] = [:]
    private var topicsByKind: [Channel.Kind: Set<Topic>] = [:]
    /// What somebody has subscribed to, so that each event need not look for its channels.
    private var kinds = Channel.Kinds()
    /// The markets that a socket's subscription of all summaries is limited to.
    private(set) var filters: [SocketID: Set<MarketID>] = [:]
    /// Markets whose books note their changes.
    private(set) var watchedMarkets: Set<MarketID> = []
    /// The best prices that were told last, of watched markets.
    var tops: [MarketID: BookTop] = [:]
    var greetings: [Greeting] = []
    /// What was carried out and not told yet.
    var entries: [Entry] = []
    var clocks: [Channel.Kind: Timestamp] = [:]
    var summariesTold: [MarketID: ToldSummary] = [:]
    var marginsTold: [AccountID: MarginSummary] = [:]

    /// Whether anybody has subscribed to anything.
    var isListening: Bool { !subscriptions.isEmpty }

    /// Remembers what was carried out, to tell it later.
    mutating func keep(_ command: Command, _ events: [Event]) {
        entries.append(Entry(command: command, events: events))
    }

    /// Remembers what was shown of a book.
    mutating func remember(_ view: BookView, of topic: Topic) { subscriptions[topic]?.view = view }

    func has(_ topic: Topic, _ socket: SocketID) -> Bool { topics[socket]?.contains(topic) == true }

    /// Whether anybody has subscribed to a channel of this kind.
    func isHeard(_ kind: Channel.Kind) -> Bool { kinds.contains(kind) }

    func topics(_ kind: Channel.Kind) -> Set<Topic> { isHeard(kind) ? topicsByKind[kind] ?? [] : [] }

    /// Whether the socket has subscribed to anything of its account's.
    func isPrivate(_ socket: SocketID) -> Bool {
        topics[socket]?.contains { $0.account != nil } == true
    }
}

// MARK: - Coming and going

extension Feed {
    mutating func add(
        _ topic: Topic, named name: String, _ filter: Set<MarketID>?, of socket: SocketID
    ) throws(RPCError) {
        guard topics[socket, default: []].count < Self.subscriptionsMaximum else {
            throw .subscribe("a connection has at most \(Self.subscriptionsMaximum) subscriptions")
        }
        topics[socket, default: []].insert(topic)
        topicsByKind[topic.channel.kind, default: []].insert(topic)
        kinds.insert(topic.channel.kind)
        subscriptions[topic, default: Subscription(name: name)].sockets.append(socket)
        if let filter { filters[socket] = filter }
        greetings.append(Greeting(topic: topic, socket: socket, markets: nil))
    }

    /// Ends a subscription. Returns the markets whose books nobody watches any more.
    mutating func remove(_ topic: Topic, of socket: SocketID) -> [MarketID] {
        topics[socket]?.remove(topic)
        if topics[socket]?.isEmpty == true { topics[socket] = nil }
        if topic.channel == .summaries(.bare) { filters[socket] = nil }
        subscriptions[topic]?.sockets.removeAll { $0 == socket }
        if subscriptions[topic]?.sockets.isEmpty == true { end(topic) }
        return unwatchBooks()
    }

    /// Ends all subscriptions of a socket. Returns the markets whose books nobody watches any more.
    mutating func forget(_ socket: SocketID) -> [MarketID] {
        var markets: [MarketID] = []
        for topic in topics[socket] ?? [] { markets += remove(topic, of: socket) }
        return markets
    }

    mutating func setFilter(_ filter: Set<MarketID>, of socket: SocketID, greeting added: [MarketID]) {
        filters[socket] = filter
        let markets = added.filter(filter.contains)
        greetings.append(
            Greeting(topic: Topic(channel: .summaries(.bare)), socket: socket, markets: markets))
    }

    private mutating func end(_ topic: Topic) {
        subscriptions[topic] = nil
        topicsByKind[topic.channel.kind]?.remove(topic)
        if let account = topic.account, topic.channel == .account { marginsTold[account] = nil }
        guard topicsByKind[topic.channel.kind]?.isEmpty == true else { return }
        kinds.remove(topic.channel.kind)
        clocks[topic.channel.kind] = nil
        if topic.channel.kind == .summary { summariesTold = [:] }
    }
}

// MARK: - Watching books

extension Feed {
    /// The markets whose books must be watched from now on.
    mutating func marketsToWatch(of exchange: Exchange) -> [MarketID] {
        let more = watched(in: exchange).subtracting(watchedMarkets)
        watchedMarkets.formUnion(more)
        return more.sorted()
    }

    /// Begins to tell the best prices of a market when they change from these.
    mutating func begin(_ market: MarketID, at top: BookTop) { tops[market] = top }

    private func watched(in exchange: Exchange) -> Set<MarketID> {
        var markets: Set<MarketID> = []
        for topic in topics(.bookChanges) {
            guard let market = topic.channel.market else {
                return Set(exchange.markets.indices.map(MarketID.init(index:)))
            }
            markets.insert(market)
        }
        return markets
    }

    private mutating func unwatchBooks() -> [MarketID] {
        let topics = topics(.bookChanges)
        guard !topics.contains(where: { $0.channel.market == nil }) else { return [] }
        let needed = Set(topics.compactMap(\.channel.market))
        let free = watchedMarkets.subtracting(needed)
        watchedMarkets = needed
        for market in free { tops[market] = nil }
        return Array(free)
    }
}

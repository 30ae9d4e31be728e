import Exchange
import Wire

extension Gateway {
    /// `auth`: lets a socket act for an account, until it ends.
    static func authenticate(_ gateway: inout Gateway, _ call: SocketCall) throws(RPCError) -> Answer {
        var fields = try call.fields()
        let bearer = try call.reading { () throws(APIError) in try fields.text("bearer") }
        guard bearer.split(separator: ".", omittingEmptySubsequences: false).count == 3 else {
            throw RPCError(.bearerMalformed, "malformed bearer", data: "expected a JSON web token")
        }
        let session: Session
        do {
            session = try gateway.tokens.session(
                authorization: bearer, accounts: gateway.exchange, at: call.now)
        } catch {
            throw .bearer
        }
        if let other = call.session, other.account != session.account, gateway.feed.isPrivate(call.socket) {
            throw .request("private channels of another account are subscribed, unsubscribe them first")
        }
        gateway.sockets[call.socket]?.session = session
        return .json(object { $0.member("node_id", gateway.nodeID) })
    }

    /// Opaque; the same as long as the exchange lives.
    private var nodeID: String { String(Digits.hash("node of seed \(configuration.seed)").prefix(16)) }

    /// `subscribe`: the channel's messages follow the reply.
    static func subscribe(_ gateway: inout Gateway, _ call: SocketCall) throws(RPCError) -> Answer {
        let form = try call.form(SubscriptionForm.init)
        let channel = try Channel(form.channel, hasAsset: form.hasAsset, in: gateway.exchange)
        let topic = try call.topic(channel)
        let filter = try gateway.filter(form.markets, of: channel)
        guard !gateway.feed.has(topic, call.socket) else {
            // A duplicate without an id comes from ccxt, which stops for good at any error.
            guard !call.hasID else { throw .subscribe("already subscribed") }
            return form.acknowledgement
        }
        try gateway.feed.add(topic, named: form.channel, filter, of: call.socket)
        gateway.watchBooks()
        return form.acknowledgement
    }

    /// `unsubscribe`
    static func unsubscribe(_ gateway: inout Gateway, _ call: SocketCall) throws(RPCError) -> Answer {
        let form = try call.form(SubscriptionForm.init)
        let channel: Channel
        do {
            channel = try Channel(form.channel, in: gateway.exchange)
        } catch {
            // Names that only a base asset makes valid.
            channel = .silent(form.channel, isPrivate: false)
        }
        let topic = Topic(channel: channel, account: channel.isPrivate ? call.session?.account : nil)
        guard gateway.feed.has(topic, call.socket) else { throw .unsubscribe("not subscribed") }
        for market in gateway.feed.remove(topic, of: call.socket) {
            gateway.exchange.watchBook(of: market, false)
        }
        return form.acknowledgement
    }

    /// `modify_subscription`: changes which markets a subscription of `markets_summary` with `markets` is about.
    static func modifySubscription(_ gateway: inout Gateway, _ call: SocketCall) throws(RPCError) -> Answer {
        let form = try call.form(SubscriptionForm.init)
        guard form.channel == "markets_summary", var filter = gateway.feed.filters[call.socket] else {
            throw .parameters("channel: no subscription with markets is under this name")
        }
        let added = try gateway.markets(form.added)
        filter.formUnion(added)
        filter.subtract(try gateway.markets(form.removed))
        gateway.feed.setFilter(filter, of: call.socket, greeting: added)
        return .json(
            object { json in
                json.member("channel", form.channel)
                json.texts("add", form.added)
                json.texts("remove", form.removed)
            })
    }

    /// `order.cancel_on_disconnect`: whether this socket's end cancels the orders placed or modified over it.
    static func cancelOnDisconnect(_ gateway: inout Gateway, _ call: SocketCall) throws(RPCError) -> Answer {
        var fields = try call.fields()
        let flag = try call.reading { () throws(APIError) in try fields.optionalBool("enabled") }
        guard let flag else { throw .parameters("enabled: is required.") }
        gateway.sockets[call.socket]?.cancelsOnDisconnect = flag
        return .json(object { $0.member("enabled", bool: flag) })
    }

    /// The markets that a subscription of all summaries is limited to; nil for all.
    private func filter(_ symbols: [String]?, of channel: Channel) throws(RPCError) -> Set<MarketID>? {
        guard let symbols else { return nil }
        guard channel == .summaries(.bare) else {
            throw .parameters("markets: goes with the channel markets_summary only")
        }
        return Set(try markets(symbols))
    }

    private func markets(_ symbols: [String]) throws(RPCError) -> [MarketID] {
        var markets: [MarketID] = []
        for symbol in symbols {
            guard let market = exchange.marketID(symbol: symbol) else { throw .subscribe("invalid channel") }
            markets.append(market)
        }
        return markets
    }

    /// Has the books noted that somebody listens to now.
    private mutating func watchBooks() {
        for market in feed.marketsToWatch(of: exchange) {
            exchange.watchBook(of: market, true)
            feed.begin(market, at: exchange.top(of: market))
        }
    }
}

extension SocketCall {
    /// The channel as the caller sees it.
    fileprivate func topic(_ channel: Channel) throws(RPCError) -> Topic {
        guard channel.isPrivate else { return Topic(channel: channel) }
        return Topic(channel: channel, account: try caller().account)
    }
}

/// What is asked about a subscription.
private struct SubscriptionForm {
    let channel: String
    let hasAsset: Bool
    /// nil if none was sent; an empty list is something else.
    let markets: [String]?
    let added: [String]
    let removed: [String]

    init(_ fields: inout Fields) throws(APIError) {
        channel = try fields.text("channel")
        hasAsset = try fields.optionalText("base_asset").map { !$0.isEmpty } ?? false
        markets = fields.has("markets") ? try fields.texts("markets") : nil
        added = try fields.texts("add")
        removed = try fields.texts("remove")
    }

    var acknowledgement: Answer { .json(Gateway.object { $0.member("channel", channel) }) }
}

extension JSONWriter {
    fileprivate mutating func texts(_ name: String, _ texts: [String]) {
        key(name)
        beginArray()
        for text in texts { string(text) }
        endArray()
    }
}

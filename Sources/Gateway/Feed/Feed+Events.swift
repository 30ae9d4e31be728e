import Exchange
import Wire

extension Feed {
    /// Tells subscribers what happened since the last time, and what is due.
    ///
    /// Order: for each event of the commands orders, or for a match the trade, the book, the fills and the
    /// orders; then positions, accounts and what follows from fills, once for all commands.
    mutating func publish(
        _ changes: [MarketID: [BookChange]], of exchange: Exchange, at now: Timestamp,
        into messages: inout [Message]
    ) {
        var edition = Edition(changes, at: now)
        greet(of: exchange, &edition)
        for entry in entries { tell(entry, of: exchange, &edition) }
        entries = []
        for market in edition.marketsWithChanges {
            tellBook(of: market, through: .max, of: exchange, &edition)
        }
        tellPositions(of: exchange, &edition)
        tellAccounts(edition.accounts, of: exchange, &edition)
        tellConsequences(of: edition.fills, of: exchange, &edition)
        tellWhatIsDue(of: exchange, &edition)
        messages += edition.messages
    }

    private mutating func tell(_ entry: Entry, of exchange: Exchange, _ edition: inout Edition) {
        for (index, event) in entry.events.enumerated() {
            switch event {
            case .orderAccepted(let order): tell(order, entry.command, of: exchange, &edition)
            case .orderUpdated(let order):
                if isHeard(.bookChanges) {
                    let next = Self.nextMatch(in: entry.events[(index + 1)...], of: order.market)
                    tellBook(of: order.market, through: next.map { $0 - 1 } ?? .max, of: exchange, &edition)
                }
                tell(order, entry.command, of: exchange, &edition)
            case .traded(let trade): tell(trade, of: exchange, &edition)
            case .accountOpened, .accountChanged, .algoUpdated, .candleChanged, .fundingRecorded,
                .marketChanged, .statusChanged:
                break
            }
        }
    }

    /// The number of the book after the next match.
    private static func nextMatch(in events: ArraySlice<Event>, of market: MarketID) -> Int64? {
        for case .traded(let trade) in events where trade.market == market && trade.kind == .fill {
            return trade.bookSequence
        }
        return nil
    }

    /// What became of a modification belongs to the events of that modification only.
    private func tell(
        _ order: Order, _ command: Command, of exchange: Exchange, _ edition: inout Edition
    ) {
        if isHeard(.account) { edition.note(order.account) }
        guard isHeard(.orders) else { return }
        var info = ShownRequest.omitted
        if case .modify(let change) = command, change.order == order.id { info = .last }
        let now = edition.now
        for scope in Channel.Scope.both(order.market) {
            tell(Topic(channel: .orders(scope), account: order.account), &edition) { json in
                json.order(order, of: exchange, publishedAt: now, requestInfo: info)
            }
        }
    }

    private mutating func tell(_ trade: Trade, of exchange: Exchange, _ edition: inout Edition) {
        if isHeard(.trades) {
            for scope in Channel.Scope.both(trade.market) {
                tell(Topic(channel: .trades(scope)), &edition) { $0.trade(trade, in: exchange) }
            }
        }
        if trade.kind == .fill, isHeard(.bookChanges) {
            tellBook(of: trade.market, through: trade.bookSequence, of: exchange, &edition)
        }
        guard isAnyFillHeard else { return }
        for fill in OwnFill.both(trade) {
            edition.note(fill)
            guard isHeard(.fills) else { continue }
            for scope in Channel.Scope.both(trade.market) {
                tell(Topic(channel: .fills(scope), account: fill.fill.account), &edition) {
                    $0.fill(fill, in: exchange)
                }
            }
        }
    }

    /// Whether anybody has subscribed to what follows from fills.
    private var isAnyFillHeard: Bool {
        isHeard(.fills) || isHeard(.positions) || isHeard(.account) || isHeard(.balanceEvents)
            || isHeard(.transactions) || isHeard(.fundingPayments)
    }

    private func tellPositions(of exchange: Exchange, _ edition: inout Edition) {
        for holding in edition.positions {
            let position = exchange.account(holding.account).positions[holding.market.index]
            guard let side = position.side else { continue }
            tell(Topic(channel: .positions, account: holding.account), &edition) {
                $0.position(of: holding.account, in: holding.market, side: side, exchange)
            }
        }
    }

    private func tellConsequences(
        of fills: [OwnFill], of exchange: Exchange, _ edition: inout Edition
    ) {
        for own in fills {
            let account = own.fill.account
            tell(Topic(channel: .balanceEvents, account: account), &edition) {
                $0.balanceEvent(own, in: exchange)
            }
            tell(Topic(channel: .transactions, account: account), &edition) { $0.transaction(own) }
            guard own.fill.realizedFunding != .zero else { continue }
            for scope in Channel.Scope.both(own.trade.market) {
                tell(Topic(channel: .fundingPayments(scope), account: account), &edition) {
                    $0.fundingPayment(own, in: exchange)
                }
            }
        }
    }

    /// Tells all subscribers of a channel, if it has any.
    func tell(_ topic: Topic, _ edition: inout Edition, _ data: (inout JSONWriter) -> Void) {
        guard let subscription = subscriptions[topic] else { return }
        edition.send(subscription.payload(data), to: subscription.sockets)
    }
}

extension Channel.Scope {
    /// The scopes that something in a market belongs to.
    static func both(_ market: MarketID) -> [Channel.Scope] { [.market(market), .all] }
}

extension OwnFill {
    /// Both sides of a trade, the taker's first.
    static func both(_ trade: Trade) -> [OwnFill] {
        [OwnFill(trade, isTaker: true), OwnFill(trade, isTaker: false)]
    }
}

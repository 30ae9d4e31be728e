import Exchange
import Wire

extension Feed {
    /// Tells each change of a book up to this number, and the best prices where they changed.
    mutating func tellBook(
        of market: MarketID, through sequence: Int64, of exchange: Exchange, _ edition: inout Edition
    ) {
        let symbol = exchange.markets[market.index].symbol
        for change in edition.takeChanges(of: market, through: sequence) {
            for isInteractive in [false, true] {
                let topic = Topic(channel: .book(market, .changes(isInteractive: isInteractive)))
                let update = BookUpdate(change, isInteractive: isInteractive)
                tell(topic, &edition) { $0.book(update, of: symbol) }
            }
            guard tops[market] != change.top else { continue }
            tops[market] = change.top
            tellBestPrices(of: market, symbol, change, &edition)
        }
    }

    private func tellBestPrices(
        of market: MarketID, _ symbol: String, _ change: BookChange, _ edition: inout Edition
    ) {
        for channel in Channel.ofBestPrices(in: market) {
            tell(Topic(channel: channel), &edition) { json in
                json.bestPrices(change.top, of: symbol, change.sequence, change.at, absent: "0")
            }
        }
    }
}

// MARK: - At intervals

extension Feed {
    /// Tells what changed in the books that are shown at intervals, where an interval is over.
    mutating func tellGrids(of exchange: Exchange, _ edition: inout Edition) {
        for topic in topics(.bookGrid) {
            guard let deadline = gridDeadline(topic, exchange), deadline <= edition.now,
                case .book(let market, let feed) = topic.channel, let last = subscriptions[topic]?.view
            else { continue }
            let symbol = exchange.markets[market.index].symbol
            let book = exchange.depth(of: market, feed)
            let top = exchange.top(of: market)
            var view = BookView(book: book, sequence: book.sequence, shownAt: edition.now)
            if case .deltas = feed {
                view = BookView(book: book, sequence: last.sequence + 1, shownAt: edition.now)
                let update = BookUpdate(from: last, to: view, top)
                tell(topic, &edition) { $0.book(update, of: symbol) }
            } else {
                let update = BookUpdate(view, top, isInteractive: feed.isInteractive)
                tell(topic, &edition) { $0.book(update, of: symbol) }
            }
            remember(view, of: topic)
        }
    }

    /// When a book is shown next; nil while it stands still.
    func gridDeadline(_ topic: Topic, _ exchange: Exchange) -> Timestamp? {
        guard case .book(let market, let feed) = topic.channel, let grid = feed.grid,
            let view = subscriptions[topic]?.view,
            view.book.sequence != exchange.bookSequence(of: market)
        else { return nil }
        return view.shownAt.advanced(by: grid.interval)
    }

    /// Shows a new subscriber the book from which on it will be told.
    mutating func greet(
        _ socket: SocketID, _ topic: Topic, _ market: MarketID, _ feed: BookFeed, of exchange: Exchange,
        _ edition: inout Edition
    ) {
        guard let subscription = subscriptions[topic] else { return }
        let book = exchange.depth(of: market, feed)
        var view = BookView(book: book, sequence: book.sequence, shownAt: edition.now)
        // Whoever comes later must be told the same as the others from then on.
        if case .deltas = feed, let last = subscription.view { view = last }
        if subscription.view == nil, feed.grid != nil { remember(view, of: topic) }
        let update = BookUpdate(view, exchange.top(of: market), isInteractive: feed.isInteractive)
        let symbol = exchange.markets[market.index].symbol
        edition.send(subscription.payload { $0.book(update, of: symbol) }, to: [socket])
    }
}

extension Exchange {
    /// What a channel shows of a book.
    fileprivate func depth(of market: MarketID, _ feed: BookFeed) -> BookDepth {
        guard let grid = feed.grid else { return depth(of: market, levels: .max) }
        return depth(of: market, levels: BookGrid.levels, tick: grid.tick)
    }
}

extension Channel {
    /// The channels that tell a market's best prices.
    fileprivate static func ofBestPrices(in market: MarketID) -> [Channel] {
        [.bestPrices(.market(market)), .bestPrices(.all), .interactiveBestPrices(market)]
    }
}

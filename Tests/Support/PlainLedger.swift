package import Exchange
package import Gateway

/// Remembers everything that the events showed, and looks through all of it for every question.
package struct PlainLedger {
    private struct Candles: Hashable {
        let market: MarketID
        let kind: PriceKind
    }

    private var newest: [OrderID: Order] = [:]
    private var trades: [Trade] = []
    private var candles: [Candles: [Int64: Candle]] = [:]
    private var funding: [FundingRecord] = []

    package init() {}

    package mutating func record(_ events: [Event]) {
        for event in events {
            switch event {
            case .orderAccepted(let order), .orderUpdated(let order): newest[order.id] = order
            case .traded(let trade): trades.append(trade)
            case .candleChanged(let market, let kind, let candle):
                candles[Candles(market: market, kind: kind), default: [:]][candle.minute] = candle
            case .fundingRecorded(let record): funding.append(record)
            case .accountOpened, .accountChanged, .algoUpdated, .marketChanged, .statusChanged: break
            }
        }
    }

    package func find(_ lookup: Lookup) -> Found {
        switch lookup {
        case .named(let ids, let clientIDs, let account):
            let own = newest.values.filter { $0.account == account }.sorted { $0.id < $1.id }
            return .orders(
                ids.compactMap { id in own.first { $0.id == id } }
                    + clientIDs.compactMap { id in own.last { $0.clientID.hasBytes(of: id) } })
        case .page(let query): return .orders(page(query))
        case .trades(let query): return .trades(page(query))
        case .candles(let query): return .candles(page(query))
        case .funding(let query): return .funding(page(query))
        }
    }

    private func page(_ query: OrderQuery) -> [Order] {
        let found = newest.values.filter { Self.fits($0, query) }.sorted { $0.id > $1.id }
        if case .after = query.bound { return Array(found.suffix(query.limit)) }
        return Array(found.prefix(query.limit))
    }

    private func page(_ query: TradeQuery) -> [Trade] {
        let found = trades.filter { Self.fits($0, query) }.sorted { $0.number > $1.number }
        if case .after = query.bound { return Array(found.suffix(query.limit)) }
        return Array(found.prefix(query.limit))
    }

    private func page(_ query: CandleQuery) -> [Candle] {
        let all = (candles[Candles(market: query.market, kind: query.kind)] ?? [:]).values
            .sorted { $0.minute < $1.minute }
        let found =
            all.filter { $0.minute < query.minutes.lowerBound }.suffix(1)
            + all.filter { query.minutes.contains($0.minute) }
        return Array(found.suffix(query.limit))
    }

    private func page(_ query: FundingQuery) -> [FundingRecord] {
        let found = funding.filter { record in
            guard record.market == query.market, record.at >= query.from ?? record.at,
                record.at <= query.through ?? record.at
            else { return false }
            switch query.bound {
            case .before(let edge): return record.at < edge
            case .after(let edge): return record.at > edge
            case nil: return true
            }
        }.sorted { $0.at > $1.at }
        if case .after = query.bound { return Array(found.suffix(query.limit)) }
        return Array(found.prefix(query.limit))
    }

    private static func fits(_ trade: Trade, _ query: TradeQuery) -> Bool {
        let fill = [trade.maker, trade.taker].first { $0.account == query.account }
        guard query.account == nil || fill != nil, query.market ?? trade.market == trade.market,
            query.kind ?? trade.kind == trade.kind, trade.at >= query.from ?? trade.at,
            trade.at <= query.through ?? trade.at
        else { return false }
        if query.onlyWithFunding, fill?.realizedFunding ?? .zero == .zero { return false }
        switch query.bound {
        case .before(let edge): return trade.number < edge
        case .after(let edge): return trade.number > edge
        case nil: return true
        }
    }

    private static func fits(_ order: Order, _ query: OrderQuery) -> Bool {
        guard order.account == query.account, query.market ?? order.market == order.market,
            query.clientID?.hasBytes(of: order.clientID) ?? true, query.side ?? order.side == order.side,
            query.type ?? order.type == order.type, order.createdAt >= query.from ?? order.createdAt,
            order.createdAt <= query.through ?? order.createdAt, fits(order.status, query.status)
        else { return false }
        switch query.bound {
        case .before(let edge): return order.id < edge
        case .after(let edge): return order.id > edge
        case nil: return true
        }
    }

    private static func fits(_ status: OrderStatus, _ filter: StatusFilter?) -> Bool {
        switch (filter, status) {
        case (nil, _), (.new, .new), (.open, .open), (.untriggered, .untriggered), (.closed, .filled),
            (.closed, .cancelled):
            true
        default: false
        }
    }
}

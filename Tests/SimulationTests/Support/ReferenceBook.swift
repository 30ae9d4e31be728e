import Exchange

/// A second, dumber exchange: one plain array of orders that is sorted whenever an order is matched.
///
/// Written from the rules and not from the fast one, it shares only the value types with it. It keeps
/// no fees and no positions.
struct ReferenceBook {
    struct Resting: Equatable {
        var id: Int64
        var terms: NewOrder
        var price: Price
        var size: Size
        var filled = Size.zero
        var value: Int128 = 0
        /// Who came first at a price; grows with every arrival.
        var arrival = 0

        var remaining: Size { size - filled }
    }

    /// What is compared with the fast exchange's events.
    enum Happening: Equatable {
        case accepted(Int64)
        case trade(Int64, maker: Int64, taker: Int64, Price, Size)
        case order(Int64, Price, Size, filled: Size, value: Int128, OrderStatus)
        case unchanged(Int64, CancelReason)
    }

    let rules: [Market]
    private(set) var orders: [Resting] = []
    private var number: Int64 = 0
    private var arrivals = 0
    private var happenings: [Happening] = []

    init(rules: [Market]) { self.rules = rules }

    /// Carries out a command; nil when it breaks a rule.
    mutating func execute(_ command: Command) -> [Happening]? {
        guard isAllowed(command) else { return nil }
        happenings = []
        switch command {
        case .openAccount: break
        case .place(let new): for order in new { place(order) }
        case .modify(let change): modify(change)
        case .cancel(_, let ids): for id in ids { cancel(id.number) }
        case .cancelAll(let account, let market):
            let own = orders.filter { $0.terms.account == account }
            let named = own.filter { market == nil || $0.terms.market == market }
            for order in named.sorted(by: { $0.id < $1.id }) { cancel(order.id) }
        }
        return happenings
    }

    /// Price levels of one side, best first.
    func levels(_ side: Side, of market: MarketID) -> [(Price, Size)] {
        var levels: [(Price, Size)] = []
        for order in queue(side, of: market) {
            if let last = levels.last, last.0 == order.price {
                levels[levels.count - 1].1 += order.remaining
            } else {
                levels.append((order.price, order.remaining))
            }
        }
        return levels
    }

    private func queue(_ side: Side, of market: MarketID) -> [Resting] {
        orders.filter { $0.terms.side == side && $0.terms.market == market }.sorted {
            if $0.price != $1.price { return ($0.price > $1.price) == (side == .buy) }
            return $0.arrival < $1.arrival
        }
    }

    // MARK: Rules before the book

    private func isAllowed(_ command: Command) -> Bool {
        switch command {
        case .openAccount, .cancelAll: true
        case .place(let new): isAllowed(new)
        case .modify(let change): isAllowed(change)
        case .cancel(let account, let ids): ids.allSatisfy { owned($0, by: account) != nil }
        }
    }

    private func isAllowed(_ batch: [NewOrder]) -> Bool {
        guard batch.count >= 1, batch.count <= 10 else { return false }
        var names = orders.map(\.terms).filter { !$0.clientID.isEmpty }.map {
            "\($0.account.index)/\($0.clientID)"
        }
        var counted = orders.map { [$0.terms.account.index, $0.terms.market.index] }
        for order in batch {
            let price = order.type == .limit ? order.price : nil
            guard keepsRules(price, order.size, order.market) else { return false }
            if order.type == .market {
                guard order.timeInForce != .postOnly else { return false }
            } else if order.timeInForce != .immediateOrCancel {
                counted.append([order.account.index, order.market.index])
                let mine = counted.filter { $0 == [order.account.index, order.market.index] }
                guard mine.count <= rules[order.market.index].maximumOpenOrders else { return false }
            }
            guard !order.clientID.isEmpty else { continue }
            let name = "\(order.account.index)/\(order.clientID)"
            guard !names.contains(name) else { return false }
            names.append(name)
        }
        return true
    }

    private func isAllowed(_ change: OrderChange) -> Bool {
        guard let order = owned(change.order, by: change.account) else { return false }
        guard keepsRules(change.price, change.size, order.terms.market) else { return false }
        guard change.price != order.price || change.size != order.size else { return false }
        return change.size > order.filled
    }

    private func keepsRules(_ price: Price?, _ size: Size, _ market: MarketID) -> Bool {
        let rule = rules[market.index]
        if let price, price.units <= 0 || price.units % rule.tickSize.units != 0 { return false }
        let isSizeFine = size.units > 0 && size.units % rule.sizeStep.units == 0 && size <= rule.maximumSize
        let value = Int128(rule.markPrice.units) * Int128(size.units)
        return isSizeFine && value >= rule.minimumValue.units * Int128(FixedPoint.scale)
    }

    private func owned(_ id: OrderID, by account: AccountID) -> Resting? {
        orders.first { $0.id == id.number && $0.terms.account == account }
    }

    // MARK: The book

    private mutating func place(_ new: NewOrder) {
        number += 1
        happenings.append(.accepted(number))
        arrive(Resting(id: number, terms: new, price: new.price, size: new.size))
    }

    private mutating func modify(_ change: OrderChange) {
        guard let index = orders.firstIndex(where: { $0.id == change.order.number }) else { return }
        var order = orders[index]
        let isSmaller = change.price == order.price && change.size < order.size
        (order.price, order.size) = (change.price, change.size)
        if isOutsideBand(order) {
            happenings.append(.unchanged(order.id, .outsidePriceBand))
        } else if order.terms.timeInForce == .postOnly, counterparty(of: order, limit: order.price) != nil {
            happenings.append(.unchanged(order.id, .postOnlyWouldCross))
        } else if isSmaller {
            orders[index] = order
            report(order, .open)
        } else {
            orders.remove(at: index)
            arrive(order)
        }
    }

    private mutating func cancel(_ id: Int64) {
        guard let index = orders.firstIndex(where: { $0.id == id }) else { return }
        report(orders.remove(at: index), .cancelled(.userCancelled))
    }

    private mutating func arrive(_ incoming: Resting) {
        var order = incoming
        let terms = order.terms
        if terms.type == .limit {
            if isOutsideBand(order) { return report(order, .cancelled(.outsidePriceBand)) }
            if terms.timeInForce == .postOnly, counterparty(of: order, limit: order.price) != nil {
                return report(order, .cancelled(.postOnlyWouldCross))
            }
        }
        let limit = terms.type == .limit ? order.price : bandEdge(terms)
        while order.remaining.units > 0, let other = counterparty(of: order, limit: limit) {
            if other.terms.account != terms.account {
                exchange(&order, other)
                continue
            }
            if terms.selfTradePrevention != .expireTaker {
                orders.removeAll { $0.id == other.id }
                report(other, .cancelled(.selfTrade))
            }
            if terms.selfTradePrevention != .expireMaker { return report(order, .cancelled(.selfTrade)) }
        }
        settle(order)
    }

    private mutating func settle(_ order: Resting) {
        var order = order
        if order.remaining.units == 0 { return report(order, .filled) }
        if order.terms.type == .market {
            let isEmpty = queue(order.terms.side.opposite, of: order.terms.market).isEmpty
            let unfilled: CancelReason = isEmpty ? .emptyMarket : .outsidePriceBand
            report(order, .cancelled(order.filled.units > 0 ? .remainingImmediateOrCancel : unfilled))
        } else if order.terms.timeInForce == .immediateOrCancel {
            report(order, .cancelled(.remainingImmediateOrCancel))
        } else {
            arrivals += 1
            order.arrival = arrivals
            orders.append(order)
            report(order, .open)
        }
    }

    private mutating func exchange(_ taker: inout Resting, _ other: Resting) {
        var maker = other
        let size = min(taker.remaining, maker.remaining)
        fill(&taker, size, at: maker.price)
        fill(&maker, size, at: maker.price)
        number += 1
        happenings.append(.trade(number, maker: maker.id, taker: taker.id, maker.price, size))
        orders.removeAll { $0.id == maker.id }
        if maker.remaining.units > 0 { orders.append(maker) }
        report(maker, maker.remaining.units > 0 ? .open : .filled)
    }

    private func fill(_ order: inout Resting, _ size: Size, at price: Price) {
        order.filled += size
        order.value += Int128(price.units) * Int128(size.units)
    }

    private mutating func report(_ order: Resting, _ status: OrderStatus) {
        let price = order.terms.type == .market ? .zero : order.price
        happenings.append(
            .order(order.id, price, order.size, filled: order.filled, value: order.value, status))
    }

    /// The first resting order that the incoming one would trade with.
    private func counterparty(of order: Resting, limit: Price) -> Resting? {
        let first = queue(order.terms.side.opposite, of: order.terms.market).first
        return first.flatMap { (order.terms.side == .buy ? $0.price <= limit : $0.price >= limit) ? $0 : nil }
    }

    private func bandEdge(_ terms: NewOrder) -> Price {
        let rule = rules[terms.market.index]
        return terms.side == .buy ? rule.highestBuyPrice : rule.lowestSellPrice
    }

    private func isOutsideBand(_ order: Resting) -> Bool {
        order.terms.side == .buy ? order.price > bandEdge(order.terms) : order.price < bandEdge(order.terms)
    }
}

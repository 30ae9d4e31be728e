/// How far an incoming order may go into the book.
struct MatchLimits {
    /// The worst price of any single trade.
    let price: Price
    /// The worst average price of all its trades; nil for no bound of that kind.
    let average: Price?

    /// The most that the order may trade at this price without its average leaving the bound, in whole steps.
    ///
    /// A level is taken in part, so that the average comes as close to the bound as the step size allows.
    func size(for order: Order, at price: Price, step: Size) -> Size {
        guard let average, !order.side.accepts(price, limit: average) else { return order.remaining }
        let allowed = average.units.times(order.filled.units) - order.filledValue
        let room = order.side == .buy ? allowed : -allowed
        let excess = Int128(price.units) - Int128(average.units)
        guard room > 0 else { return .zero }
        let units = room / (order.side == .buy ? excess : -excess)
        let steps = units - units % Int128(step.units)
        return min(order.remaining, Size(units: Int64(clamping: steps)))
    }
}

extension Exchange {
    /// A limit order is bound by its limit. A market order is bound by the price band, and its average by what
    /// the client, its account or the market names.
    ///
    /// Source: the exchange's documentation of VWAP orders. Take profit and stop loss orders have the band
    /// alone.
    func limits(of order: Order) -> MatchLimits {
        guard !order.type.hasLimit else { return MatchLimits(price: order.price, average: nil) }
        let edge = bandEdge(of: order.side, in: order.market)
        let average = order.type.closesPosition ? nil : averagePriceLimit(of: order)
        return MatchLimits(
            price: edge,
            average: average.map { order.side.accepts($0, limit: edge) ? $0 : edge })
    }

    /// The client's own bound, or the best opposite price moved by the slippage; without one, the mark price
    /// is moved.
    private func averagePriceLimit(of order: Order) -> Price? {
        if order.averagePriceLimit > .zero { return order.averagePriceLimit }
        let market = order.market.index
        let own = accounts[order.account.index].standings[market].slippage
        guard let slippage = own ?? markets[market].maximumSlippage else { return nil }
        let base = opposite(of: order)?.price ?? markets[market].markPrice
        return base.moved(by: order.side == .buy ? slippage : -slippage)
    }
}

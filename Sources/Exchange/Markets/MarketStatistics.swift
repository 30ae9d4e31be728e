/// What happened in a market, as far as its summary tells.
package struct MarketStatistics: Equatable, Sendable {
    /// Minutes of trading that are kept: a day.
    package static let minutesKept: Int64 = 1440

    /// Candles of trades of the last day, oldest first; minutes without a trade have none.
    package private(set) var trades: [Candle] = []
    package private(set) var mark: Candle
    package private(set) var index: Candle
    /// Everything ever traded, in the settlement currency.
    package private(set) var totalValue = Quote.zero
    /// The sum of all long positions, in 10⁻⁸.
    package internal(set) var openInterest: Int128 = 0

    init(markPrice: Price, indexPrice: Price) {
        mark = Candle(minute: 0, price: markPrice)
        index = Candle(minute: 0, price: indexPrice)
    }

    /// What was traded in the day that ends at `now`, in the settlement currency.
    package func value24h(at now: Timestamp) -> Quote {
        day(at: now).reduce(.zero) { $0 + $1.value }
    }

    /// How far the last price is from the first of the day, as a share of it; nil without a trade.
    package func priceChange24h(at now: Timestamp) -> Rate? {
        let day = day(at: now)
        guard let first = day.first?.open, let last = day.last?.close else { return nil }
        return Rate(of: last, over: first)
    }

    private func day(at now: Timestamp) -> ArraySlice<Candle> {
        let start = trades.firstIndex { $0.minute > now.minute - Self.minutesKept } ?? trades.endIndex
        return trades[start...]
    }

    /// Counts a trade.
    mutating func count(_ price: Price, _ size: Size, _ value: Quote, at now: Timestamp) {
        if trades.last?.minute != now.minute {
            trades.append(Candle(minute: now.minute, price: price))
            forgetOldTrades(at: now)
        }
        trades[trades.count - 1].add(price, volume: size, value: value)
        totalValue += value
    }

    /// Twice a day is kept before the older half goes, so that forgetting stays cheap.
    private mutating func forgetOldTrades(at now: Timestamp) {
        guard trades.count > 2 * Int(Self.minutesKept) else { return }
        trades.removeAll { $0.minute <= now.minute - Self.minutesKept }
    }

    /// Notes a price that is not of a trade; returns the candle it belongs to.
    mutating func note(_ price: Price, _ kind: PriceKind, at now: Timestamp) -> Candle {
        precondition(kind != .last, "prices of trades are counted with their size")
        var candle = kind == .mark ? mark : index
        if candle.minute == now.minute {
            candle.add(price)
        } else {
            candle = Candle(minute: now.minute, open: candle.close, price: price)
        }
        if kind == .mark { mark = candle } else { index = candle }
        return candle
    }
}

extension Candle {
    /// A candle that begins where the one before it ended.
    fileprivate init(minute: Int64, open: Price, price: Price) {
        self.init(minute: minute, price: open)
        add(price)
    }
}

extension Rate {
    /// How far `price` is from `base`, as a share of it, nearest.
    package init(of price: Price, over base: Price) {
        let difference = Int128(price.units) - Int128(base.units)
        let share = Rounding.nearest.quotient(difference * Int128(FixedPoint.scale), Int128(base.units))
        self.init(units: Int64(clamping: share))
    }
}

import Exchange

/// Rows of candles that are longer than the minute candles they are made of.
///
/// An interval begins at a multiple of its length since 1970, in UTC. Asked for are the intervals that begin
/// between two times, both included, and not after now.
struct Klines {
    /// Rows in a reply; where there are more, the newest.
    static let countMaximum = 1000
    /// Minutes that a row may stand for.
    static let resolutions: [Int64] = [1, 3, 5, 15, 30, 60]

    let kind: PriceKind
    /// Minutes in a row.
    let resolution: Int64
    /// The first minutes of the first and the last row, as multiples of the resolution.
    private let intervals: ClosedRange<Int64>

    /// nil if no interval begins then.
    init?(_ kind: PriceKind, resolution: Int64, from: Timestamp, through: Timestamp, now: Timestamp) {
        let length = resolution * 60_000
        let last = min(through, now).milliseconds / length
        var first = (from.milliseconds + length - 1) / length
        // Prices that are not of trades have a row for every interval, so older ones need not be read.
        if kind != .last { first = max(first, last - Int64(Self.countMaximum - 1)) }
        guard first <= last else { return nil }
        self.kind = kind
        self.resolution = resolution
        intervals = first...last
    }

    /// The minutes of all rows.
    var minutes: ClosedRange<Int64> {
        intervals.lowerBound * resolution...(intervals.upperBound + 1) * resolution - 1
    }

    /// The most candles that can be in these rows: each has one for every minute at most, and one says what the
    /// price was before them.
    var candleCountMaximum: Int { Self.countMaximum * Int(resolution) + 1 }

    /// The rows, oldest first; `minute` is the first of a row's minutes. There is a row of trades only where
    /// there were trades, but one of other prices for every interval.
    ///
    /// - Parameters:
    ///   - candles: What was found, oldest first; it may begin before the first row.
    ///   - initial: The price before it first changed.
    func rows(of candles: [Candle], initial: Price) -> [Candle] {
        let rows = folded(candles.filter { minutes.contains($0.minute) })
        guard kind != .last else { return Array(rows.suffix(Self.countMaximum)) }
        let before = candles.last { $0.minute < minutes.lowerBound }
        return filled(rows, from: before?.close ?? initial)
    }

    private func folded(_ candles: [Candle]) -> [Candle] {
        var rows: [Candle] = []
        for candle in candles {
            let minute = candle.minute / resolution * resolution
            if let row = rows.last, row.minute == minute {
                rows[rows.count - 1] = row.joined(with: candle)
            } else {
                rows.append(candle.beginning(at: minute))
            }
        }
        return rows
    }

    /// Where nothing changed, the price stayed what it was.
    private func filled(_ rows: [Candle], from price: Price) -> [Candle] {
        var price = price
        var rest = rows[...]
        return intervals.map { interval in
            let minute = interval * resolution
            guard let row = rest.first, row.minute == minute else { return Candle(minute, still: price) }
            rest.removeFirst()
            price = row.close
            return row
        }
    }
}

extension Candle {
    fileprivate init(_ minute: Int64, still price: Price) {
        self.init(
            minute: minute, open: price, high: price, low: price, close: price, volume: 0, value: .zero)
    }

    fileprivate func joined(with next: Candle) -> Candle {
        Candle(
            minute: minute, open: open, high: max(high, next.high), low: min(low, next.low),
            close: next.close, volume: volume + next.volume, value: value + next.value)
    }

    fileprivate func beginning(at minute: Int64) -> Candle {
        Candle(
            minute: minute, open: open, high: high, low: low, close: close, volume: volume, value: value)
    }
}

import Exchange
import Testing

@testable import Gateway

@Suite struct KlinesTests {
    /// Klines between two times in milliseconds.
    private static func klines(
        _ resolution: Int64, _ from: Int64, _ through: Int64, now: Int64 = 9_999_999_999_999,
        of kind: PriceKind = .last
    ) -> Klines? {
        Klines(
            kind, resolution: resolution, from: Timestamp(milliseconds: from),
            through: Timestamp(milliseconds: through), now: Timestamp(milliseconds: now))
    }

    /// A candle from a line such as "5: 101 103 99 100, 2": minute, open, high, low, close, volume.
    private static func candle(_ line: String) throws -> Candle {
        let words = line.split { ": ,".contains($0) }.map(String.init)
        let prices = try words[1...4].map { try Price($0) }
        return Candle(
            minute: try #require(Int64(words[0])), open: prices[0], high: prices[1], low: prices[2],
            close: prices[3], volume: Int128(try Size(words[5]).units), value: .zero)
    }

    private static func line(_ row: Candle) -> String {
        let prices = [row.open, row.high, row.low, row.close].map(\.text).joined(separator: " ")
        return "\(row.minute): \(prices), \(FixedPoint.text(row.volume))"
    }

    private static func rows(_ klines: Klines?, _ candles: [String], initial: String) throws -> [String] {
        let candles = try candles.map(candle)
        return try #require(klines).rows(of: candles, initial: try Price(initial)).map(line)
    }

    @Test(
        "rows begin between the two times, both included, and not in the future",
        arguments: [
            (Self.klines(5, 300_000, 600_000), 5...14), (Self.klines(5, 300_001, 600_000), 10...14),
            (Self.klines(5, 299_999, 599_999), 5...9), (Self.klines(5, 300_000, 300_000), 5...9),
            (Self.klines(5, 300_001, 599_999), nil), (Self.klines(5, 0, 900_000, now: 599_999), 0...9),
            (Self.klines(60, 1, 7_200_000), 60...179), (Self.klines(1, 0, 0), 0...0),
            (Self.klines(1, 60_000, 120_000, now: 59_999), nil),
        ] as [(Klines?, ClosedRange<Int64>?)])
    func intervals(_ klines: Klines?, _ minutes: ClosedRange<Int64>?) {
        #expect(klines?.minutes == minutes)
    }

    @Test("trades make a row for each interval that had some")
    func folding() throws {
        let rows = try Self.rows(
            Self.klines(3, 180_000, 720_000),
            [
                "2: 90 90 90 90, 1", "3: 100 104 99 101, 1.5", "5: 102 103 98 98, 0.25", "12: 97 97 96 97, 2",
                "14: 97 99 97 98, 0.00000001",
            ], initial: "1")
        #expect(rows == ["3: 100 104 98 98, 1.75", "12: 97 99 96 98, 2.00000001"])
    }

    @Test(
        "another price has a row for every interval, flat where nothing changed",
        arguments: PriceKind.allCases)
    func filling(_ kind: PriceKind) throws {
        let found = ["1: 100 110 100 105, 0", "7: 105 106 103 104, 0", "10: 104 104 101 101, 0"]
        let rows = try Self.rows(Self.klines(3, 180_000, 720_000, of: kind), found, initial: "1")
        let trades = ["6: 105 106 103 104, 0", "9: 104 104 101 101, 0"]
        let prices = ["3: 105 105 105 105, 0"] + trades + ["12: 101 101 101 101, 0"]
        #expect(rows == (kind == .last ? trades : prices))
    }

    @Test("before its first change a price was what it began as")
    func beginning() throws {
        let rows = try Self.rows(
            Self.klines(1, 60_000, 180_000, of: .mark), ["2: 100 100 98 99, 0"], initial: "100")
        #expect(rows == ["1: 100 100 100 100, 0", "2: 100 100 98 99, 0", "3: 99 99 99 99, 0"])
        let none = try Self.rows(Self.klines(60, 0, 0, of: .index), [], initial: "7.5")
        #expect(none == ["0: 7.5 7.5 7.5 7.5, 0"])
    }

    @Test("of more than a thousand rows the newest are kept")
    func maximum() throws {
        let candles = (0..<1500).map { "\($0): 5 5 5 5, 1" }
        let trades = try Self.rows(Self.klines(1, 0, 90_000_000), candles, initial: "1")
        #expect(trades.count == 1000 && trades.first == "500: 5 5 5 5, 1")
        #expect(trades.last == "1499: 5 5 5 5, 1")
        let mark = try #require(Self.klines(15, 0, 9_000_000_000_000, of: .mark))
        #expect(mark.minutes.count == 15_000 && mark.minutes.upperBound == 150_000_014)
        #expect(mark.rows(of: [], initial: .zero).count == 1000)
        // Trades may be few, so the range stays whole; what is read of it is limited.
        let last = try #require(Self.klines(15, 0, 9_000_000_000_000))
        #expect(last.minutes.lowerBound == 0 && last.candleCountMaximum == 15_001)
    }

    @Test("the newest candles that are read are enough for all rows", arguments: [1, 2, 3, 5] as [Int64])
    func limit(_ step: Int64) throws {
        let klines = try #require(Self.klines(3, 0, 9_000_000_000))
        let candles = try stride(from: 0, to: 3100 * step, by: Int(step)).map {
            try Self.candle("\($0): 5 5 5 5, 1")
        }
        let newest = Array(candles.suffix(klines.candleCountMaximum))
        #expect(newest.count < candles.count)
        #expect(klines.rows(of: newest, initial: .zero) == klines.rows(of: candles, initial: .zero))
    }
}

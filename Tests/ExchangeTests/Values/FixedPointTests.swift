import Exchange
import Randomness
import Testing

@Suite("FixedPoint")
struct FixedPointTests {
    @Test(
        "a plain decimal is read exactly and printed canonically",
        arguments: [
            ("0", 0, "0"),
            ("-0", 0, "0"),
            ("0.0", 0, "0"),
            ("1", 100_000_000, "1"),
            ("-1", -100_000_000, "-1"),
            ("0.1", 10_000_000, "0.1"),
            ("-0.1", -10_000_000, "-0.1"),
            ("00012.50", 1_250_000_000, "12.5"),
            ("64000.5", 6_400_050_000_000, "64000.5"),
            ("0.00000001", 1, "0.00000001"),
            ("-0.00000001", -1, "-0.00000001"),
            ("0.10000000000000", 10_000_000, "0.1"),
            ("1.00000010", 100_000_010, "1.0000001"),
            ("92233720368.54775807", Int64.max, "92233720368.54775807"),
            ("-92233720368.54775807", -Int64.max, "-92233720368.54775807"),
        ] as [(String, Int64, String)])
    func parseAndPrint(text: String, units: Int64, canonical: String) throws {
        #expect(try FixedPoint.parse(text) == units)
        #expect(FixedPoint.text(units) == canonical)
    }

    @Test(
        "anything else is refused with its reason",
        arguments: [
            ("", .malformed), ("-", .malformed), (".", .malformed), (".5", .malformed), ("5.", .malformed),
            ("-.5", .malformed), ("+1", .malformed), ("--1", .malformed), ("1-", .malformed),
            ("1.2.3", .malformed), ("1..2", .malformed), ("1e5", .malformed), ("0x10", .malformed),
            (" 1", .malformed), ("1 ", .malformed), ("1,000", .malformed), ("1_000", .malformed),
            ("NaN", .malformed), ("٣", .malformed), ("1\t", .malformed),
            ("0.000000001", .tooPrecise), ("1.123456789", .tooPrecise), ("1.000000000000001", .tooPrecise),
            ("92233720368.54775808", .outOfRange), ("-92233720368.54775808", .outOfRange),
            ("92233720369", .outOfRange), ("100000000000000000000", .outOfRange),
        ] as [(String, FixedPoint.ParseError)])
    func malformed(text: String, error: FixedPoint.ParseError) {
        #expect(throws: error) { try FixedPoint.parse(text) }
    }

    @Test("printing and reading gives the number back, at every number of digits")
    func roundTrip() throws {
        var units: Int64 = 1
        while units < Int64.max / 10 {
            for value in [units - 1, units, units + 1, units * 7 / 3] {
                #expect(try FixedPoint.parse(FixedPoint.text(value)) == value)
                #expect(try FixedPoint.parse(FixedPoint.text(-value)) == -value)
            }
            units *= 10
        }
    }

    @Test(
        "values beyond 64 bits are printed in full",
        arguments: [
            (Int128(Int64.max) + 1, "92233720368.54775808"),
            (Int128(Int64.min), "-92233720368.54775808"),
            (Int128(UInt64.max) + 1, "184467440737.09551616"),
            (Int128(1_000_000_000_000) * 1_000_000_000_000_000_000, "10000000000000000000000"),
            (-Int128(1_000_000_000_000) * 1_000_000_000_000_000_000 - 5, "-10000000000000000000000.00000005"),
        ])
    func wide(units: Int128, text: String) {
        #expect(FixedPoint.text(units) == text)
    }

    @Test("appending adds to what is there")
    func append() {
        var bytes = Array("size=".utf8)
        FixedPoint.append(1_250_000_000, to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == "size=12.5")
    }

    @Test(
        "quotients are cut towards zero or rounded to the nearest, halves away from zero",
        arguments: [
            (7, 2, 3, 4), (-7, 2, -3, -4), (5, 3, 1, 2), (4, 3, 1, 1), (-4, 3, -1, -1), (-5, 3, -1, -2),
            (6, 3, 2, 2), (0, 3, 0, 0), (1, 2, 0, 1), (-1, 2, 0, -1), (1, 3, 0, 0), (49, 100, 0, 0),
            (50, 100, 0, 1),
        ] as [(Int128, Int128, Int128, Int128)])
    func rounding(dividend: Int128, divisor: Int128, cut: Int128, nearest: Int128) {
        #expect(Rounding.towardZero.quotient(dividend, divisor) == cut)
        #expect(Rounding.nearest.quotient(dividend, divisor) == nearest)
    }

    @Test("rounding does not overflow at the ends of the range")
    func roundingExtremes() {
        #expect(Rounding.nearest.quotient(.max, .max) == 1)
        #expect(Rounding.nearest.quotient(.max - 1, .max) == 1)
        #expect(Rounding.nearest.quotient(.max / 2, .max) == 0)
        #expect(Rounding.nearest.quotient(.min, .max) == -1)
    }

    @Test("products are scaled as they would be divided", arguments: [Rounding.nearest, .towardZero])
    func scaled(rounding: Rounding) {
        var random = SeededRandom(seed: 1)
        let scale = Int128(FixedPoint.scale)
        let edges: [Int128] = [
            .min, .min + 1, .max, 0, 1, scale / 2 - 1, scale / 2, scale / 2 + 1, Int128(UInt64.max),
            Int128(UInt64.max) + 1, scale << 64, (scale << 64) - 1, (scale << 32) - 1,
            1 << 72, (1 << 72) - 1, scale * 47_223_664_828_696, scale * 47_223_664_828_696 - 1,
        ]
        let numbers = (0..<20_000).map { Int128.random(in: .min ... .max, using: &random) >> ($0 % 127) }
        for number in edges + edges.map({ 0 &- $0 }) + numbers {
            let (quotient, remainder) = number.quotientAndRemainder(dividingBy: scale)
            let isAway = rounding == .nearest && remainder.magnitude >= UInt128(scale) / 2
            #expect(
                rounding.scaled(number) == quotient + (isAway ? number.signum() : 0), "\(number)")
        }
    }
}

import Exchange
import Randomness
import Testing

@testable import Gateway

@Suite struct DecimalTests {
    @Test(
        "a decimal may have an exponent, as Python writes small and large ones",
        arguments: [
            ("0", 0), ("1", 100_000_000), ("0.00000001", 1), ("-2.5", -250_000_000),
            ("1E-7", 10), ("1e-8", 1), ("1.5E+3", 150_000_000_000), ("1.5e3", 150_000_000_000),
            ("0E-8", 0), ("0E+10", 0), ("12.34E-2", 12_340_000), ("1234E-4", 12_340_000),
            ("-1E-2", -1_000_000), ("1E0", 100_000_000), ("1.50000000E1", 1_500_000_000),
            ("100E-10", 1), ("0.1E1", 100_000_000), ("00012E0", 1_200_000_000),
        ] as [(String, Int64)])
    func accepted(_ text: String, _ units: Int64) throws {
        #expect(try APIDecimal.units(text) == units)
    }

    @Test(
        "anything else is refused with its reason",
        arguments: [
            ("", .malformed), ("E5", .malformed), ("1E", .malformed), ("1E+", .malformed),
            (".5E1", .malformed),
            ("5.E1", .malformed), ("1E1E1", .malformed), ("1E1.5", .malformed), ("+1", .malformed),
            ("--1E1", .malformed), ("1 E1", .malformed), ("1E 1", .malformed), ("0x1E1", .malformed),
            ("NaN", .malformed), ("Infinity", .malformed), ("1,5", .malformed), ("1E12345", .malformed),
            ("١E1", .malformed), ("1E-9", .tooPrecise), ("1.5E-8", .tooPrecise), ("1E-99", .tooPrecise),
            ("1E+11", .outOfRange), ("1E99", .outOfRange), ("92233720368.54775808", .outOfRange),
            ("1" + String(repeating: "0", count: 64), .outOfRange),
        ] as [(String, FixedPoint.ParseError)])
    func refused(_ text: String, _ error: FixedPoint.ParseError) {
        #expect(throws: error) { try APIDecimal.units(text) }
    }

    @Test("an exponent does not change the value", arguments: [-8, -5, -1, 0, 1, 4, 10] as [Int])
    func property(_ exponent: Int) throws {
        var random = SeededRandom(seed: 7)
        for _ in 0..<200 {
            let units = Int64.random(in: -9_999...9_999, using: &random)
            let shifted = try? APIDecimal.units("\(units)E\(exponent)")
            let power = (0..<exponent + 8).reduce(Int128(1)) { power, _ in power * 10 }
            let expected = Int64(exactly: Int128(units) * power)
            #expect(shifted == expected, "\(units)E\(exponent)")
        }
    }
}

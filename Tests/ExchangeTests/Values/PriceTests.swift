import Exchange
import Testing

@Suite("Price, Size and Rate")
struct PriceTests {
    @Test(
        "a price moved by a rate is cut towards zero",
        arguments: [
            ("100", "0.05", "105"), ("100", "-0.05", "95"), ("100", "0", "100"), ("100", "-1", "0"),
            ("0.00000003", "0.5", "0.00000004"), ("0.00000003", "-0.5", "0.00000001"),
            ("92233720368", "1", "92233720368.54775807"),
        ])
    func moved(price: String, rate: String, result: String) throws {
        #expect(try Price(price).moved(by: Rate(rate)).text == result)
    }

    @Test(
        "a multiple is a whole number of ticks or steps",
        arguments: [
            ("100.5", "0.5", true), ("100.4", "0.5", false), ("0", "0.5", true), ("0.3", "0.1", true),
            ("0.25", "0.1", false), ("100", "3", false),
        ])
    func multiples(value: String, unit: String, isMultiple: Bool) throws {
        #expect(try Price(value).isMultiple(of: Price(unit)) == isMultiple)
        #expect(try Size(value).isMultiple(of: Size(unit)) == isMultiple)
    }

    @Test("prices, sizes and rates compare and print as the numbers they are")
    func comparison() throws {
        #expect(try Price("9") < Price("10"))
        #expect(try Size("0.09") < Size("0.1"))
        #expect(try -Rate("0.1") < Rate("-0.09"))
        #expect(try (-Rate("0.25")).text == "-0.25")
        #expect(try (Size("0.1") + Size("0.2")).text == "0.3")
        #expect(try (Size("0.3") - Size("0.1")).text == "0.2")
    }

    @Test("a position adds what is bought and takes away what is sold")
    func signedSize() throws {
        var position = SignedSize.zero
        position.apply(.buy, try Size("1.5"))
        #expect(position.text == "1.5")
        position.apply(.sell, try Size("4"))
        #expect(position.text == "-2.5")
    }

    @Test("a position does not overflow where a size would")
    func signedSizeRange() {
        var position = SignedSize.zero
        for _ in 0..<4 { position.apply(.buy, Size(units: .max)) }
        #expect(position.units == 4 * Int128(Int64.max))
    }
}

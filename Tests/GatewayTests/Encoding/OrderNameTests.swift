import Exchange
import Randomness
import Testing

@testable import Gateway

@Suite struct OrderNameTests {
    @Test(
        "an order's public id is its time, its number and 0000",
        arguments: [
            (1, 1_718_941_725_080, "1718941725080201700000010000"),
            (4_028_870, 1_718_941_725_080, "1718941725080201740288700000"),
            (9_999_999, 0, "0000000000000201799999990000"),
            (10_000_000, 1_763_700_000_000, "1763700000000201800000000000"),
        ] as [(Int64, Int64, String)])
    func text(_ number: Int64, _ milliseconds: Int64, _ expected: String) {
        let text = OrderName.text(
            OrderID(number: number), createdAt: Timestamp(milliseconds: milliseconds))
        #expect(text == expected)
        #expect(text.utf8.count == 28)
        #expect(OrderName.parse(text) == OrderID(number: number))
    }

    @Test("every id that was given is understood, and sorts by time and number")
    func property() {
        var random = SeededRandom(seed: 5)
        var before = ""
        var (number, time): (Int64, Int64) = (0, 1_700_000_000_000)
        for _ in 0..<500 {
            number += .random(in: 1...5000, using: &random)
            time += .random(in: 0...100_000, using: &random)
            let text = OrderName.text(OrderID(number: number), createdAt: Timestamp(milliseconds: time))
            #expect(OrderName.parse(text) == OrderID(number: number))
            #expect(text > before)
            before = text
        }
    }

    @Test(
        "a text that this exchange cannot have given is none",
        arguments: [
            "", "17", "171894172508020170000001000", "17189417250802017000000100000",
            "1718941725080201700000010001", "1718941725080201700000000000", "171894172508020170000001000x",
            "1718941725080x01700000010000", "1718941725080-01700000010000", "1718941725080201690000010000",
            "１718941725080201700000010000", "                            ",
        ])
    func refused(_ text: String) {
        #expect(OrderName.parse(text) == nil)
    }
}

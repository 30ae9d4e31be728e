import Randomness
import StarkCurve
import Testing

@Suite("Word256")
struct Word256Tests {
    static let maximumHex = "0x" + String(repeating: "f", count: 64)
    static let maximumDecimal =
        "115792089237316195423570985008687907853269984665640564039457584007913129639935"

    @Test(
        "hexadecimal text is read in any case and padding, and written bare",
        arguments: [
            ("0x0", "0x0"), ("0x00", "0x0"), ("0x1", "0x1"), ("0X0aBcDeF", "0xabcdef"),
            ("0x" + String(repeating: "0", count: 70) + "9", "0x9"), (maximumHex, maximumHex),
        ])
    func readsHex(text: String, canonical: String) throws {
        #expect(try #require(Word256(hex: text)).hex == canonical)
    }

    @Test(
        "what is not hexadecimal, or has more than 256 bits, is refused",
        arguments: [
            "", "0", "0x", "x1", "1x1", "0xg", "0x-1", "0x 1", "12",
            "0x1" + String(repeating: "0", count: 64),
        ])
    func refusesHex(text: String) {
        #expect(Word256(hex: text) == nil)
    }

    @Test(
        "decimal text is read up to 256 bits",
        arguments: [
            ("0", "0x0"), ("007", "0x7"), ("18446744073709551616", "0x10000000000000000"),
            (maximumDecimal, maximumHex),
        ])
    func readsDecimal(text: String, hex: String) throws {
        #expect(try #require(Word256(decimal: text)).hex == hex)
    }

    @Test(
        "what is not decimal, or has more than 256 bits, is refused",
        arguments: [
            "", "-1", "+1", "1.0", "1e3", "a", "٣", " 1",
            "115792089237316195423570985008687907853269984665640564039457584007913129639936",
            String(repeating: "9", count: 500),
        ])
    func refusesDecimal(text: String) {
        #expect(Word256(decimal: text) == nil)
    }

    @Test("text and bytes give back the number they were made from", arguments: SeededRandom.seeds)
    func roundTrips(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        for _ in 0..<200 {
            let word = random.word()
            #expect(Word256(hex: word.hex) == word)
            #expect(word.bigEndianBytes.count == 32)
            #expect(Word256(bigEndian: word.bigEndianBytes) == word)
        }
        #expect(Word256(bigEndian: [UInt8](repeating: 0, count: 33)) == nil)
        #expect(Word256(bigEndian: [1, 2]) == 0x102)
    }

    @Test("order is that of the numbers, most significant limb first")
    func compares() {
        let ascending: [Word256] = [
            0, 1, Word256(.max, 0, 0, 0), Word256(0, 1, 0, 0), Word256(.max, .max, 0, 0), Word256(5, 0, 1, 0),
            Word256(4, 0, 0, 1), Word256(0, 0, 1, 1), Word256(.max, .max, .max, .max),
        ]
        for (left, right) in zip(ascending, ascending.dropFirst()) {
            #expect(left < right)
            #expect(!(right < left))
        }
        #expect(!(ascending[3] < ascending[3]))
    }
}

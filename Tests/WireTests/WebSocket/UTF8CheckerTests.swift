import Randomness
import Testing

@testable import Wire

@Suite struct UTF8CheckerTests {
    /// What the standard library says of whole text.
    private static func isValid(_ bytes: [UInt8]) -> Bool { String(validating: bytes, as: UTF8.self) != nil }

    @Test("it says of random bytes what the standard library says", arguments: 1...10)
    func agrees(_ seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let telling: [UInt8] = [
            0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC,
            0xED,
            0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF,
        ]
        var valid = 0
        for _ in 0..<5000 {
            let bytes = (0..<Int.random(in: 1...4, using: &random)).map { _ in
                telling.randomElement(using: &random)!
            }
            var checker = UTF8Checker()
            let isAccepted = checker.accept(bytes.span)
            #expect((isAccepted && checker.isComplete) == Self.isValid(bytes), "seed \(seed), \(bytes)")
            valid += isAccepted && checker.isComplete ? 1 : 0
        }
        #expect((1..<5000).contains(valid))
    }

    @Test("a text is accepted in any two pieces, and one that can still be completed is not refused")
    func pieces() {
        let bytes = Array(
            "plain text of more than thirty-two bytes, κόσμε, €, 😀, \u{10FFFF} and the end".utf8)
        for cut in 0...bytes.count {
            var checker = UTF8Checker()
            let isFirstAccepted = checker.accept(bytes.span.extracting(..<cut))
            #expect(isFirstAccepted)
            #expect(checker.isComplete == Self.isValid(Array(bytes[..<cut])))
            let isSecondAccepted = checker.accept(bytes.span.extracting(cut...))
            #expect(isSecondAccepted && checker.isComplete)
        }
    }
}

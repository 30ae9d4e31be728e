import Randomness
import Testing

@testable import Gateway

@Suite struct Base64Tests {
    @Test(
        "the examples of RFC 4648 §10, without padding",
        arguments: [
            ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"),
            ("foobar", "Zm9vYmFy"), ("??>>", "Pz8-Pg"), ("???", "Pz8_"),
        ])
    func examples(_ plain: String, _ encoded: String) {
        #expect(Base64.encode(Array(plain.utf8)) == encoded)
        #expect(Base64.decode(encoded) == Array(plain.utf8))
    }

    @Test("whatever is encoded is decoded again", arguments: [1, 2, 3] as [UInt64])
    func roundTrip(_ seed: UInt64) {
        var random = SeededRandom(seed: seed)
        for length in 0..<100 {
            let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
            let text = Base64.encode(bytes)
            #expect(text.utf8.count == (length * 4 + 2) / 3)
            #expect(Base64.decode(text) == bytes, "seed \(seed), length \(length)")
        }
    }

    @Test("the standard alphabet and padding are tolerated")
    func tolerated() {
        #expect(Base64.decode("Pz8+Pg==") == Array("??>>".utf8))
        #expect(Base64.decode("Pz8/") == Array("???".utf8))
    }

    @Test(
        "a text that encodes nothing is refused",
        arguments: ["Z", "Zm9vY", "Zh", "Zm9", "Zm 9v", "Zm9v.", "é"])
    func refused(_ text: String) {
        #expect(Base64.decode(text) == nil)
    }
}

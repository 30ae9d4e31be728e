import Randomness
import StarkCurve
import Testing

@Suite("Signature text")
struct SignatureTests {
    @Test("the vectors' texts are accepted or refused as they say")
    func vectors() throws {
        for vector in try Vectors.all("signature_text") {
            let signature = Signature.parse(try vector.text("text"))
            // No requirement is recorded as null.
            guard let accepted = vector.fields["accept"] as? Bool else { continue }
            let expected = accepted ? try vector.signature() : nil
            #expect(signature == expected, "\(vector.id)")
        }
    }

    @Test(
        "white space is tolerated between tokens",
        arguments: ["[\"1\",\"2\"]", " [ \"1\" , \"2\" ] ", "\t[\n\"1\"\r,\"0x2\"]\n", "[\"001\",\"0X02\"]"])
    func accepts(text: String) {
        #expect(Signature.parse(text) == Signature(r: 1, s: 2))
    }

    @Test(
        "everything else is refused",
        arguments: [
            "[", "]", "[\"", "[\"1", "[\"1\"", "[\"1\",", "[\"1\",\"2\"", "[\"1\",\"2\",]", "[\"1\",\"2\"]x",
            "[[\"1\",\"2\"]]",
            "[\"1\" \"2\"]", "[,\"1\",\"2\"]", "[\"\",\"2\"]", "[\"0x\",\"2\"]", "[\" 1\",\"2\"]",
            "[\"+1\",\"2\"]", "[1,2]",
            "['1','2']", "[\"1.0\",\"2\"]", "[\"\\u0031\",\"2\"]", "{\"r\":\"1\",\"s\":\"2\"}", "\"1\",\"2\"",
            "null",
            "[\"1\",null]", "[\"１\",\"2\"]", "[\"1\u{0}\",\"2\"]", "\u{feff}[\"1\",\"2\"]",
        ])
    func refuses(text: String) {
        #expect(Signature.parse(text) == nil)
    }

    @Test("a number may have 80 characters and 256 bits, not more")
    func limits() {
        let padding = String(repeating: "0", count: 79)
        #expect(Signature.parse("[\"\(padding)1\",\"2\"]") == Signature(r: 1, s: 2))
        #expect(Signature.parse("[\"0\(padding)1\",\"2\"]") == nil)
        #expect(Signature.parse("[\"\(Word256Tests.maximumDecimal)\",\"2\"]") != nil)
        #expect(Signature.parse("[\"\(String(repeating: "9", count: 80))\",\"2\"]") == nil)
        #expect(Signature.parse("[\"" + String(repeating: "1", count: 1_000_000)) == nil)
    }

    @Test("a signature's own text is read back", arguments: SeededRandom.seeds)
    func roundTrip(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        for _ in 0..<50 {
            let signature = Signature(r: random.word(), s: random.word())
            #expect(Signature.parse(signature.text) == signature)
        }
    }

    @Test("no damaged text crashes the parser", arguments: SeededRandom.seeds)
    func damaged(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let text = Array("[\"0x68bf8dc67c\", \"1040053515422\"]".utf8)
        for _ in 0..<2000 {
            var damaged = text
            let index = Int.random(in: 0..<text.count, using: &random)
            switch random.next() % 3 {
            case 0: damaged[index] = UInt8.random(in: 0...255, using: &random)
            case 1: damaged.removeSubrange(index...)
            default: damaged.insert(contentsOf: text[index...], at: Int.random(in: 0...index, using: &random))
            }
            let signature = Signature.parse(String(decoding: damaged, as: UTF8.self))
            if let signature { #expect(Signature.parse(signature.text) == signature) }
        }
    }
}

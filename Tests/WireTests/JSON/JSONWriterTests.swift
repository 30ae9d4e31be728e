import Randomness
import Testing

@testable import Wire

@Suite struct JSONWriterTests {
    @Test("the writer sets commas between values and nowhere else")
    func setsCommas() {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("list")
        writer.beginArray()
        writer.integer(-12)
        writer.unsigned(.max)
        writer.beginObject()
        writer.endObject()
        writer.beginArray()
        writer.endArray()
        writer.bool(true)
        writer.null()
        writer.endArray()
        writer.key(String("price"))
        writer.rawNumber("1.50")
        writer.key("id")
        writer.rawASCII("0x1f")
        writer.key("word")
        writer.rawASCII(String("BUY"))
        writer.key("nested")
        writer.rawValue(Array("[1]".utf8))
        writer.endObject()
        let expected =
            #"{"list":[-12,18446744073709551615,{},[],true,null],"price":1.50,"id":"0x1f","word":"BUY","#
            + #""nested":[1]}"#
        #expect(String(decoding: writer.bytes, as: UTF8.self) == expected)
    }

    @Test("integers are written whole", arguments: [0, 7, 10, -1, 1_000_000, Int64.max, Int64.min])
    func writesIntegers(_ value: Int64) {
        var writer = JSONWriter()
        writer.integer(value)
        #expect(String(decoding: writer.bytes, as: UTF8.self) == String(value))
    }

    @Test(
        "only what must be escaped is escaped",
        arguments: [
            ("plain", #""plain""#),
            ("say \"hi\"", #""say \"hi\"""#),
            ("a\\b", #""a\\b""#),
            ("\u{8}\u{C}\n\r\t", #""\b\f\n\r\t""#),
            ("\u{0}\u{1F}\u{10}", #""\u0000\u001f\u0010""#),
            ("a/b é € 😹\u{7F}", "\"a/b é € 😹\u{7F}\""),
        ])
    func escapes(_ text: String, _ expected: String) {
        var writer = JSONWriter()
        writer.string(text)
        #expect(String(decoding: writer.bytes, as: UTF8.self) == expected)
    }

    @Test("a written value is read back equal", arguments: [1, 2, 3, 4] as [UInt64])
    func roundTrips(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        for _ in 0..<500 {
            let value = JSONValue.random(depth: 4, using: &random)
            #expect(try JSONValue.parse(value.serialized()) == value, "seed \(seed)")
        }
    }

    @Test("damaged text is read or refused, never worse", arguments: [11, 12] as [UInt64])
    func survivesDamage(_ seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var refused = 0
        for _ in 0..<5000 {
            var bytes = JSONValue.random(depth: 3, using: &random).serialized()
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(
                    in: 0...255, using: &random)
            }
            do {
                // What was read is a value like any other: it is written and read back equal.
                let value = try JSONValue.parse(bytes)
                #expect(try JSONValue.parse(value.serialized()) == value, "seed \(seed)")
            } catch {
                refused += 1
            }
        }
        #expect(refused > 0, "seed \(seed)")
    }
}

extension JSONValue {
    static func random(depth: Int, using random: inout SeededRandom) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &random) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &random))
        case 2: return .number(JSONNumber(Int64(bitPattern: random.next())))
        case 3: return .number(randomDecimal(using: &random))
        case 4: return .string(randomText(using: &random))
        case 5:
            let count = Int.random(in: 0..<6, using: &random)
            return .array((0..<count).map { _ in .random(depth: depth - 1, using: &random) })
        default:
            let count = Int.random(in: 0..<24, using: &random)
            return .object(
                JSONObject(
                    (0..<count).map { index in
                        let key = randomText(using: &random) + String(index)
                        return .init(key: key, value: .random(depth: depth - 1, using: &random))
                    }))
        }
    }

    private static func randomDecimal(using random: inout SeededRandom) -> JSONNumber {
        let sign = Bool.random(using: &random) ? "-" : ""
        let exponent = ["", "e5", "E-12", "e+0"].randomElement(using: &random)!
        let whole = UInt32.random(in: 0...UInt32.max, using: &random)
        return JSONNumber("\(sign)\(whole).\(UInt32.random(in: 0...999, using: &random))\(exponent)")!
    }

    private static func randomText(using random: inout SeededRandom) -> String {
        let alphabet: [Unicode.Scalar] = [
            "a", "Z", "0", " ", "\"", "\\", "/", "\u{0}", "\n", "\u{1F}", "\u{7F}", "é", "\u{301}", "€",
            "\u{FFFF}", "😹", "\u{10FFFF}", "\u{212A}",
        ]
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0..<20, using: &random) {
            text.append(alphabet.randomElement(using: &random)!)
        }
        return String(text)
    }
}

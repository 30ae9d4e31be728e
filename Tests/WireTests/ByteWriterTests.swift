import Randomness
import Testing

@testable import Wire

@Suite struct ByteWriterTests {
    private static func text(_ write: (inout ByteWriter) -> Void) -> String {
        var writer = ByteWriter()
        write(&writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// Numbers of every length, those beside the powers of ten among them.
    private static let numbers: [UInt64] = {
        var random = SeededRandom(seed: 5)
        var numbers: [UInt64] = [.max, .max - 1, UInt64(Int64.max)] + (0..<1000)
        var power: UInt64 = 1
        while power < .max / 10 {
            power *= 10
            numbers += [power - 1, power, power + 1, .random(in: 0..<power, using: &random)]
        }
        return numbers
    }()

    @Test("a number is written with all its digits and no others")
    func decimals() {
        for number in Self.numbers {
            #expect(Self.text { $0.append(decimal: number) } == String(number))
        }
    }

    @Test("a number is cut or filled up to a width")
    func widths() {
        for number in Self.numbers {
            for width in [1, 4, 7, 8, 9, 11, 13, 16, 17, 20] {
                let padded = String(repeating: "0", count: 20) + String(number)
                #expect(Self.text { $0.append(digits: number, width: width) } == padded.suffix(width))
            }
        }
    }

    @Test("hundred-millionths are written as a decimal without superfluous zeros")
    func hundredMillionths() {
        #expect(Self.text { $0.append(hundredMillionths: 0) } == "0")
        #expect(Self.text { $0.append(hundredMillionths: 20_000) } == "0.0002")
        #expect(Self.text { $0.append(hundredMillionths: 6_400_000_000_000) } == "64000")
        #expect(Self.text { $0.append(hundredMillionths: -150_000_000) } == "-1.5")
        #expect(Self.text { $0.append(hundredMillionths: .min) } == "-92233720368.54775808")
        for number in Self.numbers.compactMap(Int64.init(exactly:)) {
            let digits = String(repeating: "0", count: 8) + String(number)
            let whole = digits.dropLast(8).drop { $0 == "0" }
            let fraction = digits.suffix(8).reversed().drop { $0 == "0" }.reversed()
            let expected =
                (whole.isEmpty ? "0" : String(whole)) + (fraction.isEmpty ? "" : "." + String(fraction))
            #expect(Self.text { $0.append(hundredMillionths: number) } == expected)
        }
    }

    @Test("pieces of every length follow one another", arguments: [1, 2, 3] as [UInt64])
    func pieces(_ seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var writer = ByteWriter(capacity: seed == 1 ? 5000 : 0)
        var expected: [UInt8] = []
        for _ in 0..<400 {
            let length = Int.random(in: 0...(Bool.random(using: &random) ? 20 : 200), using: &random)
            let piece = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
            switch Int.random(in: 0..<3, using: &random) {
            case 0:
                writer.append(piece.span)
                expected += piece
            case 1:
                writer.append("a word that is longer than eight bytes")
                expected += Array("a word that is longer than eight bytes".utf8)
            default:
                writer.append(UInt8(truncatingIfNeeded: length))
                expected.append(UInt8(truncatingIfNeeded: length))
            }
            if length == 7 { #expect(writer.bytes == expected, "seed \(seed)") }
        }
        writer.append(Self.long)
        let bytes = writer.bytes
        #expect(bytes == expected + Array(String(describing: Self.long).utf8), "seed \(seed)")
    }

    private static let long: StaticString =
        "a literal of the source that is longer than a piece and so goes another way: 0123456789012345678901"

    @Test("text is escaped where it must be, wherever that is")
    func escapes() {
        for place in 0..<40 {
            let plain = String(repeating: "é-", count: place / 2) + (place.isMultiple(of: 2) ? "" : "x")
            #expect(
                Self.text { $0.append(escaping: (plain + "\"\n" + plain).utf8.span) } == plain + "\\\"\\n"
                    + plain)
        }
    }

    @Test("one character that needs an escape, or is next to those that do, is told at every place of a text")
    func escapesOne() {
        let escapes: [(String, String)] = [
            ("\u{1f}", "\\u001f"), ("\"", "\\\""), ("\\", "\\\\"), (" ", " "), ("!", "!"), ("#", "#"),
            ("[", "["),
            ("]", "]"), ("~", "~"), ("\u{7f}", "\u{7f}"), ("é", "é"),
        ]
        for place in 0..<20 {
            for rest in 0..<20 {
                let (before, after) = (
                    String(repeating: "x", count: place), String(repeating: "Z", count: rest)
                )
                for (character, escaped) in escapes {
                    #expect(
                        Self.text { $0.append(escaping: (before + character + after).utf8.span) }
                            == before + escaped + after)
                }
            }
        }
    }
}

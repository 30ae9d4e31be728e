import Randomness
import StarkCurve
import Testing

@Suite("FieldElement")
struct FieldElementTests {
    @Test("the field laws hold", arguments: SeededRandom.seeds)
    func fieldLaws(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        for _ in 0..<100 {
            let (a, b, c) = (random.element(), random.element(), random.element())
            #expect(a + b == b + a)
            #expect(a * b == b * a)
            #expect((a + b) + c == a + (b + c))
            #expect((a * b) * c == a * (b * c))
            #expect(a * (b + c) == a * b + a * c)
            #expect(a - b == -(b - a))
            #expect((a - b) + b == a)
            #expect(a.squared == a * a)
            #expect((a + b) * (a - b) == a.squared - b.squared)
        }
    }

    @Test("an element times its inverse is one, and zero's inverse is zero", arguments: SeededRandom.seeds)
    func inverses(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        for _ in 0..<50 {
            let a = random.element()
            #expect(a * a.inverse == (a.isZero ? .zero : .one))
        }
        #expect(FieldElement.zero.inverse == .zero)
        #expect((-FieldElement.one).inverse == -.one)
    }

    @Test("multiplication agrees with repeated doubling of the plain numbers", arguments: SeededRandom.seeds)
    func schoolbook(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        for _ in 0..<30 {
            let (a, b) = (random.element(), random.element())
            var (sum, addend) = (FieldElement.zero, a)
            for byte in b.word.bigEndianBytes.reversed() {
                for bit in 0..<8 {
                    if byte >> UInt8(bit) & 1 == 1 { sum = sum + addend }
                    addend = addend + addend
                }
            }
            #expect(a * b == sum)
        }
    }

    @Test("squares have roots, and a non-residue times a square has none", arguments: SeededRandom.seeds)
    func roots(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        for _ in 0..<3 {
            let a = random.element()
            let root = try #require(a.squared.squareRoot)
            #expect(root == a || root == -a)
            if !a.isZero { #expect((3 * a.squared).squareRoot == nil) }
        }
        #expect(FieldElement.zero.squareRoot == .zero)
        #expect(FieldElement.one.squareRoot?.squared == .one)
        #expect((-FieldElement.one).squareRoot?.squared == -.one)
    }

    @Test("plain numbers go into the Montgomery form and come back", arguments: SeededRandom.seeds)
    func montgomeryRoundTrip(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        for _ in 0..<300 {
            let word = random.word()
            let element = FieldElement(word)
            #expect((element != nil) == (word < FieldElement.modulus))
            if let element { #expect(element.word == word) }
        }
    }

    @Test("numbers just below p are elements, p and above are not")
    func range() throws {
        let last = "0x800000000000011000000000000000000000000000000000000000000000000"
        #expect(try #require(FieldElement(hex: last)) == -.one)
        #expect(-FieldElement.one + .one == .zero)
        #expect(FieldElement(hex: "0x800000000000011000000000000000000000000000000000000000000000001") == nil)
        #expect(FieldElement(hex: Word256Tests.maximumHex) == nil)
        #expect(FieldElement(decimal: Word256Tests.maximumDecimal) == nil)
        #expect(FieldElement(bigEndian: [UInt8](repeating: 0xff, count: 32)) == nil)
    }

    @Test("spellings of one number are one dictionary key")
    func hashing() throws {
        let spellings = [
            FieldElement(hex: "0x0FF"), FieldElement(hex: "0xff"), FieldElement(decimal: "255"),
            FieldElement(UInt64(255)), FieldElement(UInt128(255)), FieldElement(bigEndian: [0, 255]),
        ]
        #expect(Set(spellings.map { $0?.hex }) == ["0xff"])
        #expect(Set(spellings).count == 1)
        let wide: FieldElement = 0xffff_ffff_ffff_ffff_ffff_ffff_ffff_ffff
        #expect(FieldElement(UInt128.max) == wide)
    }

    @Test("short strings are what the vectors say")
    func shortStringVectors() throws {
        for vector in try Vectors.all("short_string") {
            let element = FieldElement(shortString: try vector.text("input"))
            #expect(element?.hex == (try vector.text("expected")), "\(vector.id)")
        }
    }

    @Test(
        "longer or non-ASCII text is not a short string",
        arguments: [String(repeating: "A", count: 32), "é", "BTC–USD", "🙂"])
    func notShortStrings(text: String) {
        #expect(FieldElement(shortString: text) == nil)
    }
}

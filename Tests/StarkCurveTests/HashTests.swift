import Randomness
import StarkCurve
import Testing

@Suite("Pedersen and Keccak hashes")
struct HashTests {
    @Test("Pedersen hashes are what the vectors say, with and without a prepared argument")
    func pedersenVectors() throws {
        for vector in try Vectors.all("pedersen") {
            let (a, b) = (try vector.element("a"), try vector.element("b"))
            let expected = try vector.element("expected")
            #expect(Pedersen.hash(a, b) == expected, "\(vector.id)")
            #expect(Pedersen.Prefix(a).hash(b) == expected, "\(vector.id)")
            #expect(Pedersen.Suffix(b).hash(a) == expected, "\(vector.id)")
        }
    }

    @Test("hash chains are what the vectors say")
    func chainVectors() throws {
        for kind in ["hash_chain", "struct_hash"] {
            for vector in try Vectors.all(kind) {
                let chain = Pedersen.chain(try vector.elements("elements"))
                #expect(chain.hex == (try vector.text("expected")), "\(vector.id)")
            }
        }
    }

    @Test(
        "the table's sum is the four points' multiples, whatever the arguments", arguments: SeededRandom.seeds
    )
    func pedersenIsLinear(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        for _ in 0..<20 {
            let (a, b) = (random.element(), random.element())
            #expect(Pedersen.hash(a, b) == PlainPedersen.hash(a, b))
        }
        for edge: FieldElement in [-.one, 1, FieldElement(UInt128.max), FieldElement(UInt64.max)] {
            #expect(Pedersen.hash(edge, -edge) == PlainPedersen.hash(edge, -edge))
        }
    }

    @Test("Starknet's Keccak is what the vectors say")
    func keccakVectors() throws {
        for vector in try Vectors.all("starknet_keccak") {
            let hash = Keccak.starknet(try vector.text("input"))
            #expect(hash.hex == (try vector.text("expected")), "\(vector.id)")
        }
    }

    @Test(
        "Keccak-256 of known texts",
        arguments: [
            ("", "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"),
            ("abc", "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"),
        ])
    func keccakKnown(text: String, hex: String) {
        #expect(Word256(bigEndian: Keccak.hash256(Array(text.utf8))) == Word256(hex: "0x" + hex))
    }

    @Test("Keccak-256 pads around the block size as the standard says")
    func keccakBlocks() {
        // Digests of 135, 136 and 137 zero bytes are all different and none is that of a neighbour's padding.
        let digests = (134...138).map { Keccak.hash256([UInt8](repeating: 0, count: $0)) }
        #expect(Set(digests).count == digests.count)
        let padded = Keccak.hash256([UInt8](repeating: 0, count: 136) + [0x01])
        #expect(!digests.contains(padded))
    }

    @Test("type hashes are what the vectors say, and all types have one")
    func typeHashes() throws {
        let vectors = try Vectors.all("type_hash")
        for vector in vectors {
            let type = try #require(SigningType(rawValue: try vector.text("type_string")), "\(vector.id)")
            #expect(type.hash.hex == (try vector.text("expected")), "\(vector.id)")
        }
        #expect(
            Set(try vectors.map { try $0.text("type_string") }) == Set(SigningType.allCases.map(\.rawValue)))
    }
}

/// The definition of the hash by plain double and add.
private enum PlainPedersen {
    // x and y of S, P1, P2, P3, P4.
    static let points: [(FieldElement, FieldElement)] = [
        (
            0x49ee3eba8c1600700ee1b87eb599f16716b0b1022947733551fde4050ca6804,
            0x3ca0cfe4b3bc6ddf346d49d06ea0ed34e621062c0e056c1d0405d266e10268a
        ),
        (
            0x234287dcbaffe7f969c748655fca9e58fa8120b6d56eb0c1080d17957ebe47b,
            0x3b056f100f96fb21e889527d41f4e39940135dd7a6c94cc6ed0268ee89e5615
        ),
        (
            0x4fa56f376c83db33f9dab2656558f3399099ec1de5e3018b7a6932dba8aa378,
            0x3fa0984c931c9e38113e0c0e47e4401562761f92a7a23b45168f4e80ff5b54d
        ),
        (
            0x4ba4cc166be8dec764910f75b45f74b40c690c74709e90f3aa372f0bd2d6997,
            0x40301cf5c1751f4b971e46c4ede85fcac5c59a5ce5ae7c48151f27b24b219c
        ),
        (
            0x54302dcb0e6cc1c6e44cca8f61a63bb2ca65048d53fb325d36ff12c49a58202,
            0x1b77b3e37d13504b348046268d8ae25ce98ad783c25561a879dcc77e99c2426
        ),
    ]

    static func hash(_ a: FieldElement, _ b: FieldElement) -> FieldElement? {
        guard let points = try? points.map({ try #require(CurvePoint(x: $0.0, y: $0.1)) }) else { return nil }
        var sum = JacobianPoint(points[0])
        add(a, low: points[1], high: points[2], to: &sum)
        add(b, low: points[3], high: points[4], to: &sum)
        return sum.affine?.x
    }

    private static func add(
        _ number: FieldElement, low: CurvePoint, high: CurvePoint, to sum: inout JacobianPoint
    ) {
        let bytes = number.word.bigEndianBytes
        for (part, point) in [(Array(bytes[0..<1]), high), (Array(bytes[1...]), low)] {
            var multiple = JacobianPoint.infinity
            for byte in part {
                for bit in (0..<8).reversed() {
                    multiple = multiple.doubled
                    if byte >> UInt8(bit) & 1 == 1 { multiple.add(point) }
                }
            }
            if let multiple = multiple.affine { sum.add(multiple) }
        }
    }
}

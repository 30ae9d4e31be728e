import Randomness
import StarkCurve
import Testing

@Suite("ECDSA")
struct ECDSATests {
    @Test("signatures verify exactly if the vectors say so")
    func verifyVectors() throws {
        for (kind, flag) in [("verify", "expected_strict"), ("verify_edge", "plain_rule_r_lt_2_251_s_lt_n")] {
            for vector in try Vectors.all(kind) {
                #expect(try isValid(vector) == vector.flag(flag), "\(vector.id)")
            }
        }
    }

    @Test("public keys are what the vectors say")
    func publicKeyVectors() throws {
        for vector in try Vectors.all("public_key") {
            let privateKey = try #require(Scalar(try vector.word("private_key")))
            let key = try #require(PublicKey(privateKey: privateKey))
            let (x, y) = (try vector.element("public_key"), try vector.element("public_key_y"))
            #expect(key.x == x, "\(vector.id)")
            #expect(key.point.y == y, "\(vector.id)")
            let fromX = try #require(PublicKey(x: x))
            #expect(fromX == key)
            #expect(fromX.point.y == y || fromX.point.y == -y)
        }
        #expect(PublicKey(privateKey: .zero) == nil)
        #expect(PublicKey(hex: "0x5") == nil)
        #expect(PublicKey(hex: "0x800000000000011000000000000000000000000000000000000000000000001") == nil)
    }

    @Test("what is signed verifies, and with one bit changed it does not", arguments: SeededRandom.seeds)
    func signAndVerify(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        for _ in 0..<3 {
            let privateKey = random.scalar() + .one
            guard let key = PublicKey(privateKey: privateKey) else { continue }
            var word = random.word()
            word.limb3 &= 0x07ff_ffff_ffff_ffff
            let hash = try #require(FieldElement(word))
            guard let signature = ECDSA.sign(hash: hash, privateKey: privateKey, nonce: random.scalar())
            else {
                continue
            }
            #expect(ECDSA.verify(hash: hash, signature: signature, publicKey: key))
            let opposite = try #require(Scalar(signature.s)).negatedWord
            #expect(ECDSA.verify(hash: hash, r: signature.r, s: opposite, publicKey: key))
            for bit in (0..<256).shuffled(using: &random).prefix(24) {
                let (r, s) = (signature.r.flipping(bit), signature.s.flipping(bit))
                #expect(!ECDSA.verify(hash: hash, r: r, s: signature.s, publicKey: key), "r, bit \(bit)")
                #expect(!ECDSA.verify(hash: hash, r: signature.r, s: s, publicKey: key), "s, bit \(bit)")
                guard let otherHash = FieldElement(word.flipping(bit)) else { continue }
                #expect(
                    !ECDSA.verify(hash: otherHash, signature: signature, publicKey: key), "hash, bit \(bit)")
            }
        }
    }

    @Test("signing with the nonce that a client used gives the client's signature")
    func reproducesClients() throws {
        for vector in try Vectors.all("message") {
            let privateKey = try #require(Scalar(try vector.word("private_key")))
            let hash = try vector.element("message_hash")
            let expected = try #require(vector.child("signature")).signature()
            let (z, r, s) = (Scalar(hash.word), Scalar(expected.r), Scalar(expected.s))
            // s = (z + r·d)/k, so the nonce k of a known key's signature can be computed.
            let nonce = (try #require(z) + #require(r) * privateKey) * (try #require(s)).inverse
            #expect(ECDSA.sign(hash: hash, privateKey: privateKey, nonce: nonce) == expected, "\(vector.id)")
        }
    }

    @Test("no number is dangerous to verify or to sign")
    func outOfRange() throws {
        let numbers: [Word256] = [
            0, 1, Scalar.modulus, FieldElement.modulus, Word256(0, 0, 0, 1 << 59),
            Word256(.max, .max, .max, .max),
            0x7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff,
        ]
        let key = try #require(PublicKey(privateKey: 12345))
        for hash in numbers.compactMap({ FieldElement($0) }) + [-.one] {
            for r in numbers {
                for s in numbers { #expect(!ECDSA.verify(hash: hash, r: r, s: s, publicKey: key)) }
            }
        }
        #expect(ECDSA.sign(hash: -.one, privateKey: 5, nonce: 7) == nil)
        #expect(ECDSA.sign(hash: 1, privateKey: 5, nonce: .zero) == nil)
        #expect(ECDSA.sign(hash: 1, privateKey: .zero, nonce: 7) == nil)
    }

    @Test(
        "a signature over a hash of 2^251 or more is refused, although its equation holds",
        arguments: [
            (0x7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff, true),
            (0x800000000000000000000000000000000000000000000000000000000000000, false),
            (0x800000000000000000000000000000000000000000000000000000000000007, false),
        ] as [(Word256, Bool)])
    func hashRange(hash: Word256, isInRange: Bool) throws {
        let (privateKey, nonce): (Scalar, Scalar) = (12345, 67890)
        let r = try #require(PublicKey(privateKey: nonce)).x.word
        let s = try nonce.inverse * (#require(Scalar(hash)) + #require(Scalar(r)) * privateKey)
        let key = try #require(PublicKey(privateKey: privateKey))
        let element = try #require(FieldElement(hash))
        #expect(ECDSA.verify(hash: element, r: r, s: s.word, publicKey: key) == isInRange)
    }

    @Test("the hash zero can be signed and verified")
    func zeroHash() throws {
        let key = try #require(PublicKey(privateKey: 5))
        let signature = try #require(ECDSA.sign(hash: .zero, privateKey: 5, nonce: 7))
        #expect(ECDSA.verify(hash: .zero, signature: signature, publicKey: key))
        #expect(!ECDSA.verify(hash: .one, signature: signature, publicKey: key))
    }

    /// Out-of-range keys and hashes do not even become values, which counts as invalid.
    private func isValid(_ vector: Vector) throws -> Bool {
        guard let hash = FieldElement(try vector.word("message_hash")) else { return false }
        guard let key = PublicKey(hex: try vector.text("public_key")) else { return false }
        return ECDSA.verify(hash: hash, signature: try vector.signature(), publicKey: key)
    }
}

extension Scalar {
    fileprivate var negatedWord: Word256 { (-self).word }
}

extension Word256 {
    fileprivate func flipping(_ bit: Int) -> Word256 {
        var word = self
        let mask: UInt64 = 1 << UInt64(bit % 64)
        switch bit / 64 {
        case 0: word.limb0 ^= mask
        case 1: word.limb1 ^= mask
        case 2: word.limb2 ^= mask
        default: word.limb3 ^= mask
        }
        return word
    }
}

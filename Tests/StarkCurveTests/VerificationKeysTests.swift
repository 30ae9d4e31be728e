import StarkCurve
import Testing

@Suite("Keys with tables")
struct VerificationKeysTests {
    @Test("the key used longest ago gives way to a new one")
    func bounded() throws {
        let publicKeys = try (1...UInt64(VerificationKeys.countMaximum + 1)).map {
            try #require(PublicKey(privateKey: try #require(Scalar(Word256(UInt128($0))))))
        }
        var keys = VerificationKeys()
        for publicKey in publicKeys.dropLast() { #expect(keys.key(publicKey).publicKey == publicKey) }
        #expect(keys.count == VerificationKeys.countMaximum)
        _ = keys.key(publicKeys[0])
        _ = keys.key(publicKeys[publicKeys.count - 1])
        #expect(keys.count == VerificationKeys.countMaximum)
        #expect(keys.contains(publicKeys[0]) && keys.contains(publicKeys[publicKeys.count - 1]))
        #expect(!keys.contains(publicKeys[1]))
        _ = keys.key(publicKeys[1])
        #expect(keys.contains(publicKeys[1]) && !keys.contains(publicKeys[2]))
    }
}

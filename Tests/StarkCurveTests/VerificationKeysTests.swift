import StarkCurve
import Testing

@Suite("Keys with tables")
struct VerificationKeysTests {
    @Test("the key used longest ago gives way to a new one")
    func bounded() {
        let publicKeys = (1...4 as ClosedRange<UInt128>).compactMap { number in
            Scalar(Word256(number)).flatMap { PublicKey(privateKey: $0) }
        }
        var keys = VerificationKeys(countMaximum: 3)
        for publicKey in publicKeys.dropLast() { #expect(keys.key(publicKey).publicKey == publicKey) }
        #expect(keys.count == 3)
        _ = keys.key(publicKeys[0])
        _ = keys.key(publicKeys[3])
        #expect(keys.count == 3)
        #expect(keys.contains(publicKeys[0]) && keys.contains(publicKeys[3]))
        #expect(!keys.contains(publicKeys[1]))
        _ = keys.key(publicKeys[1])
        #expect(keys.contains(publicKeys[1]) && !keys.contains(publicKeys[2]))
    }
}

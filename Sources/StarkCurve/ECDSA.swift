/// ECDSA on the Stark curve, over a field element that is itself the hash: nothing is hashed or truncated here.
package enum ECDSA {
    /// Hashes and r have to be below this, as in every Starknet library.
    private static let bound: Word256 = 0x800000000000000000000000000000000000000000000000000000000000000

    /// Whether the signature is the key's signature of this hash. Any input is safe; out of range is just false.
    ///
    /// Requires 1 ≤ r < 2^251, 1 ≤ s < n and a hash below 2^251. A key is an x coordinate, so a signature that
    /// fits either of its two points is valid; so is the larger of the two possible s, which most signers send
    /// half of the time.
    package static func verify(
        hash: FieldElement, r: Word256, s: Word256, key: VerificationKey
    ) -> Bool {
        guard !r.isZero, !s.isZero, r < bound, hash.word < bound else { return false }
        // Numbers below 2^251 are below n and below p.
        guard let z = Scalar(hash.word), let rScalar = Scalar(r), let rElement = FieldElement(r) else {
            return false
        }
        guard let sScalar = Scalar(s) else { return false }
        let w = sScalar.inverse
        var ofGenerator = JacobianPoint.infinity
        generatorMultiples.add((z * w).word, to: &ofGenerator)
        let ofKey = key.multiples.multiply(rScalar * w)
        // r is the x coordinate itself; it is not reduced modulo n.
        return JacobianPoint.sumOrDifference(of: ofGenerator, and: ofKey, hasX: rElement)
    }

    package static func verify(hash: FieldElement, signature: Signature, key: VerificationKey) -> Bool {
        verify(hash: hash, r: signature.r, s: signature.s, key: key)
    }

    /// For a key that signs once.
    package static func verify(hash: FieldElement, signature: Signature, publicKey: PublicKey) -> Bool {
        verify(hash: hash, r: signature.r, s: signature.s, publicKey: publicKey)
    }

    /// For a key that signs once.
    package static func verify(
        hash: FieldElement, r: Word256, s: Word256, publicKey: PublicKey
    ) -> Bool {
        verify(hash: hash, r: r, s: s, key: VerificationKey(once: publicKey))
    }

    /// The generator's multiples: 0.5 MB, built for the first verification in 1 ms.
    private static let generatorMultiples = WindowTable(low: .generator, lowBits: 252, windowBits: 9)

    /// Signs with a nonce that the caller has chosen: secret, uniform and never used twice.
    ///
    /// `nil` if the hash is out of range or the nonce is unusable, which is true of zero and, of others, as good
    /// as never; then another nonce has to be tried. Not constant time: for tests and tools, not for real money.
    package static func sign(hash: FieldElement, privateKey: Scalar, nonce: Scalar) -> Signature? {
        guard hash.word < bound, let z = Scalar(hash.word), !privateKey.isZero else { return nil }
        guard let point = CombTable.generator.multiply(nonce).affine else { return nil }
        let r = point.x.word
        guard !r.isZero, r < bound, let rScalar = Scalar(r) else { return nil }
        let s = nonce.inverse * (z + rScalar * privateKey)
        return s.isZero ? nil : Signature(r: r, s: s.word)
    }
}

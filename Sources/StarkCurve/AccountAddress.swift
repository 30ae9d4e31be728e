/// Addresses of Starknet accounts.
package enum AccountAddress {
    /// Addresses are below 2^251 − 256.
    private static let bound: Word256 = 0x7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff00

    /// "STARKNET_CONTRACT_ADDRESS" as a short string.
    private static let prefix: FieldElement = 0x535441524b4e45545f434f4e54524143545f41444452455353

    /// The address that an account with this key is deployed at.
    ///
    /// The class hashes are `paraclear_account_proxy_hash` and `paraclear_account_hash` of the exchange's
    /// configuration. The account's constructor is called as initialize(public key, 0).
    package static func derive(
        publicKey: FieldElement, proxyClassHash: FieldElement, accountClassHash: FieldElement
    ) -> FieldElement {
        let calldata = Pedersen.chain([
            accountClassHash, Keccak.starknet("initialize"), 2, publicKey, 0,
        ])
        return reduced(Pedersen.chain([prefix, 0, publicKey, proxyClassHash, calldata]))
    }

    /// A hash modulo 2^251 − 256; it is below p, which is below twice that.
    package static func reduced(_ hash: FieldElement) -> FieldElement {
        let (difference, borrow) = hash.word.subtracting(bound)
        return borrow ? hash : FieldElement(difference) ?? hash
    }
}

/// Addresses of Starknet accounts.
package enum AccountAddress {
    /// Addresses are below 2^251 − 256.
    private static let bound: Word256 = 0x7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff00

    /// The address that an account with this key is deployed at.
    ///
    /// The class hashes are `paraclear_account_proxy_hash` and `paraclear_account_hash` of the exchange's
    /// configuration. The account's constructor is called as initialize(public key, 0).
    package static func derive(
        publicKey: FieldElement, proxyClassHash: FieldElement, accountClassHash: FieldElement
    ) -> FieldElement {
        AccountClass(proxyClassHash: proxyClassHash, accountClassHash: accountClassHash)
            .address(of: publicKey)
    }

    /// A hash modulo 2^251 − 256; it is below p, which is below twice that.
    package static func reduced(_ hash: FieldElement) -> FieldElement {
        let (difference, borrow) = hash.word.subtracting(bound)
        return borrow ? hash : FieldElement(difference) ?? hash
    }
}

/// The contract classes of accounts, with all that their addresses have in common.
package struct AccountClass: Sendable {
    /// The chain of the constructor's arguments before the public key.
    private let argumentsPrefix: Pedersen.Prefix
    /// The chain of the address before the public key.
    private let addressPrefix: Pedersen.Prefix
    private let proxyClassHash: Pedersen.Suffix
    /// Both chains have five elements.
    private let count: Pedersen.Suffix

    /// "STARKNET_CONTRACT_ADDRESS" as a short string.
    private static let prefix: FieldElement = 0x535441524b4e45545f434f4e54524143545f41444452455353

    package init(proxyClassHash: FieldElement, accountClassHash: FieldElement) {
        argumentsPrefix = Pedersen.Prefix(
            [accountClassHash, Keccak.starknet("initialize"), 2].reduce(.zero, Pedersen.hash))
        addressPrefix = Pedersen.Prefix([Self.prefix, 0].reduce(.zero, Pedersen.hash))
        self.proxyClassHash = Pedersen.Suffix(proxyClassHash)
        count = Pedersen.Suffix(5)
    }

    /// The address of the account with this key; 7 hashes.
    package func address(of publicKey: FieldElement) -> FieldElement {
        // Both chains have the key as a second argument.
        let ofKey = PedersenCombs.second.multiples(of: publicKey)
        let arguments = count.hash(Pedersen.Suffix.zero.hash(argumentsPrefix.hash(ofKey)))
        let state = proxyClassHash.hash(addressPrefix.hash(ofKey))
        return AccountAddress.reduced(count.hash(Pedersen.hash(state, arguments)))
    }
}

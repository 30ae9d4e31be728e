/// What all messages for one chain have in common: SNIP-12 revision 0 with Paradex's name, chain id and version.
package struct SigningDomain: Sendable {
    package let chainID: String

    /// The hash of the domain struct.
    package let hash: FieldElement

    /// The message chain after its prefix and the domain hash; the account's address comes next.
    let messagePrefix: Pedersen.Prefix

    /// `nil` unless the chain id is a short string.
    package init?(chainID: String) {
        guard let chain = FieldElement(shortString: chainID) else { return nil }
        self.chainID = chainID
        // Paradex orders the fields name, chainId, version; the version is the number one, not its text.
        hash = Pedersen.chain([SigningType.domain.hash, SigningConstant.paradex, chain, .one])
        let prefix = Pedersen.hash(.zero, SigningConstant.starkNetMessage)
        messagePrefix = Pedersen.Prefix(Pedersen.hash(prefix, hash))
    }
}

/// The struct types that Paradex's clients sign.
package enum SigningType: String, CaseIterable, Sendable {
    case domain = "StarkNetDomain(name:felt,chainId:felt,version:felt)"
    case order =
        "Order(timestamp:felt,market:felt,side:felt,orderType:felt,size:felt,price:felt)"
    case modifyOrder =
        "ModifyOrder(timestamp:felt,market:felt,side:felt,orderType:felt,size:felt,price:felt,id:felt)"
    case request = "Request(method:felt,path:felt,body:felt,timestamp:felt,expiration:felt)"
    case constant = "Constant(action:felt)"

    /// The first element of a struct's chain: `starknet_keccak` of the type's text.
    package var hash: FieldElement { Keccak.starknet(rawValue) }
}

/// Words that occur in signed structs, as short strings.
enum SigningConstant {
    static let starkNetMessage: FieldElement = 0x537461726b4e6574204d657373616765
    static let paradex: FieldElement = 0x50617261646578
    static let post: FieldElement = 0x504f5354
    static let authPath: FieldElement = 0x2f76312f61757468
    static let onboarding: FieldElement = 0x4f6e626f617264696e67
}

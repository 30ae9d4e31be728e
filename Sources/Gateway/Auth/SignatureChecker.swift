import Exchange
import StarkCurve

/// Checks STARK signatures for accounts, keeping what the checks of each of their keys have in common.
struct SignatureChecker {
    /// A key that signs for an account.
    private struct SignerID: Hashable {
        let account: AccountID
        let publicKey: String
    }

    /// What a key's checks have in common: its account's part of every hash, and the key's point.
    private struct Signer {
        let account: SigningAccount
        let publicKey: PublicKey
    }

    let policy: SignaturePolicy
    private let chainID: String
    /// Made when the first signature is checked: it takes a tenth of a start without a database.
    private var madeDomain: SigningDomain?
    private var signers: [SignerID: Signer] = [:]
    private var keys = VerificationKeys()
    private var words = SigningWords()

    init(chainID: String, policy: SignaturePolicy) {
        precondition(
            FieldElement(shortString: chainID) != nil,
            "a chain id has at most 31 ASCII characters, not \"\(chainID)\"")
        self.chainID = chainID
        self.policy = policy
    }

    /// Whether `text` is the signature, by one of the account's keys, of an order, or of what the order with this
    /// public id shall become.
    mutating func verify(
        _ text: String, of account: Account, key: String, order: SignedOrder, modifying id: String?
    ) -> Bool {
        guard let signature = Signature.parse(text), let signer = signer(of: account, key: key) else {
            return false
        }
        let hash =
            if let id {
                signer.account.modifyOrderHash(order, id: id, words: &words)
            } else {
                signer.account.orderHash(order, words: &words)
            }
        guard let hash else { return false }
        return ECDSA.verify(hash: hash, signature: signature, key: keys.key(signer.publicKey))
    }

    /// Whether each text is the signature of the order beside it. Ten together take five sixths of the time.
    mutating func verify(
        _ batch: [(text: String, order: SignedOrder)], of account: Account, key: String
    ) -> [Bool] {
        guard let signer = signer(of: account, key: key) else { return batch.map { _ in false } }
        let hashes = signer.account.orderHashes(batch.map(\.order), words: &words)
        let key = keys.key(signer.publicKey)
        return zip(batch, hashes).map { signed, hash in
            guard let hash, let signature = Signature.parse(signed.text) else { return false }
            return ECDSA.verify(hash: hash, signature: signature, key: key)
        }
    }

    /// The same for the message that `hash` makes for the account.
    mutating func verify(
        _ text: String, of account: Account, key: String, hash: (SigningAccount) -> FieldElement?
    ) -> Bool {
        guard let signature = Signature.parse(text), let signer = signer(of: account, key: key),
            let hash = hash(signer.account)
        else { return false }
        return ECDSA.verify(hash: hash, signature: signature, key: keys.key(signer.publicKey))
    }

    /// The same for a key that no account has yet.
    mutating func verify(
        _ signature: Signature, key: PublicKey, address: FieldElement, hash: (SigningAccount) -> FieldElement?
    ) -> Bool {
        guard let hash = hash(SigningAccount(address: address, domain: domain())) else { return false }
        return ECDSA.verify(hash: hash, signature: signature, publicKey: key)
    }

    private mutating func signer(of account: Account, key: String) -> Signer? {
        let id = SignerID(account: account.id, publicKey: key)
        if let signer = signers[id] { return signer }
        guard let address = FieldElement(hex: account.address), let publicKey = PublicKey(hex: key) else {
            return nil
        }
        let signer = Signer(
            account: SigningAccount(address: address, domain: domain()), publicKey: publicKey)
        signers[id] = signer
        return signer
    }

    private mutating func domain() -> SigningDomain {
        if let madeDomain { return madeDomain }
        guard let domain = SigningDomain(chainID: chainID) else {
            preconditionFailure("a chain id is a short string, as was checked")
        }
        madeDomain = domain
        return domain
    }
}

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
    /// What was found out about signatures before they are asked for.
    private var found: [OrderSignature: Bool] = [:]

    init(chainID: String, policy: SignaturePolicy) {
        precondition(
            FieldElement(shortString: chainID) != nil,
            "a chain id has at most 31 ASCII characters, not \"\(chainID)\"")
        self.chainID = chainID
        self.policy = policy
    }

    /// Whether a signature is the account's.
    mutating func verify(_ signature: OrderSignature, of account: Account) -> Bool {
        if !found.isEmpty, let isRight = found[signature] { return isRight }
        guard let check = check(signature, of: account) else { return false }
        return OrderCheck.results(of: [check])[0]
    }

    /// Adds what there is to check of a signature that nothing is known of yet.
    mutating func add(_ signature: OrderSignature, of account: Account, to checks: inout SignatureChecks) {
        guard found[signature] == nil, let check = check(signature, of: account) else { return }
        checks.append(check, of: signature)
    }

    /// Keeps `verify` from checking these again until `forget`.
    mutating func note(_ results: [Bool], of checks: SignatureChecks) {
        for (signature, isRight) in zip(checks.signatures, results) { found[signature] = isRight }
    }

    mutating func forget(_ checks: SignatureChecks) {
        for signature in checks.signatures { found[signature] = nil }
    }

    /// The hash that a signature must be of; nil for what cannot be signed.
    mutating func hash(of signature: OrderSignature, of account: Account) -> FieldElement? {
        guard let signer = signer(of: account, key: signature.key),
            let message = message(of: signature, by: signer)
        else { return nil }
        return OrderMessage.hashes(of: [message])[0]
    }

    /// nil for what cannot be signed, and so cannot be signed right.
    private mutating func check(_ signature: OrderSignature, of account: Account) -> OrderCheck? {
        guard let numbers = Signature.parse(signature.text),
            let signer = signer(of: account, key: signature.key),
            let message = message(of: signature, by: signer)
        else { return nil }
        return OrderCheck(message, numbers, key: keys.key(signer.publicKey))
    }

    private mutating func message(of signature: OrderSignature, by signer: Signer) -> OrderMessage? {
        OrderMessage(signature.order, modifying: signature.modifiedID, of: signer.account, words: &words)
    }

    /// Whether `text` is the signature, by one of the account's keys, of the message that `hash` makes for it.
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

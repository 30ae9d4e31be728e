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

extension Gateway {
    /// Refuses signed terms that are for another account, too old, or not signed by their account.
    ///
    /// - Parameter id: the public id of the order that they modify, which is signed with them.
    mutating func check(
        _ terms: SignedTerms, window: Int64 = SignedTerms.receiveWindowDefault, modifying id: String? = nil,
        _ caller: Caller
    ) throws(APIError) {
        try checkAccount(of: terms, caller)
        try terms.checkAge(window: window, at: caller.now)
        try checkSignature(of: terms, modifying: id, caller)
    }

    /// An order may name the account that sends it, and no other.
    private func checkAccount(of terms: SignedTerms, _ caller: Caller) throws(APIError) {
        guard let text = terms.account else { return }
        let address = exchange.account(caller.account).address
        guard FieldElement(hex: text)?.hex == address else {
            throw .parameter(
                "on_behalf_of_account", "isolated margin is closed, leave it out or name \(address).")
        }
    }

    private mutating func checkSignature(
        of terms: SignedTerms, modifying id: String?, _ caller: Caller
    ) throws(APIError) {
        guard signatures.policy != .off else { return }
        let account = exchange.account(caller.account)
        let key = caller.session.key
        if verify(terms, over: terms.price, modifying: id, of: account, key: key) { return }
        if let other = terms.otherPrice,
            verify(terms, over: other, modifying: id, of: account, key: key)
        {
            return
        }
        let refusal = APIError(
            .invalidOrderSignature, Self.signatureHelp(terms.signature, account, key, configuration))
        guard signatures.policy == .warn else { throw refusal }
        warn("let pass for \(account.address): \(refusal.message)")
    }

    private mutating func verify(
        _ terms: SignedTerms, over price: Price, modifying id: String?, of account: Account, key: String
    ) -> Bool {
        signatures.verify(
            terms.signature, of: account, key: key, order: terms.order(over: price), modifying: id)
    }

    /// Says what was checked, since a wrong chain id or key looks like any other wrong signature.
    private static func signatureHelp(
        _ text: String, _ account: Account, _ key: String, _ configuration: Configuration
    ) -> String {
        guard Signature.parse(text) != nil else {
            return "signature: must be a JSON array of two strings, [\"<r>\",\"<s>\"], decimal or 0x hex"
        }
        return "signature: verification failed for account \(account.address) with public key "
            + "\(key) on chain \(configuration.chainID)"
    }
}

extension SignedTerms {
    fileprivate func order(over price: Price) -> SignedOrder {
        SignedOrder(
            timestamp: UInt64(signedAt), market: market, side: side == .buy ? .buy : .sell,
            orderType: String(describing: type.word), size: UInt128(size.units), price: UInt128(price.units))
    }
}

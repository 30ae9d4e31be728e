import Exchange
import StarkCurve

/// Checks STARK signatures for accounts, keeping what each account's checks have in common.
struct SignatureChecker {
    /// Makes an account's checks cheap: its part of every hash, and its key with a table of multiples.
    private struct Signer {
        let account: SigningAccount
        let publicKey: PublicKey
    }

    let policy: SignaturePolicy
    private let domain: SigningDomain
    private var signers: [AccountID: Signer] = [:]

    init(chainID: String, policy: SignaturePolicy) {
        guard let domain = SigningDomain(chainID: chainID) else {
            preconditionFailure("a chain id has at most 31 ASCII characters, not \"\(chainID)\"")
        }
        self.domain = domain
        self.policy = policy
    }

    /// Whether `text` is the account's signature of the message that `hash` makes for it.
    mutating func verify(
        _ text: String, of account: Account, hash: (SigningAccount) -> FieldElement?
    ) -> Bool {
        guard let signature = Signature.parse(text), let signer = signer(of: account),
            let hash = hash(signer.account)
        else { return false }
        return ECDSA.verify(hash: hash, signature: signature, publicKey: signer.publicKey)
    }

    /// The same for a key that no account has yet.
    func verify(
        _ signature: Signature, key: PublicKey, address: FieldElement, hash: (SigningAccount) -> FieldElement?
    ) -> Bool {
        guard let hash = hash(SigningAccount(address: address, domain: domain)) else { return false }
        return ECDSA.verify(hash: hash, signature: signature, publicKey: key)
    }

    private mutating func signer(of account: Account) -> Signer? {
        if let signer = signers[account.id] { return signer }
        guard let address = FieldElement(hex: account.address),
            let publicKey = PublicKey(hex: account.publicKey)
        else { return nil }
        let signer = Signer(
            account: SigningAccount(address: address, domain: domain), publicKey: publicKey)
        signers[account.id] = signer
        return signer
    }
}

extension Gateway {
    /// Refuses an order whose signature is not its account's.
    mutating func checkSignature(of form: OrderForm, _ call: Call) throws(APIError) {
        try checkOrderSignature(form.signature, call) { $0.orderHash(form.signedOrder) }
    }

    /// Refuses a modification whose signature is not its account's.
    mutating func checkSignature(of form: ModifyForm, _ call: Call) throws(APIError) {
        try checkOrderSignature(form.signature, call) { $0.modifyOrderHash(form.signedOrder, id: form.id) }
    }

    private mutating func checkOrderSignature(
        _ text: String, _ call: Call, hash: (SigningAccount) -> FieldElement?
    ) throws(APIError) {
        guard signatures.policy != .off else { return }
        let account = exchange.account(call.account)
        guard !signatures.verify(text, of: account, hash: hash) else { return }
        let refusal = APIError(.invalidOrderSignature, Self.signatureHelp(text, account, configuration))
        guard signatures.policy == .warn else { throw refusal }
        warn("let pass for \(account.address): \(refusal.message)")
    }

    /// Says what was checked, since a wrong chain id or key looks like any other wrong signature.
    private static func signatureHelp(
        _ text: String, _ account: Account, _ configuration: Configuration
    ) -> String {
        guard Signature.parse(text) != nil else {
            return "signature: must be a JSON array of two strings, [\"<r>\",\"<s>\"], decimal or 0x hex"
        }
        return "signature: verification failed for account \(account.address) with public key "
            + "\(account.publicKey) on chain \(configuration.chainID)"
    }
}

extension OrderForm {
    var signedOrder: SignedOrder {
        SignedOrder(
            timestamp: UInt64(signedAt), market: market, side: side == .buy ? .buy : .sell,
            orderType: String(describing: type.word), size: UInt128(size.units), price: UInt128(price.units))
    }
}

extension ModifyForm {
    var signedOrder: SignedOrder {
        SignedOrder(
            timestamp: UInt64(signedAt), market: market, side: side == .buy ? .buy : .sell,
            orderType: String(describing: type.word), size: UInt128(size.units), price: UInt128(price.units))
    }
}

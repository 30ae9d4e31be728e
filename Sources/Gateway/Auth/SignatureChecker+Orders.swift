import Exchange
import StarkCurve
import Wire

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

    /// Finds out, all together, which of a batch's orders are signed right; here is not the place to say what is wrong
    /// with the others. To be forgotten when the batch is placed.
    mutating func checkSignatures(of batch: [OrderForm], _ caller: Caller) -> SignatureChecks {
        var checks = SignatureChecks()
        guard signatures.policy != .off, batch.count > 1 else { return checks }
        let account = exchange.account(caller.account)
        for form in batch {
            let signature = OrderSignature(
                of: form.terms, over: form.terms.price, modifying: nil, by: caller.session)
            signatures.add(signature, of: account, to: &checks)
        }
        signatures.note(checks.results(), of: checks)
        return checks
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
        let session = caller.session
        if verify(terms, over: terms.price, modifying: id, of: account, session) { return }
        if let other = terms.otherPrice, verify(terms, over: other, modifying: id, of: account, session) {
            return
        }
        let refusal = APIError(
            .invalidOrderSignature,
            Self.signatureHelp(terms.signature.string, account, session.key, configuration))
        guard signatures.policy == .warn else { throw refusal }
        warn("let pass for \(account.address): \(refusal.message)")
    }

    private mutating func verify(
        _ terms: SignedTerms, over price: Price, modifying id: String?, of account: Account,
        _ session: Session
    ) -> Bool {
        signatures.verify(OrderSignature(of: terms, over: price, modifying: id, by: session), of: account)
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

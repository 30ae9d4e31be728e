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
        let signature = OrderSignature(of: terms, over: terms.price, modifying: id, by: caller.session)
        if signatures.verify(signature, of: account) { return }
        if let other = terms.otherPrice {
            let signature = OrderSignature(of: terms, over: other, modifying: id, by: caller.session)
            if signatures.verify(signature, of: account) { return }
        }
        let refusal = APIError(.invalidOrderSignature, signatureHelp(signature, account))
        guard signatures.policy == .warn else { throw refusal }
        warn("let pass for \(account.address): \(refusal.message)")
    }

    /// Says what was checked, since a wrong chain id, key or member looks like any other wrong signature.
    private mutating func signatureHelp(_ signature: OrderSignature, _ account: Account) -> String {
        guard Signature.parse(signature.text) != nil else {
            return "signature: must be a JSON array of two strings, [\"<r>\",\"<s>\"], decimal or 0x hex"
        }
        let hash = signatures.hash(of: signature, of: account)?.hex ?? "none, it cannot be signed"
        return "signature: verification failed for account \(account.address) with public key "
            + "\(signature.key) on chain \(configuration.chainID); expected it over \(signature.signedTerms)"
            + ", hash \(hash)"
    }
}

extension OrderSignature {
    /// What it is to be over, in the order and the units in which it is hashed.
    fileprivate var signedTerms: String {
        "timestamp \(order.timestamp), market \(order.market), side \(order.side.rawValue), "
            + "orderType \(order.orderType), size \(order.size), price \(order.price)"
            + (modifiedID.map { ", id \($0)" } ?? "")
    }
}

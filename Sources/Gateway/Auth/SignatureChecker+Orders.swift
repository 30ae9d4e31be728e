import Exchange
import StarkCurve
import Wire

extension Gateway {
    /// Refuses signed terms that are for another account, too old, or not signed by their account.
    ///
    /// - Parameters:
    ///   - id: the public id of the order that they modify, which is signed with them.
    ///   - isSigned: whether the signature was found right before, with those of other orders.
    mutating func check(
        _ terms: SignedTerms, window: Int64 = SignedTerms.receiveWindowDefault, modifying id: String? = nil,
        isSigned: Bool = false, _ caller: Caller
    ) throws(APIError) {
        try checkAccount(of: terms, caller)
        try terms.checkAge(window: window, at: caller.now)
        if !isSigned { try checkSignature(of: terms, modifying: id, caller) }
    }

    /// Which of a batch's orders are signed right, found together. The others have to be checked again: here is not
    /// the place to say what is wrong with them.
    mutating func areSigned(_ batch: [OrderForm], _ caller: Caller) -> [Bool] {
        guard signatures.policy != .off, batch.count > 1 else {
            return Array(repeating: false, count: batch.count)
        }
        return signatures.verify(
            batch.map { (text: $0.terms.signature.string, order: $0.terms.order(over: $0.terms.price)) },
            of: exchange.account(caller.account), key: caller.session.key)
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
            .invalidOrderSignature, Self.signatureHelp(terms.signature.string, account, key, configuration))
        guard signatures.policy == .warn else { throw refusal }
        warn("let pass for \(account.address): \(refusal.message)")
    }

    private mutating func verify(
        _ terms: SignedTerms, over price: Price, modifying id: String?, of account: Account, key: String
    ) -> Bool {
        signatures.verify(
            terms.signature.string, of: account, key: key, order: terms.order(over: price), modifying: id)
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
            timestamp: UInt64(signedAt), market: market.string, side: side == .buy ? .buy : .sell,
            orderType: String(describing: type.word), size: UInt128(size.units), price: UInt128(price.units))
    }
}

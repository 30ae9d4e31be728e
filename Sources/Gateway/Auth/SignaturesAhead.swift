import Exchange
package import Wire

/// Where in a request the orders are that were signed.
enum SignedBody: Sendable {
    case order, batch, modification, algo

    /// nil if there are none.
    init?(method: String, path: String) {
        switch (method, path) {
        case ("POST", "/v1/orders"): self = .order
        case ("POST", "/v1/orders/batch"): self = .batch
        case ("PUT", "/v1/orders/{order_id}"): self = .modification
        case ("POST", "/v1/algo/orders"): self = .algo
        default: return nil
        }
    }
}

/// Signatures are most of an order's price, and cheaper together, or on several processors. So those of requests
/// that are there at the same time are checked before the first of them is answered.
extension Gateway {
    /// Signatures that are looked at ahead at a time; further ones are checked with their requests.
    private static let signaturesAheadMaximum = 1000

    /// Whether signatures matter at all.
    package var checksSignatures: Bool { signatures.policy != .off }

    /// What there is to check of the signatures in requests that are about to be answered. Their answers do without
    /// the checks whose results were given to `note`, and are the same in any case: what a signature is worth follows
    /// from what is signed and by whom alone.
    ///
    /// Nothing is said of a request that is wrong in some other way or depends on one before it: its signature
    /// is checked when it is answered. So are those of a request that comes alone, unless it is a batch.
    package mutating func signatureChecks(in requests: [HTTPRequest]) -> SignatureChecks {
        var checks = SignatureChecks()
        guard checksSignatures else { return checks }
        var signed: [(request: HTTPRequest, body: SignedBody)] = []
        for request in requests {
            if let body = router.match(request)?.route.signedBody { signed.append((request, body)) }
        }
        guard signed.count > 1 || signed.first?.body == .batch else { return checks }
        for (request, body) in signed where checks.count < Self.signaturesAheadMaximum {
            guard let authorization = request.authorization, let session = tokens.knownSession(authorization)
            else {
                continue
            }
            let account = exchange.account(session.account)
            for (terms, id) in Self.signedTerms(in: request, body) {
                let signature = OrderSignature(of: terms, over: terms.price, modifying: id, by: session)
                signatures.add(signature, of: account, to: &checks)
            }
        }
        return checks
    }

    /// Notes what was found out about signatures.
    package mutating func note(_ results: [Bool], of checks: SignatureChecks) {
        signatures.note(results, of: checks)
    }

    /// Forgets it; to be called when the requests are answered.
    package mutating func forget(_ checks: SignatureChecks) { signatures.forget(checks) }

    /// Empty if something of the body is wrong.
    private static func signedTerms(
        in request: HTTPRequest, _ body: SignedBody
    ) -> [(terms: SignedTerms, modifiedID: String?)] {
        do throws(APIError) {
            if body == .batch { return try OrderForm.batch(request.bodyBytes).map { ($0.terms, nil) } }
            var fields = try Fields.of(body: request.bodyBytes)
            switch body {
            case .order, .batch: return [(try OrderForm(&fields).terms, nil)]
            case .algo: return [(try AlgoForm(&fields).terms, nil)]
            case .modification:
                let form = try ModifyForm(&fields)
                return [(form.terms, form.id)]
            }
        } catch {
            return []
        }
    }
}

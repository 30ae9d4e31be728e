import Exchange
import StarkCurve
import Wire

extension Gateway {
    /// `POST /v1/onboarding`: opens and funds the account of a public key. Repeating it is harmless.
    static func onboard(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        let l1Address = try ethereumAddress(call)
        let address = try LoginHeaders.account(call)
        var fields = try Fields.of(body: call.request.bodyBytes)
        let publicKey = try publicKey(fields.text("public_key"))
        try gateway.checkOnboardingSignature(of: publicKey, address: address, call)
        if let id = gateway.exchange.account(address: address.hex) {
            guard gateway.exchange.account(id).publicKey == publicKey.x.hex else {
                throw APIError(Rejection(.addressAlreadyOpen))
            }
        } else {
            let new = NewAccount(
                address: address.hex, publicKey: publicKey.x.hex, l1Address: l1Address,
                balance: gateway.configuration.balance)
            try gateway.carryOut(.openAccount(new), at: call.now)
        }
        return .json(Self.object { _ in })
    }

    /// `GET /v1/onboarding`: the address of a public key, and whether it has onboarded.
    static func getOnboarding(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        guard call.query("account_signer_type") == "starknet" else {
            throw .parameter("account_signer_type", "must be starknet; Ethereum signers are not imitated.")
        }
        guard let text = call.query("public_key") else { throw .parameter("public_key", "is required.") }
        let address = ClassHashes.address(of: try publicKey(text).x).hex
        let exists = gateway.exchange.account(address: address) != nil
        return .json(
            Self.object { json in
                json.member("address", address)
                json.key("exists")
                json.bool(exists)
                json.member("account_signer_type", "starknet")
                json.key("derivation_info")
                json.beginObject()
                json.member("class_hash", ClassHashes.accountText)
                json.member("proxy_class_hash", ClassHashes.proxyText)
                json.endObject()
            })
    }

    static func publicKey(_ text: String) throws(APIError) -> PublicKey {
        guard let key = PublicKey(hex: text) else {
            throw APIError(
                .publicKeyInvalid, "public_key: \(text) is not the x coordinate of a point on the STARK curve"
            )
        }
        return key
    }

    /// The L1 address is noted and not verified: SDKs send random ones, paradex-cli sends 0x0.
    private static func ethereumAddress(_ call: Call) throws(APIError) -> String {
        let name = "PARADEX-ETHEREUM-ACCOUNT"
        guard let text = call.request.headers[name], text.hasPrefix("0x"), text.utf8.count <= 42,
            text.utf8.count > 2, text.dropFirst(2).allSatisfy(\.isHexDigit)
        else {
            throw APIError(
                .invalidEthereumAddress, "\(name): expected 0x and up to 40 hexadecimal digits in the header")
        }
        return text.lowercased()
    }

    /// With signatures on, the address must be the one that follows from the key, and the key must sign.
    private mutating func checkOnboardingSignature(
        of key: PublicKey, address: FieldElement, _ call: Call
    ) throws(APIError) {
        guard signatures.policy != .off else { return }
        var refusal: APIError?
        let derived = ClassHashes.address(of: key.x)
        if derived != address {
            refusal = APIError(
                .invalidStarknetAddress,
                "\(LoginHeaders.accountName): \(address.hex) is not the account of public_key \(key.x.hex), "
                    + "which is \(derived.hex) under the class hashes of /v1/system/config")
        } else {
            let signature = try LoginHeaders.signature(call)
            if !signatures.verify(signature, key: key, address: address, hash: { $0.onboardingHash() }) {
                refusal = LoginHeaders.verificationFailed(configuration)
            }
        }
        guard let refusal else { return }
        guard signatures.policy == .warn else { throw refusal }
        warn("let pass at onboarding: \(refusal.message)")
    }
}

import StarkCurve
import Testing

@Suite("Signed messages")
struct SigningAccountTests {
    @Test("domain hashes are what the vectors say")
    func domainVectors() throws {
        for vector in try Vectors.all("domain_hash") {
            let domain = try #require(SigningDomain(chainID: try vector.text("chain_id")))
            #expect(domain.hash.hex == (try vector.text("expected")), "\(vector.id)")
            #expect(Pedersen.chain(try vector.elements("elements")) == domain.hash, "\(vector.id)")
        }
        #expect(SigningDomain(chainID: String(repeating: "X", count: 32)) == nil)
    }

    @Test("every client's message hashes to what the client signed, by the short way and by the plain chain")
    func messageVectors() throws {
        for vector in try Vectors.all("message") {
            let expected = try vector.element("message_hash")
            #expect(try hash(of: vector) == expected, "\(vector.id)")

            let structHash = Pedersen.chain(try vector.elements("struct_elements"))
            #expect(structHash.hex == (try vector.text("struct_hash")), "\(vector.id)")
            let prefix = try #require(FieldElement(shortString: "StarkNet Message"))
            let message = Pedersen.chain([
                prefix, try vector.element("domain_hash"), try vector.element("account"), structHash,
            ])
            #expect(message == expected, "\(vector.id)")
        }
    }

    @Test("every client's signature verifies, from the text it sends")
    func signatureVectors() throws {
        for vector in try Vectors.all("message") {
            let key = try #require(PublicKey(hex: try vector.text("public_key")))
            let hash = try vector.element("message_hash")
            let sent = try #require(Signature.parse(try vector.text("signature_string")))
            #expect(sent == (try vector.child("signature")?.signature()), "\(vector.id)")
            #expect(ECDSA.verify(hash: hash, signature: sent, publicKey: key), "\(vector.id)")
            if let other = try vector.child("signature_no_seed")?.signature() {
                #expect(ECDSA.verify(hash: hash, signature: other, publicKey: key), "\(vector.id)")
            }
        }
    }

    @Test("messages outside SNIP-12 are plain hashes")
    func rawMessageVectors() throws {
        for vector in try Vectors.all("raw_message") {
            let elements = try vector.elements("elements")
            let isChain = try vector.text("hashing") == "compute_hash_on_elements"
            let hash = isChain ? Pedersen.chain(elements) : Pedersen.hash(elements[0], elements[1])
            #expect(hash.hex == (try vector.text("message_hash")), "\(vector.id)")
            let key = try #require(PublicKey(hex: try vector.text("public_key")))
            let signature = try #require(vector.child("signature")).signature()
            #expect(ECDSA.verify(hash: hash, signature: signature, publicKey: key), "\(vector.id)")
        }
    }

    @Test("each signed field changes the hash, and nothing that cannot be signed has one")
    func fieldsMatter() throws {
        let account = SigningAccount(address: 0x1234, domain: try #require(SigningDomain(chainID: "TEST")))
        let order = SignedOrder(
            timestamp: 1_737_256_670_821, market: "BTC-USD-PERP", side: .buy, orderType: "LIMIT", size: 100,
            price: 200)
        let changes: [(inout SignedOrder) -> Void] = [
            { _ in }, { $0.timestamp += 1 }, { $0.market = "ETH-USD-PERP" }, { $0.side = .sell },
            { $0.orderType = "MARKET" }, { $0.size += 1 }, { $0.price += 1 }, { $0.size = .max },
        ]
        var hashes: Set<FieldElement> = []
        for change in changes {
            var changed = order
            change(&changed)
            hashes.insert(try #require(account.orderHash(changed)))
            hashes.insert(try #require(account.modifyOrderHash(changed, id: "7")))
        }
        #expect(hashes.count == 2 * changes.count)

        var unsignable = order
        unsignable.market = String(repeating: "M", count: 32)
        #expect(account.orderHash(unsignable) == nil)
        unsignable = order
        unsignable.orderType = "Límit"
        #expect(account.orderHash(unsignable) == nil)
        #expect(account.modifyOrderHash(unsignable, id: "7") == nil)
    }

    @Test(
        "an order id is signed as a number or a short string, if it is either",
        arguments: [
            ("1", true), ("0001", true), ("ord-abc_123", true), (String(repeating: "9", count: 75), true),
            (String(repeating: "9", count: 77), false), ("123e4567-e89b-12d3-a456-426614174000", false),
            ("é", false),
        ])
    func orderIDs(id: String, isSignable: Bool) throws {
        let account = SigningAccount(address: 0x1234, domain: try #require(SigningDomain(chainID: "TEST")))
        let order = SignedOrder(
            timestamp: 1, market: "BTC-USD-PERP", side: .buy, orderType: "LIMIT", size: 100, price: 200)
        #expect((account.modifyOrderHash(order, id: id) != nil) == isSignable)
    }

    @Test("account addresses are what the vectors say")
    func addressVectors() throws {
        for vector in try Vectors.all("account_address") {
            let address = AccountAddress.derive(
                publicKey: try vector.element("public_key"),
                proxyClassHash: try vector.element("proxy_class_hash"),
                accountClassHash: try vector.element("account_class_hash"))
            #expect(address.hex == (try vector.text("expected")), "\(vector.id)")
        }
    }

    @Test(
        "addresses are hashes modulo 2^251 − 256",
        arguments: [
            (
                "0x7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeff",
                "0x7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeff"
            ),
            ("0x7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff00", "0x0"),
            ("0x800000000000000000000000000000000000000000000000000000000000005", "0x105"),
        ] as [(String, String)])
    func addressRange(hash: String, address: String) throws {
        #expect(AccountAddress.reduced(try #require(FieldElement(hex: hash))).hex == address)
    }

    private func hash(of vector: Vector) throws -> FieldElement? {
        let domain = try #require(SigningDomain(chainID: try vector.text("chain")))
        let account = SigningAccount(address: try vector.element("account"), domain: domain)
        #expect(account.address == (try vector.element("account")))
        #expect(domain.hash == (try vector.element("domain_hash")))
        switch try vector.text("primary_type") {
        case "Order": return account.orderHash(try order(of: vector))
        case "ModifyOrder": return account.modifyOrderHash(try order(of: vector), id: try orderID(of: vector))
        case "Request":
            let message = try #require(vector.child("typed_data_message"))
            let timestamp = try #require(message.fields["timestamp"] as? UInt64)
            let expiration = try #require(message.fields["expiration"] as? UInt64)
            return account.authHash(timestamp: timestamp, expiration: expiration)
        case "Constant": return account.onboardingHash()
        case let other:
            Issue.record("\(vector.id): unknown type \(other)")
            return nil
        }
    }

    /// From the typed data where the vector has it; ccxt's vectors have only its elements.
    private func order(of vector: Vector) throws -> SignedOrder {
        guard let message = vector.child("typed_data_message") else { return try orderFromElements(vector) }
        return SignedOrder(
            timestamp: try #require(UInt64(try message.text("timestamp"))),
            market: try message.text("market"),
            side: try #require(UInt64(try message.text("side")).flatMap(SignedOrder.Side.init)),
            orderType: try message.text("orderType"), size: try #require(UInt128(try message.text("size"))),
            price: try #require(UInt128(try message.text("price"))))
    }

    private func orderFromElements(_ vector: Vector) throws -> SignedOrder {
        let elements = try vector.elements("struct_elements")
        func text(_ element: FieldElement) -> String {
            String(decoding: element.word.bigEndianBytes.drop { $0 == 0 }, as: UTF8.self)
        }
        return SignedOrder(
            timestamp: elements[1].word.limb0, market: text(elements[2]),
            side: try #require(SignedOrder.Side(rawValue: elements[3].word.limb0)),
            orderType: text(elements[4]),
            size: UInt128(elements[5].word.limb0), price: UInt128(elements[6].word.limb0))
    }

    private func orderID(of vector: Vector) throws -> String {
        if let message = vector.child("typed_data_message") { return try message.text("id") }
        return String(try vector.elements("struct_elements")[7].word.limb0)
    }
}

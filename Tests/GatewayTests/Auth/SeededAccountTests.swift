import Gateway
import StarkCurve
import Testing

@Suite struct SeededAccountTests {
    @Test("the same seed gives the same accounts for ever")
    func stability() {
        let account = SeededAccount(seed: 0, index: 0)
        #expect(account.privateKey == "0x583db1688b7f95a8a8a7e215c4d9eba3ff7b8286b9163765f3691c21b940136")
        #expect(account.publicKey == "0x2ce6dacc9c693461b54ae4d104e967217e6df2c679414cc9ae1bb72f6bd9fc8")
        #expect(account.address == "0x223098d1668d6c94e55c62d5ff152df8a3dda220ad2a9a1e480a28c902db66f")
        #expect(account.l1Address == "0xb80d88522c91b23caa3fbc4a54700e4448979087")
    }

    @Test("other seeds and other places give other accounts")
    func difference() {
        var addresses: Set<String> = []
        var wallets: Set<String> = []
        for seed in [0, 1, UInt64.max] {
            for index in 0..<5 {
                let account = SeededAccount(seed: seed, index: index)
                addresses.insert(account.address)
                wallets.insert(account.l1Address)
            }
        }
        #expect(addresses.count == 15)
        #expect(wallets.count == 15)
    }

    @Test("the keys belong together and are spelt as SDKs spell them", arguments: 0..<5)
    func keys(_ index: Int) throws {
        let account = SeededAccount(seed: 42, index: index)
        let scalar = try #require(Scalar(hex: account.privateKey))
        #expect(PublicKey(privateKey: scalar)?.x.hex == account.publicKey)
        for text in [account.privateKey, account.publicKey, account.address] {
            #expect(text.hasPrefix("0x") && !text.hasPrefix("0x0") && text == text.lowercased())
        }
        #expect(account.l1Address.utf8.count == 42)
    }
}

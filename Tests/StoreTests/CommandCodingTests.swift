import Exchange
import Testing

@testable import Store

@Suite struct CommandCodingTests {
    @Test("a command that is encoded and decoded is the same command", arguments: UInt64(1)...20)
    func roundTrip(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<50 {
            let command = random.command()
            #expect(try CommandCoding.decode(CommandCoding.encode(command)) == command)
        }
    }

    @Test("every proper prefix of a command is truncated", arguments: UInt64(1)...10)
    func prefixes(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let bytes = CommandCoding.encode(random.command())
        for count in bytes.indices {
            #expect(throws: CodingError.truncated) { try CommandCoding.decode(Array(bytes[..<count])) }
        }
    }

    @Test("damaged bytes are refused, or are the coding of another command", arguments: UInt64(1)...20)
    func damage(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            var bytes = CommandCoding.encode(random.command())
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                bytes[Int.random(in: bytes.indices, using: &random)] = UInt8(
                    truncatingIfNeeded: random.next())
            }
            guard let command = try? CommandCoding.decode(bytes) else { continue }
            #expect(CommandCoding.encode(command) == bytes)
        }
    }

    @Test("random bytes never crash the decoder", arguments: UInt64(1)...20)
    func noise(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let kind = UInt8.random(in: 0...6, using: &random)
            let tail = (0..<Int.random(in: 0...60, using: &random)).map { _ in
                UInt8(truncatingIfNeeded: random.next())
            }
            let bytes = [1, kind] + tail
            guard let command = try? CommandCoding.decode(bytes) else { continue }
            #expect(CommandCoding.encode(command) == bytes)
        }
    }

    @Test(
        "malformed bytes are refused for what is wrong with them",
        arguments: [
            ([], CodingError.truncated),
            ([2, 5, 0, 0], .unknownVersion(2)),
            ([1, 0], .malformed),  // no such kind
            ([1, 6], .malformed),
            ([1, 5, 0, 2], .malformed),  // neither true nor false
            ([1, 5, 0, 0, 0], .trailingBytes),
            ([1, 5, 0x80, 0, 0], .malformed),  // zero in two bytes
            ([1, 5] + [UInt8](repeating: 0xFF, count: 9) + [1, 0], .malformed),  // an index above Int.max
            ([1, 5] + [UInt8](repeating: 0xFF, count: 9) + [2, 0], .malformed),  // more than 64 bits
            ([1, 5] + [UInt8](repeating: 0xFF, count: 30), .malformed),
            ([1, 2] + [UInt8](repeating: 0xFF, count: 8) + [0x7F], .truncated),  // 2⁶³ − 1 orders
            ([1, 1, 5, 0x61], .truncated),  // a text longer than the bytes
            ([1, 1, 1, 0xFF, 0, 0, 0], .malformed),  // not UTF-8
        ] as [([UInt8], CodingError)])
    func malformed(bytes: [UInt8], error: CodingError) {
        #expect(throws: error) { try CommandCoding.decode(bytes) }
    }

    @Test("the coding of version 1 stays what it is")
    func coding() throws {
        let order = NewOrder(
            account: AccountID(index: 300), market: MarketID(index: 2), side: .sell, type: .limit,
            timeInForce: .postOnly, selfTradePrevention: .expireBoth, isReduceOnly: true,
            price: Price(units: 64), size: Size(units: -1), clientID: "ab",
            signedAt: Timestamp(milliseconds: 1))
        let bytes: [UInt8] = [1, 2, 1, 0xAC, 2, 2, 2, 1, 3, 3, 1, 0x80, 1, 1, 2, 0x61, 0x62, 2]
        #expect(CommandCoding.encode(.place([order])) == bytes)
        #expect(CommandCoding.encode(.cancelAll(AccountID(index: 1), nil)) == [1, 5, 1, 0])
        #expect(
            CommandCoding.encode(.cancel(AccountID(index: 1), [OrderID(number: -2)])) == [1, 4, 1, 1, 3])
    }
}

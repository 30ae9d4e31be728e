import Exchange
import Randomness
import Testing

@testable import Store

@Suite struct CommandCodingTests {
    @Test("a command that is encoded and decoded is the same command", arguments: CommandKind.allCases)
    func roundTrip(kind: CommandKind) throws {
        var random = SeededRandom(seed: 1)
        for _ in 0..<100 {
            let command = random.command(kind)
            #expect(CommandKind(command) == kind)
            #expect(try CommandCoding.decode(CommandCoding.encode(command)) == command)
        }
    }

    @Test("so is every change of an account", arguments: AccountChangeKind.allCases)
    func roundTrip(kind: AccountChangeKind) throws {
        var random = SeededRandom(seed: 2)
        for _ in 0..<100 {
            let change = random.accountChange(kind)
            #expect(AccountChangeKind(change) == kind)
            let command = Command.changeAccount(random.account(), change)
            #expect(try CommandCoding.decode(CommandCoding.encode(command)) == command)
        }
    }

    @Test("commands of different kinds have different codings")
    func kinds() {
        var random = SeededRandom(seed: 3)
        // One order is coded like a list of one.
        let commands = CommandKind.allCases.filter { $0 != .placeOne }.map { random.command($0) }
        #expect(Set(commands.map { CommandCoding.encode($0)[1] }).count == commands.count)
        let changes = AccountChangeKind.allCases.map { random.accountChange($0) }
        let account = AccountID(index: 0)
        #expect(
            Set(changes.map { CommandCoding.encode(.changeAccount(account, $0))[3] }).count == changes.count)
    }

    @Test("one order is coded like a list of one, and read as one order")
    func oneOrder() throws {
        var random = SeededRandom(seed: 4)
        for _ in 0..<100 {
            let order = random.newOrder()
            let coding = CommandCoding.encode(.placeOne(order))
            #expect(coding == CommandCoding.encode(.place([order])))
            #expect(try CommandCoding.decode(coding) == .placeOne(order))
        }
    }

    @Test("every proper prefix of a command is truncated", arguments: CommandKind.allCases)
    func prefixes(kind: CommandKind) {
        var random = SeededRandom(seed: 4)
        for _ in 0..<10 {
            let bytes = CommandCoding.encode(random.command(kind))
            for count in bytes.indices {
                #expect(throws: CodingError.truncated) { try CommandCoding.decode(Array(bytes[..<count])) }
            }
        }
    }

    @Test("damaged bytes are refused, or are the coding of another command", arguments: UInt64(1)...20)
    func damage(seed: UInt64) {
        var random = SeededRandom(seed: seed)
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
        var random = SeededRandom(seed: seed)
        for _ in 0..<500 {
            let kind = UInt8.random(in: 0...12, using: &random)
            let tail = (0..<Int.random(in: 0...60, using: &random)).map { _ in
                UInt8(truncatingIfNeeded: random.next())
            }
            let bytes = [CommandCoding.version, kind] + tail
            guard let command = try? CommandCoding.decode(bytes) else { continue }
            #expect(CommandCoding.encode(command) == bytes)
        }
    }

    @Test(
        "malformed bytes are refused for what is wrong with them",
        arguments: [
            ([], CodingError.truncated),
            ([1, 5, 0, 0], .unknownVersion(1)),
            ([2, 5, 0, 0], .unknownVersion(2)),
            ([3, 0], .malformed),  // no such kind
            ([3, 12], .malformed),
            ([3, 5, 0, 2], .malformed),  // neither true nor false
            ([3, 5, 0, 0, 0], .trailingBytes),
            ([3, 11, 0], .trailingBytes),
            ([3, 5, 0x80, 0, 0], .malformed),  // zero in two bytes
            ([3, 5] + [UInt8](repeating: 0xFF, count: 9) + [1, 0], .malformed),  // an index above Int.max
            ([3, 5] + [UInt8](repeating: 0xFF, count: 9) + [3, 0], .malformed),  // more than 64 bits
            ([3, 5] + [UInt8](repeating: 0xFF, count: 30), .malformed),
            ([3, 2] + [UInt8](repeating: 0xFF, count: 8) + [0x7F], .truncated),  // 2⁶³ − 1 orders
            ([3, 1, 5, 0x61], .truncated),  // a text longer than the bytes
            ([3, 1, 1, 0xFF, 0, 0, 0], .malformed),  // not UTF-8
            ([3, 8, 0, 8], .malformed),  // no such change of an account
            ([3, 10, 5], .malformed),  // no such status
        ] as [([UInt8], CodingError)])
    func malformed(bytes: [UInt8], error: CodingError) {
        #expect(throws: error) { try CommandCoding.decode(bytes) }
    }

    @Test("the coding of version 3 stays what it is")
    func coding() throws {
        let order = NewOrder(
            account: AccountID(index: 300), market: MarketID(index: 2), side: .sell, type: .limit,
            timeInForce: .postOnly, selfTradePrevention: .expireBoth, isReduceOnly: true,
            isInteractive: true, price: Price(units: 64), averagePriceLimit: Price(units: 3),
            triggerPrice: Price(units: 4), size: Size(units: -1), clientID: "ab",
            signedAt: Timestamp(milliseconds: 1))
        let bytes: [UInt8] = [
            3, 2, 1, 0xAC, 2, 2, 0xA1, 0x1F, 0x80, 1, 6, 8, 1, 2, 0x61, 0x62, 2,
        ]
        #expect(CommandCoding.encode(.place([order])) == bytes)
        let account = AccountID(index: 1)
        #expect(CommandCoding.encode(.cancelAll(account, nil)) == [3, 5, 1, 0])
        #expect(CommandCoding.encode(.cancel(account, [OrderID(number: -2)])) == [3, 4, 1, 1, 3])
        #expect(
            CommandCoding.encode(.changeAccount(account, .leverage(MarketID(index: 2), 5))) == [
                3, 8, 1, 1, 2, 10,
            ])
        #expect(CommandCoding.encode(.setStatus(.postOnly)) == [3, 10, 4])
        #expect(CommandCoding.encode(.tick) == [3, 11])
    }
}

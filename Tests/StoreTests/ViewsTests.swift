import Exchange
import Foundation
import Testing

@testable import Store

@Suite final class ViewsTests {
    private static let start: Int64 = 1_718_941_725_080

    private let folder: TemporaryFolder
    private let store: Store

    /// Two accounts; alice's resting sell is hit by bob's buy.
    init() throws {
        folder = try TemporaryFolder()
        store = try Store.open(folder.path())
        try store.writeMarkets(["BTC-USD-PERP", "ETH-USD-PERP"])
        store.append(.cancelAll(AccountID(index: 0), nil), at: .zero, digest: 0)
        store.record(Self.events, sequence: 1)
        try store.writeLedger(limit: .max)
    }

    @Test("accounts")
    func accounts() throws {
        #expect(
            try store.rows("SELECT * FROM accounts") == [
                "0xa11ce|1000000.00000001|0x1|0xe1|2024-06-21 03:48:45.080",
                "0xb0b|-170141183460469231731687303715.88105728|0x2||1970-01-01 00:00:00.007",
            ])
    }

    @Test("positions, without the empty ones")
    func positions() throws {
        #expect(
            try store.rows("SELECT * FROM positions") == [
                "0xa11ce|BTC-USD-PERP|SHORT|-0.5", "0xb0b|BTC-USD-PERP|LONG|92233720368.54775808",
            ])
    }

    @Test("orders")
    func orders() throws {
        #expect(
            try store.rows("SELECT * FROM orders") == [
                "1718941725080201700000010000|0xa11ce|BTC-USD-PERP|SELL|LIMIT|POST_ONLY|1.25|64000.5|0.75"
                    + "|64000.5|OPEN||mine||EXPIRE_TAKER|2024-06-21 03:48:45.080|2024-06-21 03:48:46.000|9",
                "1718941725081201700000020000|0xb0b|BTC-USD-PERP|BUY|MARKET|IOC|0.5|0|0"
                    + "|64000.5|CLOSED|||REDUCE_ONLY|EXPIRE_MAKER|2024-06-21 03:48:45.081"
                    + "|2024-06-21 03:48:46.000|9",
                "1718941725082201700000040000|0xb0b|ETH-USD-PERP|BUY|LIMIT|GTC|0.00000001|3000|0.00000001"
                    + "||NEW||||EXPIRE_BOTH|2024-06-21 03:48:45.082|2024-06-21 03:48:46.000|9",
            ])
    }

    @Test("trades")
    func trades() throws {
        #expect(
            try store.rows("SELECT * FROM trades") == [
                "1718941725081201700000030001|BTC-USD-PERP|BUY|0.5|64000.5|0xa11ce|0xb0b"
                    + "|2024-06-21 03:48:45.081"
            ])
    }

    @Test("fills, with each account's own side")
    func fills() throws {
        #expect(
            try store.rows("SELECT * FROM fills") == [
                "1718941725081201700000030001|0xa11ce|BTC-USD-PERP|SELL|MAKER|0.5|64000.5|-0.00000001"
                    + "|1718941725080201700000010000|mine|0.75|-0.5|1000000.00000001"
                    + "|2024-06-21 03:48:45.081",
                "1718941725081201700000030002|0xb0b|BTC-USD-PERP|BUY|TAKER|0.5|64000.5|10"
                    + "|1718941725081201700000020000||0|92233720368.54775808"
                    + "|-170141183460469231731687303715.88105728|2024-06-21 03:48:45.081",
            ])
    }

    @Test("every reason of a cancel in the API's words")
    func cancelReasons() throws {
        let account = AccountID(index: 1)
        store.append(.cancelAll(account, nil), at: .zero, digest: 0)
        let cancelled = CancelReason.allCases.enumerated().map { index, reason in
            Event.orderUpdated(Self.order(10 + Int64(index), account, .cancelled(reason)))
        }
        store.record(cancelled, sequence: 2)
        try store.writeLedger(limit: .max)
        #expect(
            try store.rows("SELECT status, cancel_reason FROM orders WHERE cancel_reason <> ''") == [
                "CLOSED|USER_CANCELED", "CLOSED|REMAINING_IOC_CANCEL", "CLOSED|EMPTY_MARKET",
                "CLOSED|POST_ONLY_WOULD_CROSS", "CLOSED|EXCEEDS_MAX_SLIPPAGE", "CLOSED|SELF_TRADE",
                "CLOSED|REDUCE_ONLY_WILL_INCREASE",
            ])
    }

    @Test("decimals are those of the exchange", arguments: UInt64(1)...5)
    func decimals(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let account = AccountID(index: 0)
            let balance = random.int128()
            let order = random.order(1, of: account)
            try store.connection.database.execute("UPDATE account_row SET balance = '\(balance)'")
            try store.connection.database.execute("UPDATE order_row SET price = \(order.price.units)")
            #expect(try store.rows("SELECT balance FROM accounts").first == FixedPoint.text(balance))
            #expect(try store.rows("SELECT price FROM orders").first == order.price.text)
        }
    }

    @Test("another connection reads the views while the store is open")
    func otherConnection() throws {
        let shell = try Database.shell(on: folder.path())
        #expect(try shell.rows("SELECT count(*) FROM file.orders") == ["3"])
    }

    @Test(
        "the sqlite3 shell answers while the store is open",
        .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/sqlite3")))
    func shell() throws {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/sqlite3")
        process.arguments = [folder.path(), "select id, status from orders where client_id = 'mine'"]
        process.standardOutput = output
        try process.run()
        process.waitUntilExit()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        #expect(text == "1718941725080201700000010000|OPEN\n")
    }
}

extension ViewsTests {
    private static var events: [Event] {
        let alice = AccountID(index: 0)
        let bob = AccountID(index: 1)
        return [
            .accountOpened(
                Account(
                    NewAccount(
                        address: "0xa11ce", publicKey: "0x1", l1Address: "0xe1", balance: Quote(units: 5)),
                    id: alice, createdAt: Timestamp(milliseconds: start), marketCount: 2)),
            .accountOpened(
                Account(
                    NewAccount(address: "0xb0b", publicKey: "0x2", l1Address: "", balance: .zero),
                    id: bob, createdAt: Timestamp(milliseconds: 7), marketCount: 2)),
            .orderUpdated(order(1, alice, .open)), .orderUpdated(order(2, bob, .filled)),
            .orderAccepted(order(4, bob, .new)), .traded(trade(alice, bob)),
        ]
    }

    /// Alice sells 1.25 of which 0.5 is filled; bob's order 2 is the market order that did it.
    private static func order(_ number: Int64, _ account: AccountID, _ status: OrderStatus) -> Order {
        let request =
            switch number {
            case 1:
                NewOrder(
                    account: account, market: MarketID(index: 0), side: .sell, timeInForce: .postOnly,
                    price: Price(units: 6_400_050_000_000), size: Size(units: 125_000_000), clientID: "mine")
            case 2:
                NewOrder(
                    account: account, market: MarketID(index: 0), side: .buy, type: .market,
                    timeInForce: .immediateOrCancel, selfTradePrevention: .expireMaker, isReduceOnly: true,
                    price: .zero, size: Size(units: 50_000_000))
            default:
                NewOrder(
                    account: account, market: MarketID(index: 1), side: .buy,
                    selfTradePrevention: .expireBoth, price: Price(units: 300_000_000_000),
                    size: Size(units: 1))
            }
        let filled: Int64 = number < 3 ? 50_000_000 : 0
        return Order(
            restored: request, id: OrderID(number: number),
            createdAt: Timestamp(milliseconds: start + number / 2),
            updatedAt: Timestamp(milliseconds: start + 920), sequence: 9,
            remaining: request.size - Size(units: filled),
            filledValue: Int128(filled) * 6_400_050_000_000, status: status, lastModification: nil)
    }

    private static func trade(_ alice: AccountID, _ bob: AccountID) -> Trade {
        Trade(
            number: 3, market: MarketID(index: 0), price: Price(units: 6_400_050_000_000),
            size: Size(units: 50_000_000), takerSide: .buy, at: Timestamp(milliseconds: start + 1),
            maker: Fill(
                order: OrderID(number: 1), account: alice, clientID: "mine", fee: Quote(units: -1),
                remaining: Size(units: 75_000_000), position: SignedSize(units: -50_000_000),
                balance: Quote(units: 100_000_000_000_001)),
            taker: Fill(
                order: OrderID(number: 2), account: bob, clientID: "", fee: Quote(units: 1_000_000_000),
                remaining: .zero, position: SignedSize(units: Int128(Int64.max) + 1),
                balance: Quote(units: -170_141_183_460_469_231_731_687_303_715_881_057_28)))
    }
}

import Exchange
import Foundation
import Randomness
import Support
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

    /// What another connection reads: ours does not know the views.
    private func rows(_ sql: String) throws -> [String] {
        try Database(unlocked: .file(folder.path())).rows(sql)
    }

    @Test("accounts")
    func accounts() throws {
        #expect(
            try rows("SELECT * FROM accounts") == [
                "0xa11ce|1000000.00000001|0.00000005|0x1|0xe1||2024-06-21 03:48:45.080",
                "0xb0b|-170141183460469231731687303715.88105728|0|0x2||0xa11ce|1970-01-01 00:00:00.007",
            ])
    }

    @Test("positions, without the empty ones")
    func positions() throws {
        #expect(
            try rows("SELECT * FROM positions") == [
                "0xa11ce|BTC-USD-PERP|SHORT|-0.5", "0xb0b|BTC-USD-PERP|LONG|92233720368.54775808",
                "0xb0b|ETH-USD-PERP|LONG|92233720368.54775808",
            ])
    }

    @Test("orders")
    func orders() throws {
        #expect(
            try rows("SELECT * FROM orders") == [
                "1718941725080201700000010000|0xa11ce|BTC-USD-PERP|SELL|LIMIT|POST_ONLY|1.25|64000.5|0|0.75"
                    + "|64000.5|OPEN||mine||EXPIRE_TAKER|2024-06-21 03:48:45.080|2024-06-21 03:48:46.000|9",
                "1718941725081201700000020000|0xb0b|BTC-USD-PERP|BUY|MARKET|IOC|0.5|0|0|0"
                    + "|64000.5|CLOSED|||REDUCE_ONLY,INTERACTIVE|EXPIRE_MAKER|2024-06-21 03:48:45.081"
                    + "|2024-06-21 03:48:46.000|9",
                "1718941725082201700000040000|0xb0b|ETH-USD-PERP|BUY|STOP_LIMIT|GTC|0.00000001|3000|3100"
                    + "|0.00000001||UNTRIGGERED|||STOP_CONDITION_ABOVE_TRIGGER|EXPIRE_BOTH"
                    + "|2024-06-21 03:48:45.082|2024-06-21 03:48:46.000|9",
            ])
    }

    @Test("trades, with liquidations among them")
    func trades() throws {
        #expect(
            try rows("SELECT * FROM trades") == [
                "1718941725081201700000030001|BTC-USD-PERP|BUY|0.5|64000.5|FILL|0xa11ce|0xb0b"
                    + "|2024-06-21 03:48:45.081",
                "1718941725081201700000050001|ETH-USD-PERP|BUY|0.5|64000.5|LIQUIDATION|0xa11ce|0xb0b"
                    + "|2024-06-21 03:48:45.081",
            ])
    }

    @Test("fills, with each account's own side; those of a liquidation have no order")
    func fills() throws {
        let bob =
            "|0.5|64000.5|10|12.5|-0.25|%||%|0|92233720368.54775808"
            + "|-170141183460469231731687303715.88105728|64001|77|2024-06-21 03:48:45.081"
        let alice =
            "|0.5|64000.5|-0.00000001|0|0|%|mine||0.75|%|1000000.00000001|64001|77|2024-06-21 03:48:45.081"
        func row(_ start: String, _ template: String, _ values: [String]) -> String {
            zip(template.components(separatedBy: "%"), values + [""]).reduce(start) { $0 + $1.0 + $1.1 }
        }
        #expect(
            try rows("SELECT * FROM fills") == [
                row(
                    "1718941725081201700000030001|0xa11ce|BTC-USD-PERP|SELL|MAKER|FILL", alice,
                    ["1718941725080201700000010000", "-0.5"]),
                row(
                    "1718941725081201700000050001|0xa11ce|ETH-USD-PERP|SELL|MAKER|LIQUIDATION", alice,
                    ["", "0"]),
                row(
                    "1718941725081201700000030002|0xb0b|BTC-USD-PERP|BUY|TAKER|FILL", bob,
                    ["1718941725081201700000020000", "interactive"]),
                row(
                    "1718941725081201700000050002|0xb0b|ETH-USD-PERP|BUY|TAKER|LIQUIDATION", bob,
                    ["", "interactive"]),
            ])
    }

    @Test("klines, one for each minute and price")
    func klines() throws {
        #expect(
            try rows("SELECT * FROM klines") == [
                "BTC-USD-PERP|last|2024-06-21 03:48:00.000|64000|64001|63999.5|64000.5|1.5",
                "BTC-USD-PERP|underlying|2024-06-21 03:48:00.000|64000|64001|63999.5|64000.5|1.5",
            ])
    }

    @Test("funding, with the index to its last digit")
    func funding() throws {
        #expect(
            try rows("SELECT * FROM funding") == [
                "ETH-USD-PERP|-0.0001|0.00025|-35202.1002351000000001|2024-06-21 03:48:45.080"
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
            try rows("SELECT status, cancel_reason FROM orders WHERE cancel_reason <> ''") == [
                "CLOSED|USER_CANCELED", "CLOSED|REMAINING_IOC_CANCEL", "CLOSED|EMPTY_MARKET",
                "CLOSED|POST_ONLY_WOULD_CROSS", "CLOSED|EXCEEDS_MAX_SLIPPAGE", "CLOSED|SELF_TRADE",
                "CLOSED|REDUCE_ONLY_WILL_INCREASE", "CLOSED|NOT_ENOUGH_MARGIN",
                "CLOSED|ORDER_EXCEEDS_POSITION_LIMIT", "CLOSED|DELEVERAGE", "CLOSED|IN_LIQUIDATION",
                "CLOSED|EXPIRED",
            ])
    }

    @Test("decimals are those of the exchange", arguments: UInt64(1)...5)
    func decimals(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        for _ in 0..<200 {
            let account = AccountID(index: 0)
            let balance = random.int128()
            let order = random.order(1, of: account)
            try store.connection.database.execute("UPDATE account_row SET balance = '\(balance)'")
            try store.connection.database.execute("UPDATE order_row SET price = \(order.price.units)")
            #expect(try rows("SELECT balance FROM accounts").first == FixedPoint.text(balance))
            #expect(try rows("SELECT price FROM orders").first == order.price.text)
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
                    NewAccount(
                        address: "0xb0b", publicKey: "0x2", l1Address: "", balance: .zero, parent: alice),
                    id: bob, createdAt: Timestamp(milliseconds: 7), marketCount: 2)),
            .orderUpdated(order(1, alice, .open)), .orderUpdated(order(2, bob, .filled)),
            .orderAccepted(order(4, bob, .untriggered)), .traded(trade(alice, bob)),
            .traded(liquidation(alice, bob)),
            .candleChanged(MarketID(index: 0), .last, candle),
            .candleChanged(MarketID(index: 0), .index, candle),
            .fundingRecorded(
                FundingRecord(
                    market: MarketID(index: 1), at: Timestamp(milliseconds: start),
                    index: FundingIndex(units: -352_021_002_351_000_000_001), premium: Quote(units: 25_000),
                    rate: Rate(units: -10_000))),
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
                    isInteractive: true, price: .zero, size: Size(units: 50_000_000))
            default:
                NewOrder(
                    account: account, market: MarketID(index: 1), side: .buy, type: .stopLimit,
                    selfTradePrevention: .expireBoth, price: Price(units: 300_000_000_000),
                    triggerPrice: Price(units: 310_000_000_000), size: Size(units: 1))
            }
        let filled: Int64 = number < 3 ? 50_000_000 : 0
        return Order(
            restored: request, id: OrderID(number: number),
            createdAt: createdAt(OrderID(number: number)),
            updatedAt: Timestamp(milliseconds: start + 920), sequence: 9,
            remaining: request.size - Size(units: filled),
            filledValue: Int128(filled) * 6_400_050_000_000, status: status,
            triggerDirection: request.type.isConditional ? .above : nil, lastModification: nil)
    }

    private static var candle: Candle {
        Candle(
            minute: start / 60_000, open: Price(units: 6_400_000_000_000),
            high: Price(units: 6_400_100_000_000),
            low: Price(units: 6_399_950_000_000), close: Price(units: 6_400_050_000_000),
            volume: 150_000_000, value: .zero)
    }

    private static func createdAt(_ order: OrderID) -> Timestamp {
        Timestamp(milliseconds: start + order.number / 2)
    }

    private static func trade(_ alice: AccountID, _ bob: AccountID) -> Trade {
        trade(
            3, .fill, in: MarketID(index: 0),
            maker: fill(of: alice, OrderID(number: 1), position: SignedSize(units: -50_000_000)),
            taker: fill(of: bob, OrderID(number: 2)))
    }

    private static func liquidation(_ alice: AccountID, _ bob: AccountID) -> Trade {
        let none = OrderID(number: 0)
        return trade(
            5, .liquidation, in: MarketID(index: 1), maker: fill(of: alice, none, position: .zero),
            taker: fill(of: bob, none))
    }

    private static func trade(
        _ number: Int64, _ kind: TradeKind, in market: MarketID, maker: Fill, taker: Fill
    ) -> Trade {
        Trade(
            number: number, kind: kind, market: market, price: Price(units: 6_400_050_000_000),
            size: Size(units: 50_000_000), takerSide: .buy, at: Timestamp(milliseconds: start + 1),
            indexPrice: Price(units: 6_400_100_000_000), bookSequence: 77,
            fundingIndex: FundingIndex(units: 1),
            maker: maker, taker: taker)
    }

    /// The resting side's.
    private static func fill(of account: AccountID, _ order: OrderID, position: SignedSize) -> Fill {
        Fill(
            order: order, orderedAt: createdAt(order), account: account, clientID: "mine",
            isInteractive: false,
            fee: Quote(units: -1), realizedPnL: .zero, realizedFunding: .zero,
            remaining: Size(units: 75_000_000), position: position,
            balance: Quote(units: 100_000_000_000_001))
    }

    /// The incoming side's.
    private static func fill(of account: AccountID, _ order: OrderID) -> Fill {
        Fill(
            order: order, orderedAt: createdAt(order), account: account, clientID: "", isInteractive: true,
            fee: Quote(units: 1_000_000_000), realizedPnL: Quote(units: 1_250_000_000),
            realizedFunding: Quote(units: -25_000_000), remaining: .zero,
            position: SignedSize(units: Int128(Int64.max) + 1),
            balance: Quote(units: -170_141_183_460_469_231_731_687_303_715_881_057_28))
    }
}

import Exchange
import Testing
import Wire

@testable import Gateway

@Suite struct AccountHistoryTests {
    /// Noon of 21 November 2025, in milliseconds.
    private static let noon: Int64 = 1_763_726_400_000
    private static let day: Int64 = 86_400_000
    private static let account = AccountID(index: 0)

    private let exchange: Exchange

    init() throws {
        let fees = FeeSchedule(
            api: .init(maker: try Rate("0.0001"), taker: try Rate("0.0005")),
            interactive: .init(maker: .zero, taker: .zero))
        let market = Market(
            symbol: "X", tickSize: Price(units: 1), sizeStep: Size(units: 1), minimumValue: .zero,
            maximumSize: try Size("100"), maximumOpenOrders: 3, priceBandWidth: try Rate("0.05"),
            fees: fees, markPrice: try Price("100"))
        var exchange = Exchange(markets: [market])
        for name in ["0x10", "0x11"] {
            let new = NewAccount(
                address: name, publicKey: "0x1", l1Address: "", balance: try Quote("1000"))
            _ = try exchange.execute(.openAccount(new), at: Timestamp(milliseconds: Self.noon))
        }
        self.exchange = exchange
    }

    /// One of the account's trades of two at a price of 100, after which it has this much cash.
    private func trade(
        after milliseconds: Int64, isTaker: Bool, isInteractive: Bool, fee: String, balance: String
    ) throws -> Trade {
        func fill(_ account: Int, _ fee: String, _ balance: String) throws -> Fill {
            Fill(
                order: OrderID(number: 1), orderedAt: .zero, account: AccountID(index: account),
                clientID: "", isInteractive: isInteractive, fee: try Quote(fee), realizedPnL: .zero,
                realizedFunding: .zero, remaining: .zero, position: .zero, balance: try Quote(balance))
        }
        let own = try fill(0, fee, balance)
        let other = try fill(1, "0", "0")
        return Trade(
            number: 3, market: MarketID(index: 0), price: try Price("100"), size: try Size("2"),
            takerSide: .buy, at: Timestamp(milliseconds: Self.noon + milliseconds),
            indexPrice: try Price("100"), bookSequence: 1, fundingIndex: .zero,
            maker: isTaker ? other : own, taker: isTaker ? own : other)
    }

    @Test(
        "profit and value run on, volume and savings are summed by the day",
        arguments: [
            ("pnl", #"{"data":[0,-5,7,0],"timestamps":[0,7200000,86400000,86400001]}"#),
            ("value", #"{"data":[1000,995,1007,1000],"timestamps":[0,7200000,86400000,86400001]}"#),
            ("volume", #"{"data":[400,200],"timestamps":[7200000,86400000]}"#),
            // 200 × 0.0005 for the taker who paid nothing, then 200 × 0.0001 for the maker.
            ("fee_savings", #"{"data":[0.1,0.02],"timestamps":[7200000,86400000]}"#),
        ])
    func points(_ kind: String, _ expected: String) throws {
        var history = AccountHistory(
            try #require(AccountHistory.Kind(rawValue: kind)), of: Self.account, in: exchange)
        history.add(
            try trade(after: 3_600_000, isTaker: true, isInteractive: false, fee: "0.1", balance: "990"))
        history.add(
            try trade(after: 7_200_000, isTaker: true, isInteractive: true, fee: "0", balance: "995"))
        history.add(
            try trade(after: Self.day, isTaker: false, isInteractive: true, fee: "0", balance: "1007"))
        history.end(at: Timestamp(milliseconds: Self.noon + Self.day + 1), in: exchange)
        let answer = try JSONValue.parse(history.body)
        let written = try JSONValue.parse(expected)
        #expect(answer["data"] == written["data"])
        let times = answer["timestamps"]?.arrayValue?.compactMap { $0.numberValue?.int64 }
        let due = written["timestamps"]?.arrayValue?.compactMap { $0.numberValue?.int64 }
        #expect(times == due?.map { $0 + Self.noon })
    }
}

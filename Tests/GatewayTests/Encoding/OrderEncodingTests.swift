import Exchange
import Testing
import Wire

@testable import Gateway

@Suite struct OrderEncodingTests {
    private func exchange() throws -> Exchange {
        var exchange = Exchange(markets: try MarketCatalogue(MarketCatalogue.builtInText).markets)
        let account = NewAccount(address: "0x1a", publicKey: "0x2", l1Address: "", balance: .zero)
        _ = try exchange.execute(.openAccount(account), at: .zero)
        return exchange
    }

    private func order(
        _ new: NewOrder, createdAt: Int64 = 1, sequence: Int64 = 1, status: OrderStatus = .open
    ) -> Order {
        Order(
            restored: new, id: OrderID(number: 1), createdAt: Timestamp(milliseconds: createdAt),
            updatedAt: Timestamp(milliseconds: createdAt), sequence: sequence, remaining: new.size,
            filledValue: 0, status: status, triggerDirection: nil, lastModification: nil)
    }

    private func new(
        side: Side = .buy, type: OrderType = .limit, timeInForce: TimeInForce = .goodTillCancelled,
        prevention: SelfTradePrevention = .expireTaker, isReduceOnly: Bool = false,
        isInteractive: Bool = false
    ) -> NewOrder {
        NewOrder(
            account: AccountID(index: 0), market: MarketID(index: 0), side: side, type: type,
            timeInForce: timeInForce, selfTradePrevention: prevention, isReduceOnly: isReduceOnly,
            isInteractive: isInteractive, price: Price(units: 1), size: Size(units: 1))
    }

    private func text(of order: Order) throws -> String {
        String(decoding: order.json(of: try exchange(), publishedAt: .zero), as: UTF8.self)
    }

    @Test(
        "the sequence is written out whether or not it begins as the creation time does",
        arguments: [
            (1_763_700_000_000, 1_763_700_000_000_000_000), (1_763_700_000_000, 1_763_700_000_000_000_017),
            (1_763_700_000_000, 1_763_700_000_000_999_999), (1_763_700_000_000, 1_763_700_000_001_000_000),
            (1_763_700_000_000, 1), (0, 0), (0, 7), (1, 1_000_007), (1, -1_000_007), (12, 12_345_678),
            (100_000_000, 100_000_000_000_001),
        ] as [(Int64, Int64)])
    func sequence(_ createdAt: Int64, _ sequence: Int64) throws {
        let text = try text(of: order(new(), createdAt: createdAt, sequence: sequence))
        #expect(text.contains(#""seq_no":\#(sequence),"timestamp""#))
    }

    @Test("every word is written as the dictionary has it")
    func words() throws {
        for side in Side.allCases {
            #expect(try text(of: order(new(side: side))).contains(#""side":"\#(side.word)","type""#))
        }
        for type in OrderType.allCases {
            #expect(
                try text(of: order(new(type: type))).contains(#""type":"\#(type.word)","instruction""#))
        }
        for timeInForce in TimeInForce.allCases {
            let text = try text(of: order(new(timeInForce: timeInForce)))
            #expect(text.contains(#""instruction":"\#(timeInForce.word)","stp""#))
        }
        for prevention in SelfTradePrevention.allCases {
            let text = try text(of: order(new(prevention: prevention)))
            #expect(text.contains(#""stp":"\#(prevention.word)","client_id""#))
        }
        let closed = CancelReason.allCases.map { OrderStatus.cancelled($0) }
        for status in [.new, .untriggered, .open, .filled] + closed {
            let text = try text(of: order(new(), status: status))
            #expect(text.contains(#""status":"\#(status.word)","remaining_size""#))
            #expect(text.contains(#""cancel_reason":"\#(status.reasonWord)","seq_no""#))
        }
    }

    @Test("flags are listed, and an order without any has an empty list")
    func flags() throws {
        let cases: [(NewOrder, String)] = [
            (new(), "[]"), (new(isReduceOnly: true), #"["REDUCE_ONLY"]"#),
            (new(isInteractive: true), #"["INTERACTIVE"]"#),
            (new(type: .market), #"["TARGET_STRATEGY_VWAP"]"#),
            (
                new(type: .market, isReduceOnly: true, isInteractive: true),
                #"["REDUCE_ONLY","INTERACTIVE","TARGET_STRATEGY_VWAP"]"#
            ),
        ]
        for (new, flags) in cases {
            #expect(try text(of: order(new)).contains(#""flags":\#(flags),"size""#))
        }
    }
}

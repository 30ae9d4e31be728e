import Exchange
import Randomness

extension SeededRandom {
    mutating func quote() -> Quote { Quote(units: int128()) }
    mutating func price() -> Price { Price(units: int64()) }
    mutating func rate() -> Rate { Rate(units: int64()) }
    mutating func timestamp() -> Timestamp { Timestamp(milliseconds: int64()) }
    mutating func flag() -> Bool { Bool.random(using: &self) }
    mutating func account() -> AccountID { AccountID(index: Int(int64() & Int64.max)) }
    mutating func market() -> MarketID { MarketID(index: Int.random(in: 0..<3, using: &self)) }
    mutating func side() -> Side { choice() }

    mutating func choice<Choice: CaseIterable>() -> Choice { Choice.allCases.randomElement(using: &self)! }

    mutating func maybe<Value>(_ value: (inout SeededRandom) -> Value) -> Value? {
        flag() ? value(&self) : nil
    }

    mutating func newOrder() -> NewOrder {
        NewOrder(
            account: account(), market: market(), side: side(), type: choice(), timeInForce: choice(),
            selfTradePrevention: choice(), isReduceOnly: flag(), isInteractive: flag(), price: price(),
            averagePriceLimit: price(), triggerPrice: price(), size: Size(units: int64()), clientID: text(),
            signedAt: timestamp())
    }

    /// An order in any state that an exchange could leave one in, and some more.
    mutating func order(_ number: Int64, of account: AccountID, createdAt: Int64? = nil) -> Order {
        var new = newOrder()
        new.account = account
        new.size = Size(units: Int64.random(in: 0...Int64.max, using: &self))
        return Order(
            restored: new, id: OrderID(number: number),
            createdAt: Timestamp(milliseconds: createdAt ?? int64()),
            updatedAt: timestamp(), sequence: int64(),
            remaining: Size(units: Int64.random(in: 0...new.size.units, using: &self)),
            filledValue: int128(), status: status(), triggerDirection: maybe { $0.choice() },
            lastModification: modification())
    }

    mutating func status() -> OrderStatus {
        let closed = CancelReason.allCases.map { OrderStatus.cancelled($0) }
        return ([.new, .untriggered, .open, .filled] + closed).randomElement(using: &self)!
    }

    mutating func modification() -> Modification? {
        maybe { Modification(number: $0.int64(), refusal: $0.maybe { $0.choice() }) }
    }

    mutating func fill(of account: Int) -> Fill {
        Fill(
            order: OrderID(number: int64()), orderedAt: Timestamp(milliseconds: int64()),
            account: AccountID(index: account), clientID: text(), isInteractive: flag(), fee: quote(),
            realizedPnL: quote(), realizedFunding: flag() ? .zero : quote(),
            remaining: Size(units: int64()), position: SignedSize(units: int128()), balance: quote())
    }

    /// A trade of two of four accounts.
    mutating func trade(_ number: Int64, at time: Int64? = nil) -> Trade {
        let maker = Int.random(in: 0..<4, using: &self)
        return Trade(
            number: number, kind: choice(), market: market(), price: price(), size: Size(units: int64()),
            takerSide: side(), at: Timestamp(milliseconds: time ?? int64()), indexPrice: price(),
            bookSequence: int64(), fundingIndex: FundingIndex(units: int128()), maker: fill(of: maker),
            taker: fill(of: (maker + Int.random(in: 1..<4, using: &self)) % 4))
    }

    mutating func candle(minute: Int64) -> Candle {
        Candle(
            minute: minute, open: price(), high: price(), low: price(), close: price(), volume: int128(),
            value: quote())
    }

    mutating func fundingRecord(at time: Int64) -> FundingRecord {
        FundingRecord(
            market: market(), at: Timestamp(milliseconds: time), index: FundingIndex(units: int128()),
            premium: quote(), rate: rate())
    }
}

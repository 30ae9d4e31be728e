import Exchange

extension SeededGenerator {
    mutating func command() -> Command {
        switch Int.random(in: 0..<5, using: &self) {
        case 0:
            .openAccount(
                NewAccount(address: text(), publicKey: text(), l1Address: text(), balance: quote()))
        case 1: .place((0..<Int.random(in: 0...10, using: &self)).map { _ in newOrder() })
        case 2:
            .modify(
                OrderChange(
                    account: account(), order: OrderID(number: int64()), price: Price(units: int64()),
                    size: Size(units: int64())))
        case 3:
            .cancel(
                account(), (0..<Int.random(in: 0...5, using: &self)).map { _ in OrderID(number: int64()) })
        default: .cancelAll(account(), Bool.random(using: &self) ? market() : nil)
        }
    }

    mutating func quote() -> Quote { Quote(units: int128()) }
    mutating func account() -> AccountID { AccountID(index: Int(int64() & Int64.max)) }
    mutating func market() -> MarketID { MarketID(index: Int.random(in: 0..<3, using: &self)) }
    mutating func side() -> Side { Side.allCases.randomElement(using: &self)! }

    mutating func newOrder() -> NewOrder {
        NewOrder(
            account: account(), market: market(), side: side(),
            type: OrderType.allCases.randomElement(using: &self)!,
            timeInForce: TimeInForce.allCases.randomElement(using: &self)!,
            selfTradePrevention: SelfTradePrevention.allCases.randomElement(using: &self)!,
            isReduceOnly: Bool.random(using: &self), price: Price(units: int64()), size: Size(units: int64()),
            clientID: text(), signedAt: Timestamp(milliseconds: int64()))
    }

    /// An order in any state that an exchange could leave one in, and some more.
    mutating func order(_ number: Int64, of account: AccountID, createdAt: Int64? = nil) -> Order {
        var new = newOrder()
        new.account = account
        new.size = Size(units: Int64.random(in: 0...Int64.max, using: &self))
        return Order(
            restored: new, id: OrderID(number: number),
            createdAt: Timestamp(milliseconds: createdAt ?? int64()),
            updatedAt: Timestamp(milliseconds: int64()), sequence: int64(),
            remaining: Size(units: Int64.random(in: 0...new.size.units, using: &self)),
            filledValue: int128(), status: status(), lastModification: modification())
    }

    mutating func status() -> OrderStatus {
        let closed = CancelReason.allCases.map { OrderStatus.cancelled($0) }
        return ([.new, .open, .filled] + closed).randomElement(using: &self)!
    }

    mutating func modification() -> Modification? {
        guard Bool.random(using: &self) else { return nil }
        let refusal = Bool.random(using: &self) ? CancelReason.allCases.randomElement(using: &self) : nil
        return Modification(number: int64(), refusal: refusal)
    }

    mutating func fill() -> Fill {
        Fill(
            order: OrderID(number: int64()), account: AccountID(index: Int.random(in: 0..<4, using: &self)),
            clientID: text(), fee: quote(), remaining: Size(units: int64()),
            position: SignedSize(units: int128()), balance: quote())
    }

    mutating func trade(_ number: Int64) -> Trade {
        Trade(
            number: number, market: market(), price: Price(units: int64()), size: Size(units: int64()),
            takerSide: side(), at: Timestamp(milliseconds: int64()), maker: fill(), taker: fill())
    }
}

import Exchange

extension Workload {
    /// Short ones, long ones, and some that are not ASCII.
    static let clientIDs = ["c0", "c1", "a client id of many bytes", "d\u{e9}", "\u{1F600}", "e"]

    mutating func order(_ exchange: Exchange) -> NewOrder {
        let (account, market, side) = (account(), market(), random.pick(Side.allCases))
        let type = random.chance(55) ? .limit : random.chance(25) ? .market : random.pick(OrderType.allCases)
        let position = exchange.accounts[account.index].positions[market.index].size.units
        let closes = type.isTakeProfit || type.isStopLoss
        let isReduceOnly = closes ? !random.chance(2) : random.chance(20)
        // Most orders that close a position are to find one.
        let closing = position == 0 || random.chance(10) ? side : position > 0 ? .sell : .buy
        let mark = exchange.markets[market.index].markPrice
        return NewOrder(
            account: account, market: market, side: isReduceOnly ? closing : side, type: type,
            timeInForce: timeInForce(type),
            selfTradePrevention: random.pick(SelfTradePrevention.allCases), isReduceOnly: isReduceOnly,
            isInteractive: random.chance(30), price: price(side, around: mark),
            averagePriceLimit: random.chance(10) ? price(side.opposite, around: mark) : .zero,
            triggerPrice: trigger(around: mark),
            size: closes && random.chance(50) ? .zero : isReduceOnly ? size(within: position) : size(),
            clientID: random.chance(20) ? random.pick(Self.clientIDs) : "")
    }

    private mutating func timeInForce(_ type: OrderType) -> TimeInForce {
        if random.chance(60) { return .goodTillCancelled }
        switch type {
        case .limit: return random.pick(TimeInForce.allCases)
        case .stopLimit: return random.chance(90) ? .postOnly : .immediateOrCancel
        case .market, .stopMarket, .takeProfitMarket, .stopLossMarket:
            return random.chance(95) ? .immediateOrCancel : .postOnly
        case .takeProfitLimit, .stopLossLimit:
            return random.chance(95) ? .goodTillCancelled : .postOnly
        }
    }

    /// Around the mark, with some overlap between the sides and some prices outside the band.
    private mutating func price(_ side: Side, around mark: Price) -> Price {
        let whole = FixedPoint.scale
        let distance = Int64(random.below(7)) - 2 - (random.chance(3) ? 5 : 0)
        let middle = mark.units / whole
        let price = side == .buy ? middle - distance : middle + distance
        return Price(units: max(0, price) * whole + (random.chance(1) ? 1 : 0))
    }

    private mutating func trigger(around mark: Price) -> Price {
        let whole = FixedPoint.scale
        return Price(units: max(0, mark.units / whole + Int64(random.below(13)) - 6) * whole)
    }

    mutating func size() -> Size {
        Size(units: Int64(random.below(61) + 1) * FixedPoint.scale / 10 + (random.chance(1) ? 1 : 0))
    }

    /// Often a position's size, or less.
    private mutating func size(within position: Int128) -> Size {
        let steps = Int64(clamping: abs(position)) / (FixedPoint.scale / 10)
        guard steps > 0, !random.chance(15) else { return size() }
        return Size(
            units: (random.chance(40) ? steps : Int64(random.below(Int(steps)) + 1)) * FixedPoint.scale / 10)
    }

    // MARK: About orders that are open

    mutating func change(_ exchange: Exchange, _ names: NameTable) -> OrderChange {
        let (order, name, account) = knownOrder(exchange, names)
        let mark = exchange.markets[order?.market.index ?? 0].markPrice
        let limit = random.chance(40) ? order?.price : nil
        let trigger = random.chance(order?.type.isConditional == true ? 50 : 3)
        return OrderChange(
            account: account, order: name,
            price: limit ?? price(order?.side ?? .buy, around: mark),
            size: random.chance(30) ? order?.size ?? size() : size(),
            triggerPrice: trigger ? self.trigger(around: mark) : nil, keepsPlace: random.chance(80))
    }

    mutating func cancellation(_ exchange: Exchange, _ names: NameTable) -> Command {
        let (_, name, account) = knownOrder(exchange, names)
        let others = random.chance(20) ? [knownOrder(exchange, names).name] : []
        return .cancel(account, [name] + others)
    }

    /// An open order, mostly, and its account, mostly.
    private mutating func knownOrder(
        _ exchange: Exchange, _ names: NameTable
    ) -> (order: Order?, name: OrderID, account: AccountID) {
        let strained = exchange.accounts.first {
            $0.hasOpenOrders && exchange.margin(of: $0.id).freeCollateral < .zero
        }
        let owner = random.chance(50) ? strained?.id ?? account() : account()
        let open = exchange.openOrders(of: owner, in: nil)
        let unknown = OrderID(number: -Int64(random.below(200)) - 1)
        guard !open.isEmpty, !random.chance(5) else { return (nil, unknown, owner) }
        let order = random.pick(open)
        return (order, names.name(of: order.id) ?? unknown, random.chance(5) ? account() : owner)
    }
}

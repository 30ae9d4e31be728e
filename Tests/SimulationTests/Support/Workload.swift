import Exchange

/// Random commands that collide a lot: few accounts, few prices, few sizes.
struct Workload {
    static let accountCount = 4

    private var random: SeededGenerator
    private let marketCount: Int
    /// Orders of late: some are open, some are not any more.
    private var recent: [Order] = []
    private var clock: Int64 = 1_700_000_000_000

    init(seed: UInt64, marketCount: Int) {
        random = SeededGenerator(seed: seed)
        self.marketCount = marketCount
    }

    static func markets(_ count: Int) throws -> [Market] {
        try (0..<count).map { index in
            Market(
                symbol: "M\(index)", tickSize: try Price("1"), sizeStep: try Size("0.1"),
                minimumValue: try Quote("20"), maximumSize: try Size("3"), maximumOpenOrders: 12,
                priceBandWidth: try Rate("0.04"), makerFee: try Rate("-0.00005"),
                takerFee: try Rate("0.0003"), markPrice: try Price("100"))
        }
    }

    static func accounts() -> [NewAccount] {
        (0..<accountCount).map {
            NewAccount(address: "0x\($0)", publicKey: "", l1Address: "", balance: Quote(units: 1_000_000))
        }
    }

    /// Remembers an order so that later commands are about it.
    mutating func remember(_ events: [Event]) {
        for case .orderAccepted(let order) in events { recent.append(order) }
        if recent.count > 40 { recent.removeFirst(20) }
    }

    /// The next command and its time, which stands still now and then, and once in a while goes back.
    mutating func next() -> (command: Command, now: Timestamp) {
        clock += Int64(random.below(20)) - 1
        return (command(), Timestamp(milliseconds: clock))
    }

    private mutating func command() -> Command {
        switch random.below(100) {
        case ..<58: .place([order()])
        case ..<63: .place((0..<random.below(5)).map { _ in order() })
        case ..<82: .modify(change())
        case ..<96: cancellation()
        default: .cancelAll(account(), random.chance(50) ? nil : market())
        }
    }

    private mutating func order() -> NewOrder {
        let isMarket = random.chance(8)
        let terms: [TimeInForce] = [
            .goodTillCancelled, .goodTillCancelled, .goodTillCancelled, .immediateOrCancel, .postOnly,
        ]
        let side = random.pick(Side.allCases)
        return NewOrder(
            account: account(), market: market(), side: side, type: isMarket ? .market : .limit,
            timeInForce: random.pick(terms), selfTradePrevention: random.pick(SelfTradePrevention.allCases),
            price: price(side), size: size(), clientID: random.chance(20) ? "c\(random.below(6))" : "")
    }

    private mutating func change() -> OrderChange {
        let (order, account) = knownOrder()
        let side = order?.side ?? .buy
        let price = random.chance(30) ? order?.price : nil
        return OrderChange(
            account: account, order: order?.id ?? OrderID(number: 1), price: price ?? self.price(side),
            size: size())
    }

    private mutating func cancellation() -> Command {
        let (order, account) = knownOrder()
        let others = random.chance(20) ? [knownOrder().order] : []
        return .cancel(account, ([order] + others).map { $0?.id ?? OrderID(number: 1) })
    }

    private mutating func account() -> AccountID { AccountID(index: random.below(Self.accountCount)) }

    private mutating func market() -> MarketID { MarketID(index: random.below(marketCount)) }

    /// An order of late, if there was one, and its account or once in a while another.
    private mutating func knownOrder() -> (order: Order?, account: AccountID) {
        guard !recent.isEmpty else { return (nil, account()) }
        let order = random.pick(recent)
        return (order, random.chance(10) ? account() : order.account)
    }

    /// Around the mark, with some overlap between the sides and some prices outside the band.
    private mutating func price(_ side: Side) -> Price {
        let distance = Int64(random.below(8)) - 2
        let offBeat: Int64 = random.chance(1) ? 1 : 0
        let whole = side == .buy ? 100 - distance : 100 + distance
        return Price(units: (random.chance(2) ? whole + 4 : whole) * FixedPoint.scale + offBeat)
    }

    private mutating func size() -> Size {
        Size(units: Int64(random.below(31) + 1) * FixedPoint.scale / 10)
    }
}

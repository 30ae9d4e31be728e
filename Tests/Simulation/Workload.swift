import Exchange
import Randomness

/// Random commands that collide a lot: few accounts, few prices, few sizes, little money.
///
/// It looks at the exchange so that many commands make sense; what is expected of them it does not know.
struct Workload {
    static let accountCount = 5
    private static let balances = [100_000, 3000, 600, 200, 60]

    var random: SeededRandom
    let marketCount: Int
    /// Some runs are violent, some are calm.
    private let violence: Int
    /// In some runs most commands come at once after each other, before margins are looked at again.
    private let isHasty: Bool
    private var clock: Int64 = 1_700_000_000_000
    private var planned: [Step] = []
    private var place = 0
    private var algos: [(OrderID, AccountID)] = []

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
        marketCount = 1 + random.below(3)
        violence = random.pick([0, 1, 1, 4])
        isHasty = random.chance(40)
    }

    /// The first has everything, the second follows its book, the third knows no margin.
    static func markets(_ count: Int) -> [Market] {
        let fees = FeeSchedule(
            api: FeeSchedule.Rates(maker: Rate(units: -5000), taker: Rate(units: 45_001)),
            interactive: FeeSchedule.Rates(maker: .zero, taker: Rate(units: 10_007)))
        let funding = FundingRules(
            periodHours: 8, interestRate: Rate(units: 10_000), clamp: Rate(units: 50_000),
            maximumRate: Rate(units: 2_000_000))
        return [
            market("M0", fees, positionLimit: 60, margin: 10_000_000, funding, follows: false),
            market("M1", fees, positionLimit: nil, margin: 2_000_000, funding, follows: true),
            market("M2", fees, positionLimit: 20, margin: nil, nil, follows: false),
        ].prefix(count).map(\.self)
    }

    private static func market(
        _ symbol: String, _ fees: FeeSchedule, positionLimit: Int64?, margin: Int64?,
        _ funding: FundingRules?,
        follows: Bool
    ) -> Market {
        Market(
            symbol: symbol, tickSize: Price(units: FixedPoint.scale),
            sizeStep: Size(units: FixedPoint.scale / 10),
            minimumValue: Quote(units: 20 * Int128(FixedPoint.scale)),
            maximumSize: Size(units: 6 * FixedPoint.scale), maximumOpenOrders: 8,
            priceBandWidth: Rate(units: 6_000_000),
            maximumSlippage: margin == nil ? nil : Rate(units: 2_000_000),
            positionLimit: positionLimit.map { Size(units: $0 * FixedPoint.scale / 4) }, fees: fees,
            margin: margin.map {
                MarginRules(
                    initialFraction: Rate(units: $0), maintenanceFactor: Rate(units: FixedPoint.scale / 2))
            },
            funding: funding, markPrice: Price(units: 100 * FixedPoint.scale), followsBook: follows)
    }

    /// The next command and its time, which stands still now and then, and once in a while goes back.
    mutating func next(_ exchange: Exchange, _ names: NameTable) -> Step {
        clock += elapsed()
        let command =
            place < Self.balances.count ? opening() : command(exchange, names)
        let step = Step(place: place, command: command, at: Timestamp(milliseconds: clock))
        if case .placeAlgo(let new) = command {
            algos.append((PlannedName.number(step: place, order: 0), new.account))
        }
        place += 1
        return step
    }

    private func opening() -> Command {
        .openAccount(
            NewAccount(
                address: "0xa\(place)", publicKey: "0x\(place)", l1Address: "",
                balance: Quote(units: Int128(Self.balances[place]) * Int128(FixedPoint.scale)),
                parent: place == 4 ? AccountID(index: 0) : nil))
    }

    private mutating func elapsed() -> Int64 {
        if isHasty, !random.chance(10) { return Int64(random.below(50)) }
        return switch random.below(1000) {
        case ..<500: Int64(random.below(200)) - 10
        case ..<850: Int64(random.below(3000))
        case ..<980: Int64(random.below(12_000))
        case ..<996: Int64(random.below(200_000))
        case ..<999: Int64(random.below(7_200_000))
        default: Int64(random.below(400_000_000))
        }
    }

    private mutating func command(_ exchange: Exchange, _ names: NameTable) -> Command {
        if exchange.status != .ok, random.chance(15) { return .setStatus(.ok) }
        return switch random.below(1000) {
        case ..<560: .placeOne(order(exchange))
        case ..<610: .place((0..<random.below(5)).map { _ in order(exchange) })
        case ..<740: .modify(change(exchange, names))
        case ..<810: cancellation(exchange, names)
        case ..<830: .cancelAll(account(), random.chance(50) ? nil : market())
        case ..<850: .placeAlgo(algo())
        case ..<856: algoCancellation()
        case ..<880: setting()
        case ..<960: .changeMarket(marketChange(exchange))
        case ..<975: .setStatus(random.pick(SystemStatus.allCases))
        case ..<978: .openAccount(Self.another(random.below(3)))
        default: .tick
        }
    }

    /// An account that is there, one that is not for anyone, and one whose parent is a sub-account.
    private static func another(_ choice: Int) -> NewAccount {
        NewAccount(
            address: ["0xa1", "0x1", "0xb"][choice], publicKey: "0x1", l1Address: "", balance: .zero,
            parent: choice == 2 ? AccountID(index: 4) : nil)
    }

    // MARK: Settings and prices

    private mutating func setting() -> Command {
        let leverage = random.pick([1, 2, 5, 10, 20, 50, 100])
        let change: AccountChange =
            switch random.below(10) {
            case ..<5: .leverage(market(), leverage)
            case ..<9: .slippage(market(), Rate(units: Int64(random.below(8)) * 1_000_000))
            default: .preference("name", "x")
            }
        return .changeAccount(AccountID(index: random.below(Self.accountCount + 1)), change)
    }

    private mutating func marketChange(_ exchange: Exchange) -> MarketChange {
        let market = market()
        var change = MarketChange(market)
        switch random.below(20) {
        case ..<12: change.markPrice = price(exchange.markets[market.index].markPrice)
        case ..<16: change.indexPrice = price(exchange.markets[market.index].indexPrice)
        case ..<17:
            change.markPrice = price(exchange.markets[market.index].markPrice)
            change.indexPrice = change.markPrice
        case ..<18: change.followsBook = random.chance(60)
        case ..<19: change.fundingRate = .fixed(Rate(units: Int64(random.below(9) - 4) * 300_000))
        default: change.fundingRate = .computed
        }
        return change
    }

    /// Near the last one; or, where it is violent, anywhere between a half and the double of the first.
    private mutating func price(_ last: Price) -> Price {
        let whole = FixedPoint.scale
        if random.chance(2 + 10 * violence) {
            return Price(units: (50 + Int64(random.below(150))) * whole)
        }
        if random.chance(2) { return Price(units: -1) }
        let moved = last.units + (Int64(random.below(9)) - 4) * whole / 2
        return Price(units: random.chance(10) ? moved + 333 : max(whole, moved))
    }

    mutating func account() -> AccountID { AccountID(index: random.below(Self.accountCount)) }

    mutating func market() -> MarketID { MarketID(index: random.below(marketCount)) }

    private mutating func algo() -> NewAlgoOrder {
        NewAlgoOrder(
            account: account(), market: market(), side: random.pick(Side.allCases), size: size(),
            duration: Int64(random.below(8)) * 30, isInteractive: random.chance(30))
    }

    private mutating func algoCancellation() -> Command {
        guard !algos.isEmpty else { return .tick }
        let (id, account) = random.pick(algos)
        return .cancelAlgo(account, id)
    }
}

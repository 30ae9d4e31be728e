import Exchange
import Randomness

/// The cases of `Command` without their values. A new case does not compile until it is here, and then its
/// samples are missing too.
enum CommandKind: CaseIterable {
    case openAccount, place, placeOne, modify, cancel, cancelAll, placeAlgo, cancelAlgo, changeAccount
    case changeMarket, setStatus, tick

    init(_ command: Command) {
        switch command {
        case .openAccount: self = .openAccount
        case .place: self = .place
        case .placeOne: self = .placeOne
        case .modify: self = .modify
        case .cancel: self = .cancel
        case .cancelAll: self = .cancelAll
        case .placeAlgo: self = .placeAlgo
        case .cancelAlgo: self = .cancelAlgo
        case .changeAccount: self = .changeAccount
        case .changeMarket: self = .changeMarket
        case .setStatus: self = .setStatus
        case .tick: self = .tick
        }
    }
}

/// The cases of `AccountChange`, likewise.
enum AccountChangeKind: CaseIterable {
    case leverage, slippage, preference, keyAdded, keyRevoked, tokenAdded, tokenRevoked

    init(_ change: AccountChange) {
        switch change {
        case .leverage: self = .leverage
        case .slippage: self = .slippage
        case .preference: self = .preference
        case .keyAdded: self = .keyAdded
        case .keyRevoked: self = .keyRevoked
        case .tokenAdded: self = .tokenAdded
        case .tokenRevoked: self = .tokenRevoked
        }
    }
}

extension SeededRandom {
    mutating func command() -> Command {
        let kind: CommandKind = choice()
        return command(kind)
    }

    mutating func command(_ kind: CommandKind) -> Command {
        switch kind {
        case .openAccount: return .openAccount(newAccount())
        case .place:
            // A list of one is read as `.placeOne`.
            let count = Int.random(in: 1...10, using: &self)
            return .place((0..<(count == 1 ? 0 : count)).map { _ in newOrder() })
        case .placeOne: return .placeOne(newOrder())
        case .modify: return .modify(orderChange())
        case .cancel:
            let count = Int.random(in: 0...5, using: &self)
            return .cancel(account(), (0..<count).map { _ in OrderID(number: int64()) })
        case .cancelAll: return .cancelAll(account(), maybe { $0.market() })
        case .placeAlgo: return .placeAlgo(newAlgo())
        case .cancelAlgo: return .cancelAlgo(account(), OrderID(number: int64()))
        case .changeAccount:
            let change: AccountChangeKind = choice()
            return .changeAccount(account(), accountChange(change))
        case .changeMarket: return .changeMarket(marketChange())
        case .setStatus: return .setStatus(choice())
        case .tick: return .tick
        }
    }

    mutating func accountChange(_ kind: AccountChangeKind) -> AccountChange {
        switch kind {
        case .leverage: .leverage(market(), Int(int64()))
        case .slippage: .slippage(market(), rate())
        case .preference: .preference(text(), text())
        case .keyAdded: .keyAdded(AccountKey(publicKey: text(), name: text()))
        case .keyRevoked: .keyRevoked(publicKey: text())
        case .tokenAdded:
            .tokenAdded(AccessToken(id: text(), name: text(), kind: text(), expiresAt: timestamp()))
        case .tokenRevoked: .tokenRevoked(id: text())
        }
    }

    private mutating func newAccount() -> NewAccount {
        NewAccount(
            address: text(), publicKey: text(), l1Address: text(), balance: quote(),
            parent: maybe { $0.account() })
    }

    private mutating func orderChange() -> OrderChange {
        OrderChange(
            account: account(), order: OrderID(number: int64()), price: price(), size: Size(units: int64()),
            triggerPrice: maybe { $0.price() }, keepsPlace: flag())
    }

    private mutating func newAlgo() -> NewAlgoOrder {
        NewAlgoOrder(
            account: account(), market: market(), side: side(), size: Size(units: int64()),
            duration: int64(), isInteractive: flag(), signedAt: timestamp())
    }

    private mutating func marketChange() -> MarketChange {
        MarketChange(
            market(), markPrice: maybe { $0.price() }, indexPrice: maybe { $0.price() },
            followsBook: maybe { $0.flag() },
            fundingRate: maybe { $0.flag() ? .fixed($0.rate()) : .computed })
    }
}

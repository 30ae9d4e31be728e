import Exchange
import Wire

/// A trade as one of its accounts sees it.
struct OwnFill {
    let trade: Trade
    let isTaker: Bool

    init(_ trade: Trade, isTaker: Bool) {
        self.trade = trade
        self.isTaker = isTaker
    }

    /// nil if the account has no part in the trade.
    init?(_ trade: Trade, of account: AccountID) {
        guard trade.taker.account == account || trade.maker.account == account else { return nil }
        self.trade = trade
        isTaker = trade.taker.account == account
    }

    var fill: Fill { isTaker ? trade.taker : trade.maker }
    var side: Side { isTaker ? trade.takerSide : trade.takerSide.opposite }
    var name: String { TradeName.text(number: trade.number, at: trade.at, isTaker: isTaker) }

    /// The public id of the order; "" in a liquidation, which has none.
    var orderName: String {
        trade.kind == .liquidation ? "" : OrderName.text(fill.order, createdAt: fill.orderedAt)
    }
}

extension TradeKind {
    var word: StaticString {
        switch self {
        case .fill: "FILL"
        case .liquidation: "LIQUIDATION"
        }
    }
}

extension JSONWriter {
    /// A fill as the API shows it to its account.
    mutating func fill(_ own: OwnFill, in exchange: borrowing Exchange) {
        let (trade, fill) = (own.trade, own.fill)
        beginObject()
        member("id", own.name)
        member("account", exchange.accounts[fill.account.index].address)
        member("market", exchange.markets[trade.market.index].symbol)
        member("order_id", own.orderName)
        member("client_id", fill.clientID)
        key("side")
        rawASCII(own.side.word)
        member("liquidity", own.isTaker ? "TAKER" : "MAKER")
        key("fill_type")
        rawASCII(trade.kind.word)
        key("flags")
        beginArray()
        if fill.isInteractive { string("interactive") }
        endArray()
        amounts(of: fill, trade)
        member("created_at", trade.at)
        member("orderbook_seq_no", integer: trade.bookSequence)
        endObject()
    }

    private mutating func amounts(of fill: Fill, _ trade: Trade) {
        member("price", trade.price.text)
        member("size", trade.size.text)
        member("fee", fill.fee.text)
        member("fee_currency", Money.token)
        member("realized_pnl", fill.realizedPnL.text)
        member("realized_funding", fill.realizedFunding.text)
        member("remaining_size", fill.remaining.text)
        member("underlying_price", trade.indexPrice.text)
    }
}

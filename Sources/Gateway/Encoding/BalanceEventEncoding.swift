import Exchange
import Wire

extension JSONWriter {
    /// What a fill did to an account's cash.
    mutating func balanceEvent(_ own: OwnFill, in exchange: borrowing Exchange) {
        let fill = own.fill
        let change = fill.realizedPnL + fill.realizedFunding - fill.fee
        beginObject()
        member("type", own.transactionType)
        member("status", "ON_BLOCKCHAIN")
        member("market", exchange.markets[own.trade.market.index].symbol)
        member("fill_id", own.name)
        member("fees", fill.fee.text)
        member("realized_pnl", fill.realizedPnL.text)
        member("realized_funding", fill.realizedFunding.text)
        member("funding_index", own.trade.fundingIndex.text)
        member("settlement_asset_name", Money.token)
        member("settlement_asset_address", Money.address)
        member("settlement_asset_price", "1")
        member("settlement_asset_balance_before", (fill.balance - change).text)
        member("settlement_asset_balance_after", fill.balance.text)
        member("created_at", own.trade.at)
        endObject()
    }
}

extension OwnFill {
    /// What settles it on the chain.
    var transactionType: String { trade.kind == .fill ? "TRANSACTION_FILL" : "TRANSACTION_LIQUIDATE" }
}

import Exchange
import Wire

extension JSONWriter {
    /// An account's position in one market, or what became of the last one.
    ///
    /// As documented, both profits include the funding that belongs to them, and what was realised is
    /// reset once the position is closed.
    mutating func position(
        of account: AccountID, in market: MarketID, side: Side, _ exchange: borrowing Exchange
    ) {
        let holder = exchange.account(account)
        let position = holder.positions[market.index]
        beginObject()
        member("id", "\(holder.address)-\(exchange.markets[market.index].symbol)")
        member("account", holder.address)
        member("market", exchange.markets[market.index].symbol)
        member("status", position.size == .zero ? "CLOSED" : "OPEN")
        member("side", side == .buy ? "LONG" : "SHORT")
        member("size", position.size.text)
        member("leverage", String(exchange.leverage(of: account, in: market)))
        member("liquidation_price", exchange.liquidationPrice(of: account, in: market)?.text ?? "")
        prices(of: position)
        profits(of: position, in: market, exchange)
        history(of: position)
        endObject()
    }

    private mutating func prices(of position: Position) {
        let entry = position.averageEntryPrice?.text ?? "0"
        member("average_entry_price", entry)
        member("average_entry_price_usd", entry)
        member("average_exit_price", position.averageExitPrice?.text ?? "0")
        member("cost", position.cost.text)
        member("cost_usd", position.cost.text)
    }

    private mutating func profits(
        of position: Position, in market: MarketID, _ exchange: borrowing Exchange
    ) {
        let isOpen = position.size != .zero
        let funding = exchange.unrealizedFunding(of: position, in: market)
        let realizedFunding = isOpen ? position.realizedFunding : .zero
        let realized = isOpen ? position.realizedPnL + position.realizedFunding : .zero
        member("unrealized_pnl", (exchange.unrealizedPnL(of: position, in: market) + funding).text)
        member("unrealized_funding_pnl", funding.text)
        member("realized_positional_pnl", realized.text)
        member("realized_positional_funding_pnl", realizedFunding.text)
        member("cached_funding_index", position.fundingIndex.text)
    }

    private mutating func history(of position: Position) {
        let fill = TradeName.text(
            number: position.lastTrade, at: position.updatedAt, isTaker: position.wasTaker)
        member("created_at", position.openedAt)
        member("closed_at", position.closedAt)
        member("last_updated_at", position.updatedAt)
        member("last_fill_id", fill)
        member("seq_no", integer: position.sequence)
    }
}

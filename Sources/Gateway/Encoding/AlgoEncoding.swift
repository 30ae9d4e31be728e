import Exchange
import Wire

extension JSONWriter {
    /// An algo order as the API shows it.
    mutating func algo(_ algo: AlgoOrder, of exchange: borrowing Exchange) {
        beginObject()
        key("id")
        rawASCII { OrderName.append(number: algo.id.number, at: algo.createdAt, index: 0, to: &$0) }
        key("account")
        rawASCII(exchange.accounts[algo.terms.account.index].address)
        key("algo_type")
        rawASCII("TWAP")
        key("market")
        string(exchange.markets[algo.terms.market.index].symbol)
        key("side")
        rawASCII(algo.terms.side.word)
        progress(of: algo)
        key("created_at")
        integer(algo.createdAt.milliseconds)
        key("end_at")
        integer(algo.endsAt.milliseconds)
        key("last_updated_at")
        integer(algo.updatedAt.milliseconds)
        endObject()
    }

    private mutating func progress(of algo: AlgoOrder) {
        key("size")
        decimal(algo.terms.size.units)
        key("remaining_size")
        decimal(algo.remaining.units)
        key("avg_fill_price")
        string(algo.averageFillPrice?.text ?? "")
        key("status")
        rawASCII(algo.status.word)
        key("cancel_reason")
        rawASCII(algo.status.reasonWord)
    }
}

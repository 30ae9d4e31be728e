import Exchange
import Wire

extension Gateway {
    /// `GET /v1/transactions`: what would be settled on the chain, one row for each fill or liquidation.
    static func listTransactions(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        let query = try call.pageQuery { () throws(APIError) -> TradeQuery? in try call.ownTrades() }
        let account = call.account
        return .page(query) { (trade, _, json) in
            guard let own = OwnFill(trade, of: account) else { return }
            json.transaction(own)
        }
    }

    /// `GET /v1/liquidations`: every step of the account's liquidations, newest first.
    static func listLiquidations(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        let query = TradeQuery(
            account: call.account, kind: .liquidation, from: try call.timeQuery("from"),
            through: try call.timeQuery("to"), limit: Int(PageSize.maximum))
        return .lookup(.trades(query)) { (_, found) in
            .results { json in
                for trade in found.trades {
                    json.beginObject()
                    json.member("id", TradeName.transactionHash(of: trade))
                    json.member("created_at", trade.at)
                    json.endObject()
                }
            }
        }
    }
}

extension JSONWriter {
    mutating func transaction(_ own: OwnFill) {
        beginObject()
        member("id", own.name)
        member("type", own.transactionType)
        member("state", "ACCEPTED_ON_L2")
        member("hash", TradeName.transactionHash(of: own.trade))
        member("created_at", own.trade.at)
        member("completed_at", own.trade.at)
        endObject()
    }
}

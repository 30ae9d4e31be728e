import Exchange
import Wire

extension Gateway {
    /// `GET /v1/positions`: one row for each market that the account ever traded in, CLOSED where nothing is
    /// left.
    static func listPositions(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        let positions = gateway.exchange.account(call.account).positions
        return .results { json in
            for (index, position) in positions.enumerated() {
                guard let side = position.side else { continue }
                json.position(
                    of: call.account, in: MarketID(index: index), side: side, gateway.exchange)
            }
        }
    }
}

import Exchange
import Wire

extension Gateway {
    /// `GET /v1/insurance`: what the fund is worth that takes over the positions of accounts that fail. It is
    /// worth nothing before the first does.
    static func getInsuranceFund(_ gateway: inout Gateway, _ call: Call) throws(APIError) -> Answer {
        let exchange = gateway.exchange
        let value = exchange.insuranceFund.map { exchange.margin(of: $0).accountValue } ?? .zero
        let updatedAt = exchange.insuranceFund.map { exchange.account($0).updatedAt } ?? .zero
        return .json(
            Self.object { json in
                json.member("account", Exchange.insuranceAddress)
                json.member("account_value", value.text)
                json.member("settlement_asset", Money.token)
                json.member("updated_at", updatedAt)
            })
    }
}

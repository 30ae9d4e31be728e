package import Exchange
package import Wire

/// An order as a client sent it: everything checked that can be checked without the exchange.
package struct OrderForm {
    static let clientIDLengthMaximum = 64

    let timeInForce: TimeInForce
    let selfTradePrevention: SelfTradePrevention
    let isReduceOnly: Bool
    /// Zero if none was named.
    let averagePriceLimit: Price
    /// Zero for types that are not conditional, whatever was sent.
    let triggerPrice: Price
    let clientID: String
    let receiveWindow: Int64
    let terms: SignedTerms
}

extension OrderForm {
    /// All at once: a form that grows field by field is copied when it is complete.
    init(_ fields: inout Fields) throws(APIError) {
        let terms = try SignedTerms(&fields)
        self.init(
            timeInForce: try Self.timeInForce(in: &fields),
            selfTradePrevention: try Self.selfTradePrevention(in: &fields),
            isReduceOnly: try Self.isReduceOnly(in: &fields),
            averagePriceLimit: try Self.averagePriceLimit(in: &fields, of: terms.type),
            triggerPrice: try Self.triggerPrice(in: &fields, of: terms.type),
            clientID: try Self.clientID(in: &fields),
            receiveWindow: try SignedTerms.receiveWindow(in: &fields),
            terms: terms)
    }

    /// The order in a request's body.
    package init(body: SharedBytes) throws(APIError) {
        var fields = Fields()
        try fields.read(body: body)
        self = try OrderForm(&fields)
    }

    /// What the exchange is asked.
    package func order(
        of account: AccountID, in market: MarketID, isInteractive: Bool = false
    ) -> NewOrder {
        NewOrder(
            account: account, market: market, side: terms.side, type: terms.type, timeInForce: timeInForce,
            selfTradePrevention: selfTradePrevention, isReduceOnly: isReduceOnly,
            isInteractive: isInteractive, price: terms.price, averagePriceLimit: averagePriceLimit,
            triggerPrice: triggerPrice, size: terms.size, clientID: clientID,
            signedAt: Timestamp(milliseconds: terms.signedAt))
    }

    /// The symbol of the market that was named.
    package var market: JSONText { terms.market }

    private static func timeInForce(in fields: inout Fields) throws(APIError) -> TimeInForce {
        let instruction = try fields.word(
            "instruction", "GTC, IOC, POST_ONLY or RPI", absent: .known(.goodTillCancelled),
            Instruction.init(word:))
        switch instruction {
        case .known(let timeInForce): return timeInForce
        case .retailPriceImprovement:
            throw APIError(.rpiAccountNotWhitelisted, "instruction: the account is not whitelisted for RPI")
        }
    }

    private static func selfTradePrevention(
        in fields: inout Fields
    ) throws(APIError) -> SelfTradePrevention {
        try fields.word(
            "stp", "EXPIRE_MAKER, EXPIRE_TAKER or EXPIRE_BOTH", absent: .expireTaker,
            SelfTradePrevention.init(word:))
    }

    private static func isReduceOnly(in fields: inout Fields) throws(APIError) -> Bool {
        let flags = try fields.texts("flags")
        if let other = flags.first(where: { $0 != "REDUCE_ONLY" }) {
            throw .parameter("flags", "may hold only REDUCE_ONLY, not \"\(other)\".")
        }
        return !flags.isEmpty
    }

    /// Silence about a protection that the client asked for would be worse than a refusal.
    private static func averagePriceLimit(
        in fields: inout Fields, of type: OrderType
    ) throws(APIError) -> Price {
        guard let units = try fields.optionalDecimal("vwap_price"), units != 0 else { return .zero }
        guard type == .market else { throw .parameter("vwap_price", "needs type MARKET.") }
        guard units > 0 else { throw APIError(Rejection(.averagePriceLimitNotPositive)) }
        return Price(units: units)
    }

    private static func triggerPrice(in fields: inout Fields, of type: OrderType) throws(APIError)
        -> Price
    {
        guard type.isConditional else { return .zero }
        let trigger = Price(units: try fields.decimal("trigger_price"))
        guard trigger > .zero else { throw APIError(Rejection(.triggerPriceNotPositive)) }
        return trigger
    }

    private static func clientID(in fields: inout Fields) throws(APIError) -> String {
        guard let text = try fields.optionalRawText("client_id"), !text.isEmpty else { return "" }
        let clientID = text.string
        // Most have fewer bytes than they may have characters.
        guard
            clientID.utf8.count <= clientIDLengthMaximum
                || clientID.unicodeScalars.count <= clientIDLengthMaximum
        else {
            throw .parameter("client_id", "must not be longer than \(clientIDLengthMaximum) characters.")
        }
        // It is a segment of the path /v1/orders/by_client_id/…, which cannot hold these.
        guard !text.hasControlCharacter else {
            throw .parameter("client_id", "must not have control characters.")
        }
        return clientID
    }
}

/// What an `instruction` can say.
private enum Instruction {
    case known(TimeInForce)
    case retailPriceImprovement

    init?(word: JSONWord) {
        if let timeInForce = TimeInForce(word: word) {
            self = .known(timeInForce)
        } else if "RPI" ~= word {
            self = .retailPriceImprovement
        } else {
            return nil
        }
    }
}

import Exchange

/// An order as a client sent it: everything checked that can be checked without the exchange.
struct OrderForm {
    /// Milliseconds an order may be under way when the client names no `recv_window`.
    static let receiveWindowDefault: Int64 = 300_000
    static let receiveWindowMinimum: Int64 = 10
    /// Milliseconds a client's clock may be ahead of ours.
    static let clockLeadMaximum: Int64 = 5_000
    static let clientIDLengthMaximum = 64

    let market: String
    let side: Side
    let type: OrderType
    let timeInForce: TimeInForce
    let selfTradePrevention: SelfTradePrevention
    let isReduceOnly: Bool
    let size: Size
    /// Zero for market orders, whatever was sent.
    let price: Price
    let clientID: String
    let signature: String
    /// Unix milliseconds, as signed.
    let signedAt: Int64
    let receiveWindow: Int64

    init(_ fields: Fields) throws(APIError) {
        market = try fields.text("market")
        side = try fields.word("side", "BUY or SELL", Side.init(word:))
        type = try Self.type(in: fields)
        timeInForce = try Self.timeInForce(in: fields)
        selfTradePrevention = try fields.word(
            "stp", "EXPIRE_MAKER, EXPIRE_TAKER or EXPIRE_BOTH", absent: .expireTaker,
            SelfTradePrevention.init(word:))
        isReduceOnly = try Self.isReduceOnly(in: fields)
        size = try Self.size(in: fields)
        price = type == .market ? .zero : try Self.price(in: fields)
        clientID = try Self.clientID(in: fields)
        signature = try fields.text("signature")
        signedAt = try Self.signedAt(in: fields)
        receiveWindow = try Self.receiveWindow(in: fields)
        try Self.refuseWhatIsNotImitated(in: fields)
    }

    /// Refuses an order that was too long under way or is dated in the future.
    func checkAge(at now: Timestamp) throws(APIError) {
        try Self.checkAge(of: signedAt, window: receiveWindow, at: now)
    }

    static func checkAge(of signedAt: Int64, window: Int64, at now: Timestamp) throws(APIError) {
        let age = now.milliseconds - signedAt
        guard age <= window else {
            throw APIError(
                .invalidTimestamp,
                "signature_timestamp: \(signedAt) is \(age) ms old, recv_window allows \(window) ms "
                    + "(server time \(now.milliseconds))")
        }
        guard age >= -clockLeadMaximum else {
            throw APIError(
                .invalidTimestamp,
                "signature_timestamp: \(signedAt) is \(-age) ms ahead of server time \(now.milliseconds), "
                    + "expected Unix milliseconds at most \(clockLeadMaximum) ms ahead")
        }
    }

    static func size(in fields: Fields) throws(APIError) -> Size {
        let size = Size(units: try fields.decimal("size"))
        guard size > .zero else { throw APIError(Rejection(.sizeNotPositive)) }
        return size
    }

    static func price(in fields: Fields) throws(APIError) -> Price {
        let price = Price(units: try fields.decimal("price"))
        guard price > .zero else { throw APIError(Rejection(.priceNotPositive)) }
        return price
    }

    static func signedAt(in fields: Fields) throws(APIError) -> Int64 {
        let signedAt = try fields.integer("signature_timestamp")
        // 13 digits, so that every later computation with it stays in range.
        guard (0...9_999_999_999_999).contains(signedAt) else {
            throw .parameter("signature_timestamp", "must be Unix milliseconds.")
        }
        return signedAt
    }

    static func type(in fields: Fields) throws(APIError) -> OrderType {
        try fields.word(
            "type", "LIMIT or MARKET (conditional orders are not imitated)", OrderType.init(word:))
    }

    private static func timeInForce(in fields: Fields) throws(APIError) -> TimeInForce {
        if try fields.optionalText("instruction") == "RPI" {
            throw APIError(.rpiAccountNotWhitelisted, "instruction: the account is not whitelisted for RPI")
        }
        return try fields.word(
            "instruction", "GTC, IOC, POST_ONLY or RPI", absent: .goodTillCancelled,
            TimeInForce.init(word:))
    }

    private static func isReduceOnly(in fields: Fields) throws(APIError) -> Bool {
        let flags = try fields.texts("flags")
        if let other = flags.first(where: { $0 != "REDUCE_ONLY" }) {
            throw .parameter("flags", "may hold only REDUCE_ONLY, not \"\(other)\".")
        }
        return !flags.isEmpty
    }

    private static func clientID(in fields: Fields) throws(APIError) -> String {
        let clientID = try fields.optionalText("client_id") ?? ""
        guard clientID.unicodeScalars.count <= clientIDLengthMaximum else {
            throw .parameter("client_id", "must not be longer than \(clientIDLengthMaximum) characters.")
        }
        // It is a segment of the path /v1/orders/by_client_id/…, which cannot hold these.
        guard clientID.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            throw .parameter("client_id", "must not have control characters.")
        }
        return clientID
    }

    private static func receiveWindow(in fields: Fields) throws(APIError) -> Int64 {
        guard let window = try fields.optionalInteger("recv_window"), window != 0 else {
            return receiveWindowDefault
        }
        guard window >= receiveWindowMinimum else {
            throw .parameter("recv_window", "must be at least \(receiveWindowMinimum) milliseconds.")
        }
        return window
    }

    /// Silence about a protection that the client asked for would be worse than a refusal.
    private static func refuseWhatIsNotImitated(in fields: Fields) throws(APIError) {
        if let vwap = try fields.optionalText("vwap_price"), !vwap.isEmpty {
            throw .parameter("vwap_price", "is not imitated.")
        }
        if let other = try fields.optionalText("on_behalf_of_account"), !other.isEmpty {
            throw .parameter("on_behalf_of_account", "isolated margin is closed, leave it out.")
        }
    }
}

/// A new price and size for an order, as a client sent them: the full new order, unchanged fields repeated.
struct ModifyForm {
    let id: String
    let market: String
    let side: Side
    let type: OrderType
    let size: Size
    let price: Price
    let signature: String
    let signedAt: Int64

    init(_ fields: Fields) throws(APIError) {
        id = try fields.text("id")
        market = try fields.text("market")
        side = try fields.word("side", "BUY or SELL", Side.init(word:))
        type = try OrderForm.type(in: fields)
        size = try OrderForm.size(in: fields)
        price = try OrderForm.price(in: fields)
        signature = try fields.text("signature")
        signedAt = try OrderForm.signedAt(in: fields)
    }
}

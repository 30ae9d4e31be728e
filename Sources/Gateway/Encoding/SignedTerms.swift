import Exchange
import Wire

/// The terms of an order that a client signs, and how it signed them.
struct SignedTerms {
    /// Milliseconds an order may be under way when the client names no `recv_window`.
    static let receiveWindowDefault: Int64 = 300_000
    static let receiveWindowMinimum: Int64 = 10
    /// Milliseconds a client's clock may be ahead of ours.
    static let clockLeadMaximum: Int64 = 5_000
    /// What is earlier, in 1973, was most likely meant as seconds.
    private static let earliestPlausible: Int64 = 100_000_000_000

    /// The market's symbol.
    let market: JSONText
    let side: Side
    let type: OrderType
    /// Zero only for orders that close a position: all of it.
    let size: Size
    /// Zero for types without a limit, whatever was sent.
    let price: Price
    /// Another price that the signature may be over. For STOP_MARKET and its like paradex-py signs the price
    /// that it holds and ccxt signs 0.
    let otherPrice: Price?
    /// As it was sent; read only if it is checked.
    let signature: JSONText
    /// Unix milliseconds, as signed.
    let signedAt: Int64
    /// The address of the account that the order is for, if it was named.
    let account: String?
}

extension SignedTerms {
    /// All at once, like `OrderForm`.
    init(_ fields: inout Fields) throws(APIError) {
        let market = try Self.market(in: &fields)
        let side = try Self.side(in: &fields)
        let type = try Self.type(in: &fields)
        self.init(
            market: market, side: side, type: type,
            size: try Self.size(in: &fields, mayBeZero: type.closesPosition),
            price: type.hasLimit ? try Self.price(in: &fields) : .zero,
            otherPrice: type.isConditional && !type.hasLimit ? Self.anyPrice(in: &fields) : nil,
            signature: try Self.signature(in: &fields), signedAt: try Self.signedAt(in: &fields),
            account: try Self.account(in: &fields))
    }

    /// Refuses an order that was too long under way or is dated in the future.
    func checkAge(window: Int64 = receiveWindowDefault, at now: Timestamp) throws(APIError) {
        let age = now.milliseconds - signedAt
        guard age <= window else {
            let advice = signedAt < Self.earliestPlausible ? "; expected Unix milliseconds, not seconds" : ""
            throw APIError(
                .invalidTimestamp,
                "signature_timestamp: \(signedAt) is \(age) ms old, recv_window allows \(window) ms "
                    + "(server time \(now.milliseconds))\(advice)")
        }
        guard age >= -Self.clockLeadMaximum else {
            throw APIError(
                .invalidTimestamp,
                "signature_timestamp: \(signedAt) is \(-age) ms ahead of server time \(now.milliseconds), "
                    + "expected Unix milliseconds at most \(Self.clockLeadMaximum) ms ahead")
        }
    }

    static func receiveWindow(in fields: inout Fields) throws(APIError) -> Int64 {
        guard let window = try fields.optionalInteger("recv_window"), window != 0 else {
            return receiveWindowDefault
        }
        guard window >= receiveWindowMinimum else {
            throw .parameter("recv_window", "must be at least \(receiveWindowMinimum) milliseconds.")
        }
        return window
    }

    private static func market(in fields: inout Fields) throws(APIError) -> JSONText {
        try fields.rawText("market")
    }

    private static func side(in fields: inout Fields) throws(APIError) -> Side {
        try fields.word("side", "BUY or SELL", Side.init(word:))
    }

    private static func type(in fields: inout Fields) throws(APIError) -> OrderType {
        try fields.word("type", OrderType.words, OrderType.init(word:))
    }

    private static func signature(in fields: inout Fields) throws(APIError) -> JSONText {
        try fields.rawText("signature")
    }

    private static func account(in fields: inout Fields) throws(APIError) -> String? {
        let account = try fields.optionalText("on_behalf_of_account")
        return account == "" ? nil : account
    }

    private static func size(in fields: inout Fields, mayBeZero: Bool) throws(APIError) -> Size {
        let size = Size(units: try fields.decimal("size"))
        guard size > .zero || mayBeZero && size == .zero else { throw APIError(Rejection(.sizeNotPositive)) }
        return size
    }

    private static func price(in fields: inout Fields) throws(APIError) -> Price {
        let price = Price(units: try fields.decimal("price"))
        guard price > .zero else { throw APIError(Rejection(.priceNotPositive)) }
        return price
    }

    /// A price that means nothing to the order: nil if it is no number, or zero.
    private static func anyPrice(in fields: inout Fields) -> Price? {
        guard let units = try? fields.decimal("price"), units > 0 else { return nil }
        return Price(units: units)
    }

    private static func signedAt(in fields: inout Fields) throws(APIError) -> Int64 {
        let signedAt = try fields.integer("signature_timestamp")
        // 13 digits, so that every later computation with it stays in range.
        guard (0...9_999_999_999_999).contains(signedAt) else {
            throw .parameter("signature_timestamp", "must be Unix milliseconds.")
        }
        return signedAt
    }
}

import Exchange

/// New terms for an order, as a client sent them: the full new order, unchanged fields repeated.
struct ModifyForm {
    let id: String
    let terms: SignedTerms
    /// nil if none was sent, or if the type has none.
    let triggerPrice: Price?

    init(_ fields: inout Fields) throws(APIError) {
        id = try fields.text("id")
        terms = try SignedTerms(&fields)
        let trigger = terms.type.isConditional ? try fields.optionalDecimal("trigger_price") : nil
        triggerPrice = trigger.map(Price.init(units:))
    }
}

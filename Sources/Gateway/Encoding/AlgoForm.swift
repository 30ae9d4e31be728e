import Exchange
import Wire

/// An algo order as a client sent it: everything checked that can be checked without the exchange.
struct AlgoForm {
    let terms: SignedTerms
    /// Seconds.
    let duration: Int64
    let receiveWindow: Int64

    init(_ fields: inout Fields) throws(APIError) {
        try fields.word("algo_type", "TWAP") { "TWAP" ~= $0 ? () : nil }
        terms = try SignedTerms(&fields)
        guard terms.type == .market else {
            throw .parameter("type", "must be MARKET, not \"\(terms.type.word)\".")
        }
        duration = try fields.integer("duration_seconds")
        receiveWindow = try SignedTerms.receiveWindow(in: &fields)
        try Self.checkFrequency(in: &fields)
    }

    /// Production has a choice of intervals; another than the one that is kept here would be a silent change.
    private static func checkFrequency(in fields: inout Fields) throws(APIError) {
        let interval = NewAlgoOrder.interval
        guard try fields.optionalInteger("frequency") ?? interval == interval else {
            throw .parameter("frequency", "must be \(interval) or left out, slices are \(interval) s apart.")
        }
    }
}

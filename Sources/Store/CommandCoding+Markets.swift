internal import Exchange

// Each value's two directions stand together, field for field.

extension CommandCoding {
    static func append(_ change: MarketChange, to bytes: inout ByteWriter) {
        bytes.append(index: change.market.index)
        bytes.append(optional: change.markPrice) { $0.append(signed: $1.units) }
        bytes.append(optional: change.indexPrice) { $0.append(signed: $1.units) }
        bytes.append(optional: change.followsBook) { $0.append($1) }
        bytes.append(optional: change.fundingRate) { append($1, to: &$0) }
    }

    static func marketChange(from reader: inout ByteReader) throws(CodingError) -> MarketChange {
        MarketChange(
            try reader.marketID(),
            markPrice: try reader.optional { (reader) throws(CodingError) in try reader.price() },
            indexPrice: try reader.optional { (reader) throws(CodingError) in try reader.price() },
            followsBook: try reader.optional { (reader) throws(CodingError) in try reader.flag() },
            fundingRate: try reader.optional(fundingRate))
    }

    /// A flag that says whether the rate is fixed, then the rate if it is.
    private static func append(_ rate: MarketChange.FundingRate, to bytes: inout ByteWriter) {
        switch rate {
        case .computed: bytes.append(false)
        case .fixed(let rate):
            bytes.append(true)
            bytes.append(signed: rate.units)
        }
    }

    private static func fundingRate(
        from reader: inout ByteReader
    ) throws(CodingError) -> MarketChange.FundingRate {
        try reader.flag() ? .fixed(Rate(units: try reader.signed())) : .computed
    }
}

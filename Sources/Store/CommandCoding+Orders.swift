internal import Exchange

// Each value's two directions stand together, field for field.

extension CommandCoding {
    /// The choices of an order in one byte, and in another its flags and which of its values follow.
    private enum OrderBits {
        static let reduceOnly: UInt8 = 1
        static let interactive: UInt8 = 2
        static let averagePriceLimit: UInt8 = 4
        static let triggerPrice: UInt8 = 8
        static let clientID: UInt8 = 16
        static let unused: UInt8 = 0xE0

        static func choices(_ order: NewOrder) -> UInt8 {
            order.side.rawValue - 1 | (order.type.rawValue - 1) << 1 | (order.timeInForce.rawValue - 1) << 4
                | (order.selfTradePrevention.rawValue - 1) << 6
        }

        static func flags(_ order: NewOrder) -> UInt8 {
            (order.isReduceOnly ? reduceOnly : 0) | (order.isInteractive ? interactive : 0)
                | (order.averagePriceLimit.units == 0 ? 0 : averagePriceLimit)
                | (order.triggerPrice.units == 0 ? 0 : triggerPrice) | (order.clientID.isEmpty ? 0 : clientID)
        }
    }

    static func append(_ order: NewOrder, to bytes: inout ByteWriter) {
        let flags = OrderBits.flags(order)
        bytes.append(index: order.account.index)
        bytes.append(index: order.market.index)
        bytes.append(OrderBits.choices(order))
        bytes.append(flags)
        bytes.append(signed: order.price.units)
        if flags & OrderBits.averagePriceLimit != 0 { bytes.append(signed: order.averagePriceLimit.units) }
        if flags & OrderBits.triggerPrice != 0 { bytes.append(signed: order.triggerPrice.units) }
        bytes.append(signed: order.size.units)
        if flags & OrderBits.clientID != 0 { bytes.append(text: order.clientID) }
        bytes.append(signed: order.signedAt.milliseconds)
    }

    static func order(from reader: inout ByteReader) throws(CodingError) -> NewOrder {
        let account = try reader.accountID()
        let market = try reader.marketID()
        let choices = try reader.byte()
        let flags = try reader.byte()
        guard flags & OrderBits.unused == 0 else { throw .malformed }
        let order = NewOrder(
            account: account,
            market: market,
            side: try reader.choice(choices & 1 + 1),
            type: try reader.choice(choices >> 1 & 7 + 1),
            timeInForce: try reader.choice(choices >> 4 & 3 + 1),
            selfTradePrevention: try reader.choice(choices >> 6 + 1),
            isReduceOnly: flags & OrderBits.reduceOnly != 0,
            isInteractive: flags & OrderBits.interactive != 0,
            price: try reader.price(),
            averagePriceLimit: flags & OrderBits.averagePriceLimit == 0 ? .zero : try reader.price(),
            triggerPrice: flags & OrderBits.triggerPrice == 0 ? .zero : try reader.price(),
            size: try reader.size(),
            clientID: flags & OrderBits.clientID == 0 ? "" : try reader.text(),
            signedAt: try reader.timestamp())
        guard OrderBits.flags(order) == flags else { throw .malformed }
        return order
    }

    static func append(_ change: OrderChange, to bytes: inout ByteWriter) {
        bytes.append(index: change.account.index)
        bytes.append(signed: change.order.number)
        bytes.append(signed: change.price.units)
        bytes.append(signed: change.size.units)
        bytes.append(optional: change.triggerPrice) { $0.append(signed: $1.units) }
        bytes.append(change.keepsPlace)
    }

    static func change(from reader: inout ByteReader) throws(CodingError) -> OrderChange {
        OrderChange(
            account: try reader.accountID(),
            order: try reader.orderID(),
            price: try reader.price(),
            size: try reader.size(),
            triggerPrice: try reader.optional { (reader) throws(CodingError) in try reader.price() },
            keepsPlace: try reader.flag())
    }

    static func append(_ algo: NewAlgoOrder, to bytes: inout ByteWriter) {
        bytes.append(index: algo.account.index)
        bytes.append(index: algo.market.index)
        bytes.append(algo.side)
        bytes.append(signed: algo.size.units)
        bytes.append(signed: algo.duration)
        bytes.append(algo.isInteractive)
        bytes.append(signed: algo.signedAt.milliseconds)
    }

    static func algo(from reader: inout ByteReader) throws(CodingError) -> NewAlgoOrder {
        NewAlgoOrder(
            account: try reader.accountID(),
            market: try reader.marketID(),
            side: try reader.choice(),
            size: try reader.size(),
            duration: try reader.signed(),
            isInteractive: try reader.flag(),
            signedAt: try reader.timestamp())
    }
}

internal import Exchange

// Each value's two directions stand together, field for field.

extension CommandCoding {
    static func append(_ order: NewOrder, to bytes: inout [UInt8]) {
        bytes.append(index: order.account.index)
        bytes.append(index: order.market.index)
        bytes.append(order.side)
        bytes.append(order.type)
        bytes.append(order.timeInForce)
        bytes.append(order.selfTradePrevention)
        bytes.append(order.isReduceOnly)
        bytes.append(order.isInteractive)
        bytes.append(signed: order.price.units)
        bytes.append(signed: order.averagePriceLimit.units)
        bytes.append(signed: order.triggerPrice.units)
        bytes.append(signed: order.size.units)
        bytes.append(text: order.clientID)
        bytes.append(signed: order.signedAt.milliseconds)
    }

    static func order(from reader: inout ByteReader) throws(CodingError) -> NewOrder {
        NewOrder(
            account: try reader.accountID(),
            market: try reader.marketID(),
            side: try reader.choice(),
            type: try reader.choice(),
            timeInForce: try reader.choice(),
            selfTradePrevention: try reader.choice(),
            isReduceOnly: try reader.flag(),
            isInteractive: try reader.flag(),
            price: try reader.price(),
            averagePriceLimit: try reader.price(),
            triggerPrice: try reader.price(),
            size: try reader.size(),
            clientID: try reader.text(),
            signedAt: try reader.timestamp())
    }

    static func append(_ change: OrderChange, to bytes: inout [UInt8]) {
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

    static func append(_ algo: NewAlgoOrder, to bytes: inout [UInt8]) {
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

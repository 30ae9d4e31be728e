package import Exchange

/// A command as the journal holds it: a version, a kind, then the kind's values.
///
/// Numbers take as few bytes as they need and texts are preceded by their length; an ordinary limit order
/// is about 30 bytes. A change of this coding needs a new `version`, so that an old journal is refused and
/// not misread.
package enum CommandCoding {
    static let version: UInt8 = 1

    /// The second byte. Values are never reused.
    private enum Kind: UInt8 {
        case openAccount = 1
        case place
        case modify
        case cancel
        case cancelAll
    }

    package static func encode(_ command: Command) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(64)
        bytes.append(version)
        switch command {
        case .openAccount(let account):
            bytes.append(Kind.openAccount)
            append(account, to: &bytes)
        case .place(let orders):
            bytes.append(Kind.place)
            bytes.append(index: orders.count)
            for order in orders { append(order, to: &bytes) }
        case .modify(let change):
            bytes.append(Kind.modify)
            append(change, to: &bytes)
        case .cancel(let account, let orders):
            bytes.append(Kind.cancel)
            bytes.append(index: account.index)
            bytes.append(index: orders.count)
            for order in orders { bytes.append(signed: order.number) }
        case .cancelAll(let account, let market):
            bytes.append(Kind.cancelAll)
            bytes.append(index: account.index)
            bytes.append(market != nil)
            if let market { bytes.append(index: market.index) }
        }
        return bytes
    }

    package static func decode(_ bytes: [UInt8]) throws(CodingError) -> Command {
        var reader = ByteReader(bytes)
        let found = try reader.byte()
        guard found == version else { throw .unknownVersion(found) }
        let command = try command(from: &reader)
        guard reader.isAtEnd else { throw .trailingBytes }
        return command
    }

    private static func command(from reader: inout ByteReader) throws(CodingError) -> Command {
        let kind: Kind = try reader.choice()
        switch kind {
        case .openAccount: return .openAccount(try account(from: &reader))
        case .place: return .place(try list(from: &reader, order))
        case .modify: return .modify(try change(from: &reader))
        case .cancel: return .cancel(try accountID(from: &reader), try list(from: &reader, orderID))
        case .cancelAll:
            let account = try accountID(from: &reader)
            return .cancelAll(account, try reader.flag() ? try marketID(from: &reader) : nil)
        }
    }

    /// The count is not trusted with memory: a false one runs out of bytes first.
    private static func list<Element>(
        from reader: inout ByteReader, _ element: (inout ByteReader) throws(CodingError) -> Element
    ) throws(CodingError) -> [Element] {
        let count = try reader.index()
        var list: [Element] = []
        while list.count < count { list.append(try element(&reader)) }
        return list
    }

    private static func accountID(from reader: inout ByteReader) throws(CodingError) -> AccountID {
        AccountID(index: try reader.index())
    }

    private static func marketID(from reader: inout ByteReader) throws(CodingError) -> MarketID {
        MarketID(index: try reader.index())
    }

    private static func orderID(from reader: inout ByteReader) throws(CodingError) -> OrderID {
        OrderID(number: try reader.signed())
    }
}

// Each value's two directions stand together, field for field.
extension CommandCoding {
    private static func append(_ account: NewAccount, to bytes: inout [UInt8]) {
        bytes.append(text: account.address)
        bytes.append(text: account.publicKey)
        bytes.append(text: account.l1Address)
        bytes.append(signedWide: account.balance.units)
    }

    private static func account(from reader: inout ByteReader) throws(CodingError) -> NewAccount {
        NewAccount(
            address: try reader.text(),
            publicKey: try reader.text(),
            l1Address: try reader.text(),
            balance: Quote(units: try reader.signedWide()))
    }

    private static func append(_ order: NewOrder, to bytes: inout [UInt8]) {
        bytes.append(index: order.account.index)
        bytes.append(index: order.market.index)
        bytes.append(order.side)
        bytes.append(order.type)
        bytes.append(order.timeInForce)
        bytes.append(order.selfTradePrevention)
        bytes.append(order.isReduceOnly)
        bytes.append(signed: order.price.units)
        bytes.append(signed: order.size.units)
        bytes.append(text: order.clientID)
        bytes.append(signed: order.signedAt.milliseconds)
    }

    private static func order(from reader: inout ByteReader) throws(CodingError) -> NewOrder {
        NewOrder(
            account: try accountID(from: &reader),
            market: try marketID(from: &reader),
            side: try reader.choice(),
            type: try reader.choice(),
            timeInForce: try reader.choice(),
            selfTradePrevention: try reader.choice(),
            isReduceOnly: try reader.flag(),
            price: Price(units: try reader.signed()),
            size: Size(units: try reader.signed()),
            clientID: try reader.text(),
            signedAt: Timestamp(milliseconds: try reader.signed()))
    }

    private static func append(_ change: OrderChange, to bytes: inout [UInt8]) {
        bytes.append(index: change.account.index)
        bytes.append(signed: change.order.number)
        bytes.append(signed: change.price.units)
        bytes.append(signed: change.size.units)
    }

    private static func change(from reader: inout ByteReader) throws(CodingError) -> OrderChange {
        OrderChange(
            account: try accountID(from: &reader),
            order: try orderID(from: &reader),
            price: Price(units: try reader.signed()),
            size: Size(units: try reader.signed()))
    }
}

package import Exchange

/// A command as the journal holds it: a kind, then the kind's values. Before a turn's commands stands a version.
///
/// Numbers take as few bytes as they need and texts are preceded by their length; an ordinary limit order
/// is about 22 bytes. A change of this coding needs a new `version`, so that an old journal is refused and
/// not misread. The values' codings are in the files beside this one. A list of one order is read as `.placeOne`.
package enum CommandCoding {
    static let version: UInt8 = 3

    /// The first byte. Values are never reused.
    private enum Kind: UInt8 {
        case openAccount = 1
        case place
        case modify
        case cancel
        case cancelAll
        case placeAlgo
        case cancelAlgo
        case changeAccount
        case changeMarket
        case setStatus
        case tick
    }

    /// A version and one command.
    package static func encode(_ command: Command) -> [UInt8] {
        var bytes = ByteWriter()
        bytes.append(version)
        append(command, to: &bytes)
        return Array(bytes.bytes)
    }

    static func append(_ command: Command, to bytes: inout ByteWriter) {
        switch command {
        case .openAccount(let account):
            bytes.append(Kind.openAccount)
            append(account, to: &bytes)
        case .place(let orders):
            bytes.append(Kind.place)
            bytes.append(index: orders.count)
            for order in orders { append(order, to: &bytes) }
        case .placeOne(let order):
            bytes.append(Kind.place)
            bytes.append(index: 1)
            append(order, to: &bytes)
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
            bytes.append(optional: market) { $0.append(index: $1.index) }
        case .placeAlgo(let algo):
            bytes.append(Kind.placeAlgo)
            append(algo, to: &bytes)
        case .cancelAlgo(let account, let algo):
            bytes.append(Kind.cancelAlgo)
            bytes.append(index: account.index)
            bytes.append(signed: algo.number)
        case .changeAccount(let account, let change):
            bytes.append(Kind.changeAccount)
            bytes.append(index: account.index)
            append(change, to: &bytes)
        case .changeMarket(let change):
            bytes.append(Kind.changeMarket)
            append(change, to: &bytes)
        case .setStatus(let status):
            bytes.append(Kind.setStatus)
            bytes.append(status)
        case .tick: bytes.append(Kind.tick)
        }
    }

    /// What `encode` gave.
    package static func decode(_ bytes: [UInt8]) throws(CodingError) -> Command {
        let result = bytes.withUnsafeBytes { bytes in
            Result { () throws(CodingError) in try decode(bytes) }
        }
        return try result.get()
    }

    private static func decode(_ bytes: UnsafeRawBufferPointer) throws(CodingError) -> Command {
        var reader = ByteReader(bytes)
        try reader.version()
        let command = try command(from: &reader)
        guard reader.isAtEnd else { throw .trailingBytes }
        return command
    }

    static func command(from reader: inout ByteReader) throws(CodingError) -> Command {
        let kind: Kind = try reader.choice()
        switch kind {
        case .openAccount: return .openAccount(try account(from: &reader))
        case .place:
            let orders = try reader.list(order)
            return orders.count == 1 ? .placeOne(orders[0]) : .place(orders)
        case .modify: return .modify(try change(from: &reader))
        case .cancel: return .cancel(try reader.accountID(), try reader.list(orderID))
        case .cancelAll: return .cancelAll(try reader.accountID(), try reader.optional(marketID))
        case .placeAlgo: return .placeAlgo(try algo(from: &reader))
        case .cancelAlgo: return .cancelAlgo(try reader.accountID(), try reader.orderID())
        case .changeAccount: return .changeAccount(try reader.accountID(), try accountChange(from: &reader))
        case .changeMarket: return .changeMarket(try marketChange(from: &reader))
        case .setStatus: return .setStatus(try reader.choice())
        case .tick: return .tick
        }
    }

    private static func orderID(from reader: inout ByteReader) throws(CodingError) -> OrderID {
        try reader.orderID()
    }

    private static func marketID(from reader: inout ByteReader) throws(CodingError) -> MarketID {
        try reader.marketID()
    }
}

extension ByteReader {
    mutating func version() throws(CodingError) {
        let found = try byte()
        guard found == CommandCoding.version else { throw .unknownVersion(found) }
    }

    mutating func accountID() throws(CodingError) -> AccountID { AccountID(index: try index()) }

    mutating func marketID() throws(CodingError) -> MarketID { MarketID(index: try index()) }

    mutating func orderID() throws(CodingError) -> OrderID { OrderID(number: try signed()) }

    mutating func price() throws(CodingError) -> Price { Price(units: try signed()) }

    mutating func size() throws(CodingError) -> Size { Size(units: try signed()) }

    mutating func timestamp() throws(CodingError) -> Timestamp { Timestamp(milliseconds: try signed()) }
}

internal import Exchange

/// `OrderStatus` as the ledger stores it; the reason of a cancel has a column of its own.
enum StoredStatus: UInt8, CaseIterable {
    case new = 1
    case untriggered
    case open
    case filled
    case cancelled

    init(_ status: OrderStatus) {
        switch status {
        case .new: self = .new
        case .untriggered: self = .untriggered
        case .open: self = .open
        case .filled: self = .filled
        case .cancelled: self = .cancelled
        }
    }
}

/// An order as a row of `order_row`.
enum OrderRow {
    /// In the order in which `write` binds and `read` reads them.
    static let columns = """
        account, number, market, side, type, time_in_force, self_trade_prevention, reduce_only, interactive,
        client_id, signed_at, created_at, average_price_limit, trigger_direction, updated_at, sequence, price,
        trigger_price, size, remaining, filled_value, average_fill_price, status, cancel_reason, modification,
        modification_refusal
        """

    /// Only what can change is written again, which leaves the index alone.
    static let upsert = """
        INSERT INTO order_row (\(columns)) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
        ON CONFLICT (account, number) DO UPDATE SET updated_at = excluded.updated_at,
            sequence = excluded.sequence, price = excluded.price,
            trigger_price = excluded.trigger_price, size = excluded.size, remaining = excluded.remaining,
            filled_value = excluded.filled_value, average_fill_price = excluded.average_fill_price,
            status = excluded.status, cancel_reason = excluded.cancel_reason, modification = excluded.modification,
            modification_refusal = excluded.modification_refusal
        """

    static func write(_ order: Order, with statement: borrowing Statement) throws(DatabaseError) {
        try statement.run(
            order.account.index, order.id.number, order.market.index, order.side.rawValue,
            order.type.rawValue, order.timeInForce.rawValue, order.selfTradePrevention.rawValue,
            order.isReduceOnly, order.isInteractive, order.clientID, order.signedAt.milliseconds,
            order.createdAt.milliseconds, order.averagePriceLimit.units, order.triggerDirection?.rawValue,
            order.updatedAt.milliseconds, order.sequence, order.price.units, order.triggerPrice.units,
            order.size.units, order.remaining.units, order.filledValue,
            order.averageFillPrice?.units, StoredStatus(order.status).rawValue,
            order.status.cancelReason?.rawValue, order.lastModification?.number,
            order.lastModification?.refusal?.rawValue)
    }

    /// The order in the statement's present row, which must have `columns`.
    static func read(_ row: borrowing Statement) throws(DatabaseError) -> Order {
        Order(
            restored: try request(row),
            id: OrderID(number: row.int64(1)),
            createdAt: Timestamp(milliseconds: row.int64(11)),
            updatedAt: Timestamp(milliseconds: row.int64(14)),
            sequence: row.int64(15),
            remaining: Size(units: row.int64(19)),
            filledValue: try row.int128(20),
            status: try status(row),
            triggerDirection: try row.optionalChoice(13),
            lastModification: try modification(row))
    }

    private static func request(_ row: borrowing Statement) throws(DatabaseError) -> NewOrder {
        NewOrder(
            account: AccountID(index: row.int(0)),
            market: MarketID(index: row.int(2)),
            side: try row.choice(3),
            type: try row.choice(4),
            timeInForce: try row.choice(5),
            selfTradePrevention: try row.choice(6),
            isReduceOnly: row.flag(7),
            isInteractive: row.flag(8),
            price: Price(units: row.int64(16)),
            averagePriceLimit: Price(units: row.int64(12)),
            triggerPrice: Price(units: row.int64(17)),
            size: Size(units: row.int64(18)),
            clientID: row.text(9),
            signedAt: Timestamp(milliseconds: row.int64(10)))
    }

    private static func status(_ row: borrowing Statement) throws(DatabaseError) -> OrderStatus {
        let stored: StoredStatus = try row.choice(22)
        switch stored {
        case .new: return .new
        case .untriggered: return .untriggered
        case .open: return .open
        case .filled: return .filled
        case .cancelled: return .cancelled(try row.choice(23))
        }
    }

    private static func modification(_ row: borrowing Statement) throws(DatabaseError) -> Modification? {
        guard !row.isNull(24) else { return nil }
        return Modification(number: row.int64(24), refusal: try row.optionalChoice(25))
    }
}

extension OrderStatus {
    fileprivate var cancelReason: CancelReason? {
        switch self {
        case .new, .untriggered, .open, .filled: nil
        case .cancelled(let reason): reason
        }
    }
}

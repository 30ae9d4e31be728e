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
///
/// Nine of ten orders need the first eight columns only, or eleven if they have traded; the others stay empty where
/// they would say nothing new.
enum OrderRow {
    static let plainColumns = "number, terms, signed_at, created_at, sequence, price, size, state"

    /// What an order needs that has traded and is otherwise as most are.
    static let tradedColumns = "\(plainColumns), updated_at, remaining, average_fill_price"

    /// In the order in which `bind` adds and `read` reads them.
    static let columns = """
        \(tradedColumns), filled_value, average_price_limit, trigger_price, client_id, modification
        """

    /// What never changes, in `terms`.
    enum Terms {
        static var side: BitField { BitField(0...1) }
        static var type: BitField { BitField(2...5) }
        static var timeInForce: BitField { BitField(6...7) }
        static var selfTradePrevention: BitField { BitField(8...9) }
        static var isReduceOnly: BitField { BitField(10...10) }
        static var isInteractive: BitField { BitField(11...11) }
        /// 0 for none.
        static var triggerDirection: BitField { BitField(12...13) }
        static var market: BitField { BitField(16...31) }
        static var account: BitField { BitField(32...62) }
    }

    /// How it stands, in `state`.
    enum State {
        static var status: BitField { BitField(0...3) }
        /// 0 for none, as the next.
        static var cancelReason: BitField { BitField(4...11) }
        static var modificationRefusal: BitField { BitField(12...19) }
    }

    /// Which columns tell all of an order.
    enum Extent {
        case plain, traded, all
    }

    static func extent(_ order: Order) -> Extent {
        guard order.averagePriceLimit.units == 0, order.triggerPrice.units == 0,
            order.lastModification == nil, order.clientID.isEmpty
        else { return .all }
        let isUntouched =
            order.updatedAt.milliseconds == order.createdAt.milliseconds
            && order.remaining.units == order.size.units && order.filledValue == 0
        if isUntouched { return .plain }
        return value(order.averageFillPrice, order.filled) == order.filledValue ? .traded : .all
    }

    static func bindPlain(_ order: Order, to parameters: inout Parameters) {
        parameters.add(order.id.number)
        parameters.add(terms(order))
        parameters.add(order.signedAt.milliseconds)
        parameters.add(order.createdAt.milliseconds)
        parameters.add(order.sequence)
        parameters.add(order.price.units)
        parameters.add(order.size.units)
        parameters.add(state(order))
    }

    static func bindTraded(_ order: Order, to parameters: inout Parameters) {
        bindPlain(order, to: &parameters)
        let isUntouched = order.updatedAt.milliseconds == order.createdAt.milliseconds
        parameters.add(isUntouched ? nil : order.updatedAt.milliseconds)
        parameters.add(order.remaining.units == order.size.units ? nil : order.remaining.units)
        parameters.add(order.averageFillPrice?.units)
    }

    static func bind(_ order: Order, to parameters: inout Parameters) {
        bindTraded(order, to: &parameters)
        if value(order.averageFillPrice, order.filled) == order.filledValue {
            parameters.addNull()
        } else {
            parameters.add(order.filledValue)
        }
        parameters.add(orNull: order.averagePriceLimit.units)
        parameters.add(orNull: order.triggerPrice.units)
        parameters.add(orNull: order.clientID)
        parameters.add(order.lastModification?.number)
    }

    private static func terms(_ order: Order) -> Int64 {
        Terms.side.bits(order.side.rawValue) | Terms.type.bits(order.type.rawValue)
            | Terms.timeInForce.bits(order.timeInForce.rawValue)
            | Terms.selfTradePrevention.bits(order.selfTradePrevention.rawValue)
            | Terms.isReduceOnly.bits(order.isReduceOnly) | Terms.isInteractive.bits(order.isInteractive)
            | (order.triggerDirection.map { Terms.triggerDirection.bits($0.rawValue) } ?? 0)
            | Terms.market.bits(order.market.index) | Terms.account.bits(order.account.index)
    }

    private static func state(_ order: Order) -> Int64 {
        State.status.bits(StoredStatus(order.status).rawValue)
            | (order.status.cancelReason.map { State.cancelReason.bits($0.rawValue) } ?? 0)
            | (order.lastModification?.refusal.map { State.modificationRefusal.bits($0.rawValue) } ?? 0)
    }

    /// What fills at one price come to, in 10⁻¹⁶.
    private static func value(_ price: Price?, _ filled: Size) -> Int128 {
        Int128(price?.units ?? 0) * Int128(filled.units)
    }
}

// MARK: Reading

extension OrderRow {
    /// The order in the statement's present row, which must have `columns`.
    static func read(_ row: borrowing Statement) throws(DatabaseError) -> Order {
        let terms = row.int64(1)
        let state = row.int64(7)
        let request = try request(row, terms)
        let createdAt = Timestamp(milliseconds: row.int64(3))
        let remaining = row.isNull(9) ? request.size : Size(units: row.int64(9))
        let average = row.isNull(10) ? nil : Price(units: row.int64(10))
        return Order(
            restored: request,
            id: OrderID(number: row.int64(0)),
            createdAt: createdAt,
            updatedAt: row.isNull(8) ? createdAt : Timestamp(milliseconds: row.int64(8)),
            sequence: row.int64(4),
            remaining: remaining,
            filledValue: row.isNull(11) ? value(average, request.size - remaining) : try row.int128(11),
            status: try status(row, state),
            triggerDirection: try row.optionalChoice(Terms.triggerDirection.value(in: terms)),
            lastModification: try modification(row, state))
    }

    private static func request(
        _ row: borrowing Statement, _ terms: Int64
    ) throws(DatabaseError) -> NewOrder {
        NewOrder(
            account: AccountID(index: Terms.account.value(in: terms)),
            market: MarketID(index: Terms.market.value(in: terms)),
            side: try row.choice(Terms.side.value(in: terms)),
            type: try row.choice(Terms.type.value(in: terms)),
            timeInForce: try row.choice(Terms.timeInForce.value(in: terms)),
            selfTradePrevention: try row.choice(Terms.selfTradePrevention.value(in: terms)),
            isReduceOnly: Terms.isReduceOnly.value(in: terms) == 1,
            isInteractive: Terms.isInteractive.value(in: terms) == 1,
            price: Price(units: row.int64(5)),
            averagePriceLimit: Price(units: row.int64(12)),
            triggerPrice: Price(units: row.int64(13)),
            size: Size(units: row.int64(6)),
            clientID: row.text(14),
            signedAt: Timestamp(milliseconds: row.int64(2)))
    }

    private static func status(
        _ row: borrowing Statement, _ state: Int64
    ) throws(DatabaseError) -> OrderStatus {
        let stored: StoredStatus = try row.choice(State.status.value(in: state))
        switch stored {
        case .new: return .new
        case .untriggered: return .untriggered
        case .open: return .open
        case .filled: return .filled
        case .cancelled: return .cancelled(try row.choice(State.cancelReason.value(in: state)))
        }
    }

    private static func modification(
        _ row: borrowing Statement, _ state: Int64
    ) throws(DatabaseError) -> Modification? {
        guard !row.isNull(15) else { return nil }
        return Modification(
            number: row.int64(15),
            refusal: try row.optionalChoice(State.modificationRefusal.value(in: state)))
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

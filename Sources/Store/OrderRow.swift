internal import Exchange

/// `OrderStatus` as the ledger stores it; the reason of a cancel has bits of its own.
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
/// Most orders need six to nine columns only; the others stay empty where they would say nothing new.
enum OrderRow {
    /// In the order in which `bind` adds and `read` reads them.
    static let columns = [
        "number", "terms", "sequence", "price", "size", "state",
        "created_at",
        "remaining", "average_fill_price",
        "filled_value", "updated_at", "signed_at", "average_price_limit", "trigger_price", "client_id",
        "modification",
    ]

    static let columnList = columns.joined(separator: ", ")

    /// How many of the columns tell all of an order.
    enum Extent: Int, RowExtent {
        /// It stands as its first moment has left it: it rests, or traded at its own price.
        case fresh
        /// It came to that later.
        case touched
        /// It was filled in part, or at a better price.
        case traded
        case all

        var columns: ArraySlice<String> {
            switch self {
            case .fresh: OrderRow.columns.prefix(6)
            case .touched: OrderRow.columns.prefix(7)
            case .traded: OrderRow.columns.prefix(9)
            case .all: OrderRow.columns[...]
            }
        }
    }

    /// `created_at`, `updated_at`, `remaining` and `average_fill_price` with what they stand for where they are empty.
    static let createdAt = "ifnull(order_row.created_at, sequence / 1000000)"
    static let updatedAt = "ifnull(updated_at, sequence / 1000000)"
    static let remaining = """
        ifnull(remaining, iif(\(State.status.sql("state")) = \(StoredStatus.filled.rawValue), 0, size))
        """
    static let averageFillPrice = "iif(size > \(remaining), ifnull(average_fill_price, price), NULL)"

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
        /// Above them is how many milliseconds passed between its signature and its creation; may be negative.
        static let lagOffset: Int64 = 20
        static let lags = Int64.min >> lagOffset...Int64.max >> lagOffset
    }

    static func extent(_ order: Order) -> Extent {
        let time = time(of: order.sequence)
        guard order.updatedAt.milliseconds == time.milliseconds, lag(order) != nil,
            order.averagePriceLimit.units == 0, order.triggerPrice.units == 0, order.clientID.isEmpty,
            order.lastModification == nil
        else { return .all }
        let assumed = assumedRemaining(order.status, of: order.size)
        guard order.remaining.units == assumed.units, hasTradedAtItsPrice(order) else {
            return hasTradedAtItsPrice(order) || hasTradedAtItsAverage(order) ? .traded : .all
        }
        return order.createdAt.milliseconds == time.milliseconds ? .fresh : .touched
    }

    static func bind(_ order: Order, _ extent: Extent, to parameters: inout Parameters) {
        parameters.add(order.id.number)
        parameters.add(terms(order))
        parameters.add(order.sequence)
        parameters.add(order.price.units)
        parameters.add(order.size.units)
        parameters.add(state(order))
        if extent == .fresh { return }
        let time = time(of: order.sequence)
        parameters.add(order.createdAt.milliseconds, unless: time.milliseconds)
        if extent == .touched { return }
        parameters.add(
            order.remaining.units, unless: assumedRemaining(order.status, of: order.size).units)
        parameters.add(hasTradedAtItsPrice(order) ? nil : order.averageFillPrice?.units)
        if extent == .traded { return }
        if hasTradedAtItsPrice(order) || hasTradedAtItsAverage(order) {
            parameters.addNull()
        } else {
            parameters.add(order.filledValue)
        }
        parameters.add(order.updatedAt.milliseconds, unless: time.milliseconds)
        parameters.add(lag(order) == nil ? order.signedAt.milliseconds : nil)
        parameters.add(orNull: order.averagePriceLimit.units)
        parameters.add(orNull: order.triggerPrice.units)
        parameters.add(orNull: order.clientID)
        parameters.add(order.lastModification?.number)
    }

    /// The time that the number of an update looks like.
    private static func time(of sequence: Int64) -> Timestamp {
        Timestamp(milliseconds: sequence / 1_000_000)
    }

    /// What mostly remains of an order that stands like this.
    private static func assumedRemaining(_ status: OrderStatus, of size: Size) -> Size {
        if case .filled = status { .zero } else { size }
    }

    private static func hasTradedAtItsPrice(_ order: Order) -> Bool {
        value(order.price, order.filled) == order.filledValue
    }

    private static func hasTradedAtItsAverage(_ order: Order) -> Bool {
        order.averageFillPrice.map { value($0, order.filled) } == order.filledValue
    }

    /// What `state` has room for; nil for more.
    private static func lag(_ order: Order) -> Int64? {
        let (lag, isTooMuch) = order.createdAt.milliseconds
            .subtractingReportingOverflow(order.signedAt.milliseconds)
        return !isTooMuch && State.lags.contains(lag) ? lag : nil
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
            | (lag(order) ?? 0) << State.lagOffset
    }

    /// What fills at one price come to, in 10⁻¹⁶.
    private static func value(_ price: Price, _ filled: Size) -> Int128 {
        price.units.times(filled.units)
    }
}

// MARK: Reading

extension OrderRow {
    /// The order in the statement's present row, which must have `columns`.
    static func read(_ row: borrowing Statement) throws(DatabaseError) -> Order {
        let terms = row.int64(1)
        let sequence = row.int64(2)
        let state = row.int64(5)
        let createdAt = time(row, 6) ?? time(of: sequence)
        let signedAt =
            time(row, 11) ?? Timestamp(milliseconds: createdAt.milliseconds - state >> State.lagOffset)
        let request = try request(row, terms, signedAt: signedAt)
        let status = try status(row, state)
        let remaining =
            row.isNull(7) ? assumedRemaining(status, of: request.size) : Size(units: row.int64(7))
        let price = row.isNull(8) ? request.price : Price(units: row.int64(8))
        return Order(
            restored: request,
            id: OrderID(number: row.int64(0)),
            createdAt: createdAt,
            updatedAt: time(row, 10) ?? time(of: sequence),
            sequence: sequence,
            remaining: remaining,
            filledValue: row.isNull(9) ? value(price, request.size - remaining) : try row.int128(9),
            status: status,
            triggerDirection: try row.optionalChoice(Terms.triggerDirection.value(in: terms)),
            lastModification: try modification(row, state))
    }

    private static func time(_ row: borrowing Statement, _ column: Int32) -> Timestamp? {
        row.isNull(column) ? nil : Timestamp(milliseconds: row.int64(column))
    }

    private static func request(
        _ row: borrowing Statement, _ terms: Int64, signedAt: Timestamp
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
            price: Price(units: row.int64(3)),
            averagePriceLimit: Price(units: row.int64(12)),
            triggerPrice: Price(units: row.int64(13)),
            size: Size(units: row.int64(4)),
            clientID: row.text(14),
            signedAt: signedAt)
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

internal import Exchange

/// Whose side of a trade a fill is.
enum Role: UInt8, CaseIterable {
    /// The resting order's.
    case maker = 1
    /// The incoming order's.
    case taker
}

/// A trade with both its fills as one row of `trade_row`. Trades never change.
enum TradeRow {
    /// In the order in which `bind` adds and `read` reads them.
    static let columns = [
        "number", "terms", "accounts", "price", "size", "at", "index_price", "book_sequence", "funding_index",
        "maker_ordered_at", "maker_order", "taker_order", "maker_fee", "taker_fee", "maker_position",
        "taker_position", "maker_balance", "taker_balance",
        "maker_remaining", "taker_remaining",
        "maker_realized_pnl", "taker_realized_pnl", "maker_realized_funding", "taker_realized_funding",
        "maker_client_id", "taker_client_id", "taker_ordered_at",
    ]

    static let columnList = columns.joined(separator: ", ")

    /// How many of the columns tell all of a trade.
    enum Extent: Int, RowExtent {
        /// Nothing remains of either order, and no position became smaller.
        case whole
        /// Something remains of one of them.
        case partial
        case all

        var columns: ArraySlice<String> {
            switch self {
            case .whole: TradeRow.columns.prefix(18)
            case .partial: TradeRow.columns.prefix(20)
            case .all: TradeRow.columns[...]
            }
        }
    }

    /// `taker_ordered_at` with what it stands for where it is empty.
    static let takerOrderedAt = "ifnull(taker_ordered_at, at)"

    /// What is in `terms`.
    enum Terms {
        static var kind: BitField { BitField(0...1) }
        static var takerSide: BitField { BitField(2...3) }
        static var makerIsInteractive: BitField { BitField(4...4) }
        static var takerIsInteractive: BitField { BitField(5...5) }
        static var market: BitField { BitField(16...31) }
    }

    /// What is in `accounts`.
    enum Accounts {
        static var taker: BitField { BitField(0...30) }
        static var maker: BitField { BitField(32...62) }
    }

    static func extent(_ trade: Trade) -> Extent {
        guard trade.taker.orderedAt.milliseconds == trade.at.milliseconds, isBrief(trade.maker),
            isBrief(trade.taker)
        else {
            return .all
        }
        return trade.maker.remaining.units == 0 && trade.taker.remaining.units == 0 ? .whole : .partial
    }

    private static func isBrief(_ fill: Fill) -> Bool {
        fill.realizedPnL.units == 0 && fill.realizedFunding.units == 0 && fill.clientID.isEmpty
    }

    static func bind(_ trade: Trade, _ extent: Extent, to parameters: inout Parameters) {
        parameters.add(trade.number)
        parameters.add(
            Terms.kind.bits(trade.kind.rawValue) | Terms.takerSide.bits(trade.takerSide.rawValue)
                | Terms.makerIsInteractive.bits(trade.maker.isInteractive)
                | Terms.takerIsInteractive.bits(trade.taker.isInteractive)
                | Terms.market.bits(trade.market.index))
        parameters.add(
            Accounts.maker.bits(trade.maker.account.index) | Accounts.taker.bits(trade.taker.account.index))
        parameters.add(trade.price.units)
        parameters.add(trade.size.units)
        parameters.add(trade.at.milliseconds)
        parameters.add(trade.indexPrice.units)
        parameters.add(trade.bookSequence)
        parameters.add(trade.fundingIndex.units)
        parameters.add(trade.maker.orderedAt.milliseconds)
        parameters.add(trade.maker.order.number)
        parameters.add(trade.taker.order.number)
        parameters.add(trade.maker.fee.units)
        parameters.add(trade.taker.fee.units)
        parameters.add(trade.maker.position.units)
        parameters.add(trade.taker.position.units)
        parameters.add(trade.maker.balance.units)
        parameters.add(trade.taker.balance.units)
        if extent == .whole { return }
        parameters.add(orNull: trade.maker.remaining.units)
        parameters.add(orNull: trade.taker.remaining.units)
        if extent == .partial { return }
        parameters.add(orNull: trade.maker.realizedPnL.units)
        parameters.add(orNull: trade.taker.realizedPnL.units)
        parameters.add(orNull: trade.maker.realizedFunding.units)
        parameters.add(orNull: trade.taker.realizedFunding.units)
        parameters.add(orNull: trade.maker.clientID)
        parameters.add(orNull: trade.taker.clientID)
        parameters.add(trade.taker.orderedAt.milliseconds, unless: trade.at.milliseconds)
    }
}

// MARK: Reading

extension TradeRow {
    /// The trade in the statement's present row, which must have `columns`.
    static func read(_ row: borrowing Statement) throws(DatabaseError) -> Trade {
        let terms = row.int64(1)
        let at = Timestamp(milliseconds: row.int64(5))
        return Trade(
            number: row.int64(0),
            kind: try row.choice(Terms.kind.value(in: terms)),
            market: MarketID(index: Terms.market.value(in: terms)),
            price: Price(units: row.int64(3)),
            size: Size(units: row.int64(4)),
            takerSide: try row.choice(Terms.takerSide.value(in: terms)),
            at: at,
            indexPrice: Price(units: row.int64(6)),
            bookSequence: row.int64(7),
            fundingIndex: FundingIndex(units: try row.int128(8)),
            maker: try fill(
                row, .maker, orderedAt: Timestamp(milliseconds: row.int64(9)), Accounts.maker,
                Terms.makerIsInteractive),
            taker: try fill(
                row, .taker, orderedAt: row.isNull(26) ? at : Timestamp(milliseconds: row.int64(26)),
                Accounts.taker, Terms.takerIsInteractive))
    }

    /// The columns of the two fills take turns, the maker's first.
    private static func fill(
        _ row: borrowing Statement, _ role: Role, orderedAt: Timestamp, _ account: BitField,
        _ isInteractive: BitField
    ) throws(DatabaseError) -> Fill {
        let second: Int32 = role == .taker ? 1 : 0
        return Fill(
            order: OrderID(number: row.int64(10 + second)),
            orderedAt: orderedAt,
            account: AccountID(index: account.value(in: row.int64(2))),
            clientID: row.text(24 + second),
            isInteractive: isInteractive.value(in: row.int64(1)) == 1,
            fee: Quote(units: try row.int128(12 + second)),
            realizedPnL: Quote(units: try row.int128OrZero(20 + second)),
            realizedFunding: Quote(units: try row.int128OrZero(22 + second)),
            remaining: Size(units: row.int64(18 + second)),
            position: SignedSize(units: try row.int128(14 + second)),
            balance: Quote(units: try row.int128(16 + second)))
    }
}

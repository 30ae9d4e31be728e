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
    static let columns = "number, \(columnsAfterNumber)"

    static let columnsAfterNumber =
        (["terms, accounts, price, size, at, index_price, book_sequence, funding_index"]
        + ["maker", "taker"].flatMap { side in fillColumns.map { "\(side)_\($0)" } })
        .joined(separator: ", ")

    private static let fillColumns = [
        "order", "ordered_at", "fee", "remaining", "position", "balance", "realized_pnl", "realized_funding",
        "client_id",
    ]

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

    static func bind(_ trade: Trade, to parameters: inout Parameters) {
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
        bind(trade.maker, to: &parameters)
        bind(trade.taker, to: &parameters)
    }

    private static func bind(_ fill: Fill, to parameters: inout Parameters) {
        parameters.add(fill.order.number)
        parameters.add(fill.orderedAt.milliseconds)
        parameters.add(fill.fee.units)
        parameters.add(fill.remaining.units)
        parameters.add(fill.position.units)
        parameters.add(fill.balance.units)
        parameters.add(orNull: fill.realizedPnL.units)
        parameters.add(orNull: fill.realizedFunding.units)
        parameters.add(orNull: fill.clientID)
    }
}

// MARK: Reading

extension TradeRow {
    /// The trade in the statement's present row, which must have `columns`.
    static func read(_ row: borrowing Statement) throws(DatabaseError) -> Trade {
        let terms = row.int64(1)
        let accounts = row.int64(2)
        return Trade(
            number: row.int64(0),
            kind: try row.choice(Terms.kind.value(in: terms)),
            market: MarketID(index: Terms.market.value(in: terms)),
            price: Price(units: row.int64(3)),
            size: Size(units: row.int64(4)),
            takerSide: try row.choice(Terms.takerSide.value(in: terms)),
            at: Timestamp(milliseconds: row.int64(5)),
            indexPrice: Price(units: row.int64(6)),
            bookSequence: row.int64(7),
            fundingIndex: FundingIndex(units: try row.int128(8)),
            maker: try fill(
                row, of: AccountID(index: Accounts.maker.value(in: accounts)), from: 9,
                isInteractive: Terms.makerIsInteractive.value(in: terms) == 1),
            taker: try fill(
                row, of: AccountID(index: Accounts.taker.value(in: accounts)), from: 18,
                isInteractive: Terms.takerIsInteractive.value(in: terms) == 1))
    }

    private static func fill(
        _ row: borrowing Statement, of account: AccountID, from column: Int32, isInteractive: Bool
    ) throws(DatabaseError) -> Fill {
        Fill(
            order: OrderID(number: row.int64(column)),
            orderedAt: Timestamp(milliseconds: row.int64(column + 1)),
            account: account,
            clientID: row.text(column + 8),
            isInteractive: isInteractive,
            fee: Quote(units: try row.int128(column + 2)),
            realizedPnL: Quote(units: try row.int128OrZero(column + 6)),
            realizedFunding: Quote(units: try row.int128OrZero(column + 7)),
            remaining: Size(units: row.int64(column + 3)),
            position: SignedSize(units: try row.int128(column + 4)),
            balance: Quote(units: try row.int128(column + 5)))
    }
}

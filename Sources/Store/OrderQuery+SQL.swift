internal import Exchange

extension OrderQuery {
    /// The page of orders that this describes, newest first.
    func orders(in database: borrowing Database) throws(DatabaseError) -> [Order] {
        let orders = try isByClientID ? ordersByClientID(in: database) : listedOrders(in: database)
        return isUpwards ? orders.reversed() : orders
    }

    /// Looks at the account's orders one by one.
    private func listedOrders(in database: borrowing Database) throws(DatabaseError) -> [Order] {
        let statement = try database.prepare(
            "SELECT \(OrderRow.columnList) FROM order_row WHERE number = ?1 AND \(terms)")
        var orders: [Order] = []
        guard limit > 0 else { return orders }
        try NumberList.accountOrders.forEach(
            of: account.index, in: try numbers(in: database), isUpwards: isUpwards, database: database
        ) { (number) throws(DatabaseError) in
            try statement.bindAll(number)
            if try statement.step() { orders.append(try OrderRow.read(statement)) }
            statement.reset()
            return orders.count < limit
        }
        return orders
    }

    private func ordersByClientID(in database: borrowing Database) throws(DatabaseError) -> [Order] {
        let statement = try database.prepare(sql)
        let numbers = try numbers(in: database)
        try statement.bindAll(numbers.lowerBound, numbers.upperBound, clientID, limit)
        var orders: [Order] = []
        while try statement.step() { orders.append(try OrderRow.read(statement)) }
        return orders
    }

    private func numbers(in database: borrowing Database) throws(DatabaseError) -> Range<Int64> {
        let numbers =
            from == nil && through == nil
            ? 0..<NumberList.numberLimit
            : try TimeSearch.prepared(in: "order_row", OrderRow.createdAt, database: database)
                .numbers(from: from, through: through)
        switch bound {
        case .before(let order): return numbers.clamped(before: order.number)
        case .after(let order): return numbers.clamped(after: order.number)
        case nil: return numbers
        }
    }

    /// The query for a client id.
    var sql: String {
        """
        SELECT \(OrderRow.columnList) FROM \(Self.byClientID)
        WHERE client_id = ?3 AND terms >> 32 = \(account.index) AND number >= ?1 AND number < ?2 AND \(terms)
        ORDER BY number \(isUpwards ? "ASC" : "DESC") LIMIT max(0, ?4)
        """
    }

    /// The table by way of its client id index. SQLite must be told, as it cannot know how few orders an account
    /// has with the same one.
    static let byClientID = "order_row INDEXED BY order_client_id"

    private var isByClientID: Bool { clientID != nil && clientID != "" }

    /// Only the terms that are asked for.
    private var terms: String {
        var terms: [String] = []
        func demand(_ field: BitField, _ value: Int?) {
            if let value { terms.append("\(field.sql("terms")) = \(value)") }
        }
        demand(OrderRow.Terms.market, market?.index)
        demand(OrderRow.Terms.side, side.map { Int($0.rawValue) })
        demand(OrderRow.Terms.type, type.map { Int($0.rawValue) })
        if clientID == "" { terms.append("client_id IS NULL") }
        if let status { terms.append("\(OrderRow.State.status.sql("state")) \(Self.term(status))") }
        return terms.isEmpty ? "true" : terms.joined(separator: " AND ")
    }

    private static func term(_ status: StatusFilter) -> String {
        switch status {
        case .new: "= \(StoredStatus.new.rawValue)"
        case .untriggered: "= \(StoredStatus.untriggered.rawValue)"
        case .open: "= \(StoredStatus.open.rawValue)"
        case .closed: "IN (\(StoredStatus.filled.rawValue), \(StoredStatus.cancelled.rawValue))"
        }
    }

    /// The nearest newer orders are found by walking up from the edge.
    private var isUpwards: Bool {
        switch bound {
        case .after: true
        case .before, nil: false
        }
    }
}

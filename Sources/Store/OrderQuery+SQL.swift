internal import Exchange

extension OrderQuery {
    /// The page of orders that this describes, newest first.
    func orders(in database: borrowing Database) throws(DatabaseError) -> [Order] {
        let statement = try database.prepare(sql)
        try statement.bindAll(
            account.index, market?.index, side?.rawValue, type?.rawValue, from?.milliseconds,
            through?.milliseconds, edge?.number, clientID, limit)
        var orders: [Order] = []
        while try statement.step() { orders.append(try OrderRow.read(statement)) }
        return isUpwards ? orders.reversed() : orders
    }

    /// Only the terms that are asked for.
    var sql: String {
        var terms = ["account = ?1"]
        if market != nil { terms.append("market = ?2") }
        if side != nil { terms.append("side = ?3") }
        if type != nil { terms.append("type = ?4") }
        if from != nil { terms.append("created_at >= ?5") }
        if through != nil { terms.append("created_at <= ?6") }
        if edge != nil { terms.append(isUpwards ? "number > ?7" : "number < ?7") }
        if clientID != nil { terms.append("client_id = ?8") }
        if isByClientID { terms.append("client_id <> ''") }
        if let status { terms.append(Self.term(status)) }
        return """
            SELECT \(OrderRow.columns) FROM \(isByClientID ? Self.byClientID : "order_row")
            WHERE \(terms.joined(separator: " AND "))
            ORDER BY number \(isUpwards ? "ASC" : "DESC") LIMIT max(0, ?9)
            """
    }

    /// The table by way of its client id index. SQLite must be told: it takes an account for a handful of rows
    /// and would walk through all of them. It also needs to hear that no row without a client id is wanted,
    /// as those are not in the index.
    static let byClientID = "order_row INDEXED BY order_client_id"

    private var isByClientID: Bool { clientID != nil && clientID != "" }

    private static func term(_ status: StatusFilter) -> String {
        switch status {
        case .new: "status = \(StoredStatus.new.rawValue)"
        case .untriggered: "status = \(StoredStatus.untriggered.rawValue)"
        case .open: "status = \(StoredStatus.open.rawValue)"
        case .closed: "status IN (\(StoredStatus.filled.rawValue), \(StoredStatus.cancelled.rawValue))"
        }
    }

    /// The nearest newer orders are found by walking up from the edge.
    private var isUpwards: Bool {
        switch bound {
        case .after: true
        case .before, nil: false
        }
    }

    private var edge: OrderID? {
        switch bound {
        case .before(let order), .after(let order): order
        case nil: nil
        }
    }
}

import Exchange
import Wire

/// The opaque `cursor` of a page: the filters it belongs to and the order at its edge.
///
/// Keyed by order number, so pages stay in place while new orders come in. The filters are inside because
/// some clients send nothing but the cursor.
struct PageCursor {
    enum Direction: String {
        case older
        case newer
    }

    let query: OrderQuery
    let direction: Direction

    /// A cursor from `query`'s filters to what lies beyond `edge`.
    init(_ query: OrderQuery, _ direction: Direction, of edge: OrderID) {
        var query = query
        query.bound = direction == .older ? .before(edge) : .after(edge)
        self.query = query
        self.direction = direction
    }

    /// Reads a cursor that `text` wrote, for the same account.
    init(_ text: String, account: AccountID) throws(APIError) {
        guard let bytes = Base64.decode(text), let value = try? JSONValue.parse(bytes),
            let cursor = PageCursor(value, account: account)
        else {
            throw .parameter("cursor", "is not one that this server gave.")
        }
        self = cursor
    }

    private init?(_ value: JSONValue, account: AccountID) {
        guard let filter = value["filter"], let limit = filter["page_size"]?.int,
            let edge = value["marker"]?.int.map(OrderID.init(number:)),
            let direction = value["direction"]?.stringValue.flatMap(Direction.init(rawValue:)),
            (1...OrderQuery.pageSizeMaximum).contains(limit)
        else { return nil }
        var query = OrderQuery(account: account, limit: Int(limit))
        query.market = filter["market"]?.int.map { MarketID(index: Int($0)) }
        query.clientID = filter["client_id"]?.stringValue
        query.side = filter["side"]?.stringValue.flatMap(Side.init(word:))
        query.status = filter["status"]?.stringValue.flatMap(StatusFilter.init(word:))
        query.type = filter["type"]?.stringValue.flatMap(OrderType.init(word:))
        query.from = filter["start_at"]?.int.map(Timestamp.init(milliseconds:))
        query.through = filter["end_at"]?.int.map(Timestamp.init(milliseconds:))
        self.init(query, direction, of: edge)
    }

    var text: String {
        var json = JSONWriter(capacity: 256)
        json.beginObject()
        json.key("filter")
        appendFilter(to: &json)
        json.key("marker")
        json.integer(edge.number)
        json.key("direction")
        json.string(direction.rawValue)
        json.endObject()
        return Base64.encode(json.bytes)
    }

    private var edge: OrderID {
        switch query.bound {
        case .before(let order), .after(let order): order
        case nil: preconditionFailure("a cursor's query has a bound")
        }
    }

    private func appendFilter(to json: inout JSONWriter) {
        json.beginObject()
        json.key("page_size")
        json.integer(Int64(query.limit))
        append("market", query.market.map { Int64($0.index) }, to: &json)
        append("client_id", query.clientID, to: &json)
        append("side", query.side.map { String(describing: $0.word) }, to: &json)
        append("status", query.status.map { String(describing: $0.word) }, to: &json)
        append("type", query.type.map { String(describing: $0.word) }, to: &json)
        append("start_at", query.from?.milliseconds, to: &json)
        append("end_at", query.through?.milliseconds, to: &json)
        json.endObject()
    }

    private func append(_ name: StaticString, _ value: Int64?, to json: inout JSONWriter) {
        guard let value else { return }
        json.key(name)
        json.integer(value)
    }

    private func append(_ name: StaticString, _ value: String?, to json: inout JSONWriter) {
        guard let value else { return }
        json.key(name)
        json.string(value)
    }
}

extension OrderQuery {
    static let pageSizeDefault: Int64 = 100
    static let pageSizeMaximum: Int64 = 5000
}

extension StatusFilter {
    var word: StaticString {
        switch self {
        case .new: "NEW"
        case .untriggered: "UNTRIGGERED"
        case .open: "OPEN"
        case .closed: "CLOSED"
        }
    }

    init?(word: String) {
        switch word {
        case "NEW": self = .new
        case "UNTRIGGERED": self = .untriggered
        case "OPEN": self = .open
        case "CLOSED": self = .closed
        default: return nil
        }
    }
}

extension JSONValue {
    fileprivate var int: Int64? { numberValue?.int64 }
}

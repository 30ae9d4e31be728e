import Exchange
import Wire

/// The opaque `cursor` of a page: the filters it belongs to and the row at its edge.
///
/// Keyed by the row's number, so pages stay in place while new rows come in. The filters are inside because
/// some clients send nothing but the cursor.
struct PageCursor<Query: PagedQuery> {
    /// Has an edge.
    let query: Query

    /// A cursor from `query`'s filters to what lies beyond `edge`.
    init(_ query: Query, _ edge: PageEdge) {
        var query = query
        query.edge = edge
        self.query = query
    }

    /// Reads a cursor that `text` wrote.
    init(_ text: String, reader: AccountID?) throws(APIError) {
        guard let bytes = Base64.decode(text), let value = try? JSONValue.parse(bytes),
            let cursor = PageCursor(value, reader: reader)
        else {
            throw .parameter("cursor", "is not one that this server gave for this list.")
        }
        self = cursor
    }

    private init?(_ value: JSONValue, reader: AccountID?) {
        guard let filter = value["filter"], filter["list"]?.stringValue == Query.list,
            let limit = filter["page_size"]?.numberValue?.int64, (1...PageSize.maximum).contains(limit),
            let number = value["marker"]?.numberValue?.int64,
            let direction = value["direction"]?.stringValue.flatMap(PageEdge.Direction.init(rawValue:)),
            let query = Query(filter: filter, reader: reader, limit: Int(limit))
        else { return nil }
        self.init(query, PageEdge(direction: direction, number: number))
    }

    var text: String {
        guard let edge = query.edge else { preconditionFailure("a cursor's query has an edge") }
        var json = JSONWriter(capacity: 256)
        json.beginObject()
        json.key("filter")
        json.beginObject()
        json.member("list", Query.list)
        json.key("page_size")
        json.integer(Int64(query.limit))
        query.append(to: &json)
        json.endObject()
        json.key("marker")
        json.integer(edge.number)
        json.key("direction")
        json.string(edge.direction.rawValue)
        json.endObject()
        return Base64.encode(json.bytes)
    }
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

    init?(word: JSONWord) {
        switch word {
        case "NEW": self = .new
        case "UNTRIGGERED": self = .untriggered
        case "OPEN": self = .open
        case "CLOSED": self = .closed
        default: return nil
        }
    }
}

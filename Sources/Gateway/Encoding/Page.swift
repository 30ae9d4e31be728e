import Exchange
import Wire

/// One page of a list and the cursors to its neighbours.
struct Page<Query: PagedQuery> {
    private(set) var rows: ArraySlice<Query.Row>
    private(set) var next: PageCursor<Query>?
    private(set) var previous: PageCursor<Query>?

    /// `found` holds up to one row more than the page has, at its far end, which tells whether the walk can
    /// go on. On the side it came from there is always something: the page before.
    init(found: [Query.Row], query: Query) {
        rows = found[...]
        let hasMore = found.count > query.limit
        switch query.edge?.direction {
        case nil, .older:
            if hasMore { rows.removeLast() }
            next = hasMore ? Self.cursor(query, .older, rows.last) : nil
            previous = query.edge == nil ? nil : Self.cursor(query, .newer, rows.first)
        case .newer:
            if hasMore { rows.removeFirst() }
            next = Self.cursor(query, .older, rows.last)
            previous = hasMore ? Self.cursor(query, .newer, rows.first) : nil
        }
    }

    private static func cursor(
        _ query: Query, _ direction: PageEdge.Direction, _ row: Query.Row?
    ) -> PageCursor<Query>? {
        row.map { PageCursor(query, PageEdge(direction: direction, number: Query.number(of: $0))) }
    }
}

extension Answer {
    /// A page of the ledger: `next`, `prev` and `results`, each row as `write` shows it. An empty page for
    /// nil, which no row can match.
    static func page<Query: LedgerQuery>(
        _ query: Query?,
        write: @escaping (_ row: Query.Row, _ gateway: borrowing Gateway, _ json: inout JSONWriter) -> Void
    ) -> Answer {
        guard let query else { return .rows(next: nil, previous: nil) { _ in } }
        var oneMore = query
        oneMore.limit += 1
        return .lookup(oneMore.lookup) { (gateway, found) in
            let page = Page(found: Query.rows(in: found), query: query)
            return .rows(next: page.next?.text, previous: page.previous?.text) { json in
                for row in page.rows { write(row, gateway, &json) }
            }
        }
    }

    /// A page whose rows are written by `write`.
    static func rows(next: String?, previous: String?, write: (inout JSONWriter) -> Void) -> Answer {
        var json = JSONWriter(capacity: 4096)
        json.beginObject()
        json.key("next")
        json.optional(next)
        json.key("prev")
        json.optional(previous)
        json.key("results")
        json.beginArray()
        write(&json)
        json.endArray()
        json.endObject()
        return .json(json.bytes)
    }
}

extension JSONWriter {
    /// A string, or null.
    mutating func optional(_ text: String?) {
        if let text { string(text) } else { null() }
    }
}

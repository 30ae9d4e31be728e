import Exchange
import Wire

/// One page of history and the cursors to its neighbours.
struct HistoryPage<Row> {
    private var rows: ArraySlice<Row>
    private var next: PageCursor?
    private var previous: PageCursor?

    /// `found` holds up to one row more than the page has, at its far end, which tells whether the walk can
    /// go on. On the side it came from there is always something: the page before. Without a query the page
    /// is empty.
    init(found: [Row], query: OrderQuery?, id: (Row) -> OrderID) {
        rows = found[...]
        guard let query else { return }
        let hasMore = found.count > query.limit
        switch query.bound {
        case nil, .before:
            if hasMore { rows.removeLast() }
            next = hasMore ? Self.cursor(query, .older, rows.last.map(id)) : nil
            previous = query.bound == nil ? nil : Self.cursor(query, .newer, rows.first.map(id))
        case .after:
            if hasMore { rows.removeFirst() }
            next = Self.cursor(query, .older, rows.last.map(id))
            previous = hasMore ? Self.cursor(query, .newer, rows.first.map(id)) : nil
        }
    }

    func body(_ write: (inout JSONWriter, Row) -> Void) -> [UInt8] {
        var json = JSONWriter(capacity: 512 + 768 * rows.count)
        json.beginObject()
        json.key("next")
        json.optional(next?.text)
        json.key("prev")
        json.optional(previous?.text)
        json.key("results")
        json.beginArray()
        for row in rows { write(&json, row) }
        json.endArray()
        json.endObject()
        return json.bytes
    }

    private static func cursor(
        _ query: OrderQuery, _ direction: PageCursor.Direction, _ edge: OrderID?
    ) -> PageCursor? {
        edge.map { PageCursor(query, direction, of: $0) }
    }
}

extension JSONWriter {
    /// A string, or null.
    mutating func optional(_ text: String?) {
        if let text { string(text) } else { null() }
    }
}

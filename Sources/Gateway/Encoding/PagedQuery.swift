import Exchange
import Wire

/// A question whose answer is shown in pages, newest first.
protocol PagedQuery {
    associatedtype Row

    /// Names the list in its cursors: another list's rows have other numbers.
    static var list: String { get }
    /// Rows on a page.
    var limit: Int { get set }
    var edge: PageEdge? { get set }

    /// Reads what `append` wrote. What belongs to an account is the reader's, whoever wrote the cursor.
    init?(filter: JSONValue, reader: AccountID?, limit: Int)
    /// Writes the filters as members of an object.
    func append(to filter: inout JSONWriter)
    static func number(of row: Row) -> Int64
}

/// A question to the ledger.
protocol LedgerQuery: PagedQuery {
    var lookup: Lookup { get }

    static func rows(in found: Found) -> [Row]
}

/// Where a page begins: a row that is itself not on it.
struct PageEdge: Equatable {
    enum Direction: String {
        case older
        case newer
    }

    let direction: Direction
    /// The row's number in its list.
    let number: Int64
}

/// Rows on a page, where a request can say how many.
enum PageSize {
    static let normal: Int64 = 100
    static let maximum: Int64 = 5000
}

extension Call {
    /// The query of the `cursor` if there is one, whose filters win; else the one that the other parameters
    /// make. nil if no row can match.
    func pageQuery<Query: PagedQuery>(_ filters: () throws(APIError) -> Query?) throws(APIError) -> Query? {
        guard let cursor = query("cursor") else { return try filters() }
        return try PageCursor<Query>(cursor, reader: session?.account).query
    }

    func pageSize() throws(APIError) -> Int {
        let size = try integerQuery("page_size") ?? PageSize.normal
        guard (1...PageSize.maximum).contains(size) else {
            throw .parameter("page_size", "must be 1 to \(PageSize.maximum), not \(size).")
        }
        return Int(size)
    }

    /// A query parameter that is a time in Unix milliseconds.
    func timeQuery(_ name: String) throws(APIError) -> Timestamp? {
        try integerQuery(name, "Unix milliseconds").map(Timestamp.init(milliseconds:))
    }
}

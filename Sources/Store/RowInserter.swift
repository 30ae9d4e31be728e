/// Writes many rows of one table, replacing those with the same key.
///
/// One statement inserts `rowsAtOnce` rows, since starting and ending a statement costs as much as six
/// columns: by callgrind a row of 8 columns takes 3,700 instructions so and 5,200 alone. It is compiled when it is
/// first used: whoever starts the program need not wait for it. `OR REPLACE` costs nothing where there is no such
/// row, and lets every write be repeated without harm.
struct RowInserter: ~Copyable {
    private static let rowsAtOnce = 16

    private let table: String
    private let columns: ArraySlice<String>
    private var statement: Statement?

    /// - Parameter columns: those that `bind` adds, in its order. The others stay empty.
    init(into table: String, _ columns: ArraySlice<String>) {
        self.table = table
        self.columns = columns
    }

    static func sql(_ table: String, _ columns: ArraySlice<String>, rows count: Int) -> String {
        let row = "(\(Array(repeating: "?", count: columns.count).joined(separator: ",")))"
        let rows = Array(repeating: row, count: count).joined(separator: ",")
        return "INSERT OR REPLACE INTO \(table) (\(columns.joined(separator: ","))) VALUES \(rows)"
    }

    /// Writes a row for each of the `items` but the last few, which do not fill a statement; `bind` adds the values of
    /// one.
    ///
    /// - Returns: the items that are left.
    mutating func insert(
        _ items: [Int], in database: borrowing Database, _ bind: (Int, inout Parameters) -> Void
    ) throws(DatabaseError) -> ArraySlice<Int> {
        let end = items.count - items.count % Self.rowsAtOnce
        if end > 0, statement == nil {
            statement = try database.prepare(Self.sql(table, columns, rows: Self.rowsAtOnce))
        }
        switch statement {
        case .some(let statement):
            for first in stride(from: 0, to: end, by: Self.rowsAtOnce) {
                var parameters = statement.parameters
                for item in items[first..<first + Self.rowsAtOnce] { bind(item, &parameters) }
                try statement.run(parameters)
            }
        case .none: break
        }
        return items[end...]
    }
}

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
    private let one: Statement
    private var many: Statement?

    /// - Parameter columns: those that `bind` adds, in its order. The others stay empty, which costs 30 instructions a
    ///   row for each instead of 200.
    static func prepared(
        into table: String, _ columns: ArraySlice<String>, in database: borrowing Database
    ) throws(DatabaseError) -> RowInserter {
        let one = try database.prepare(sql(table, columns, rows: 1))
        return RowInserter(table: table, columns: columns, one: one, many: nil)
    }

    private static func sql(_ table: String, _ columns: ArraySlice<String>, rows count: Int) -> String {
        let row = "(\(Array(repeating: "?", count: columns.count).joined(separator: ",")))"
        let rows = Array(repeating: row, count: count).joined(separator: ",")
        return "INSERT OR REPLACE INTO \(table) (\(columns.joined(separator: ","))) VALUES \(rows)"
    }

    /// Writes a row for each of the `items`; `bind` adds the values of one.
    mutating func insert(
        _ items: [Int], in database: borrowing Database, _ bind: (Int, inout Parameters) -> Void
    ) throws(DatabaseError) {
        let rest = items.count % Self.rowsAtOnce
        if items.count > rest, many == nil {
            many = try database.prepare(Self.sql(table, columns, rows: Self.rowsAtOnce))
        }
        switch many {
        case .some(let statement):
            for first in stride(from: 0, to: items.count - rest, by: Self.rowsAtOnce) {
                try Self.insert(items[first..<first + Self.rowsAtOnce], with: statement, bind)
            }
        case .none: break
        }
        for last in items.count - rest..<items.count { try Self.insert(items[last...last], with: one, bind) }
    }

    @inline(__always)
    private static func insert(
        _ items: ArraySlice<Int>, with statement: borrowing Statement,
        _ bind: (Int, inout Parameters) -> Void
    ) throws(DatabaseError) {
        var parameters = statement.parameters
        for item in items { bind(item, &parameters) }
        try statement.run(parameters)
    }
}

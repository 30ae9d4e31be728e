/// How many of a table's columns tell all of a row, the fewest first.
protocol RowExtent: RawRepresentable<Int>, CaseIterable where AllCases == [Self] {
    /// The first of the table's columns; all of them for the last extent.
    var columns: ArraySlice<String> { get }
}

/// Writes rows of one table that differ in how many columns they need.
///
/// Those that do not fill a statement go on to the next extent's, which has more columns, so that few are written one
/// by one.
struct TableWriter<Extent: RowExtent, let extents: Int>: ~Copyable {
    private var inserters: InlineArray<extents, RowInserter>
    private let single: Statement
    /// What is to be written, by extent.
    private var places: InlineArray<extents, [Int]>

    static func prepared(
        _ table: String, in database: borrowing Database
    ) throws(DatabaseError) -> TableWriter {
        let all = Extent.allCases
        precondition(all.count == extents, "every extent has an inserter")
        return TableWriter(
            inserters: InlineArray { RowInserter(into: table, all[$0].columns) },
            single: try database.prepare(RowInserter.sql(table, all[extents - 1].columns, rows: 1)),
            places: InlineArray(repeating: []))
    }

    /// Forgets what was added; its memory is kept.
    mutating func removeAll() {
        for index in places.indices { places[index].removeAll(keepingCapacity: true) }
    }

    mutating func add(_ place: Int, _ extent: Extent) { places[extent.rawValue].append(place) }

    /// Writes what was added; `bind` adds the values of one row.
    mutating func write(
        to database: borrowing Database, _ bind: (Int, Extent, inout Parameters) -> Void
    ) throws(DatabaseError) {
        for extent in Extent.allCases {
            let index = extent.rawValue
            let rest = try inserters[index].insert(places[index], in: database) { bind($0, extent, &$1) }
            guard index + 1 == extents else {
                places[index + 1] += rest
                continue
            }
            for place in rest {
                var parameters = single.parameters
                bind(place, extent, &parameters)
                try single.run(parameters)
            }
        }
    }
}

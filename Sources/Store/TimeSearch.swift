internal import Exchange

/// Times as numbers. There is no index of times, nor need for one, as what came later has a higher number.
struct TimeSearch: ~Copyable {
    private let next: Statement
    /// What a database without rows is searched up to.
    private let end: Int64

    /// - Parameter time: an SQL expression in a table that is keyed by `number`.
    static func prepared(
        in table: String, _ time: String, database: borrowing Database
    ) throws(DatabaseError) -> TimeSearch {
        TimeSearch(
            next: try database.prepare("SELECT number, \(time) FROM \(table) WHERE number >= ? LIMIT 1"),
            end: try database.integer("SELECT ifnull(max(number), -1) FROM \(table)") + 1)
    }

    /// The numbers of what happened from one time through the other.
    func numbers(
        from: Timestamp?, through: Timestamp?
    ) throws(DatabaseError) -> Range<Int64> {
        let first = try from.map { (time) throws(DatabaseError) in
            try number { $0 >= time.milliseconds }
        }
        let end = try through.map { (time) throws(DatabaseError) in
            try number { $0 > time.milliseconds }
        }
        let (low, high) = (first ?? 0, end ?? NumberList.numberLimit)
        return low..<max(low, high)
    }

    /// A number that parts the rows: `isBehind` holds for the times of all rows from it on, and for none
    /// before. Halves the numbers up to the newest row's until they are one.
    private func number(where isBehind: (Int64) -> Bool) throws(DatabaseError) -> Int64 {
        var low: Int64 = 0
        var high = end
        while low < high {
            let middle = low + (high - low) / 2
            defer { next.reset() }
            try next.bindAll(middle)
            guard try next.step() else { throw next.corruption("row \(end - 1) is missing") }
            if isBehind(next.int64(1)) { high = middle } else { low = next.int64(0) + 1 }
        }
        return low
    }
}

extension Range<Int64> {
    /// The part of the range beyond a page's edge.
    func clamped(before edge: Int64?) -> Range { edge.map { clamped(to: .min..<$0) } ?? self }

    func clamped(after edge: Int64?) -> Range {
        edge.map { $0 == .max ? upperBound..<upperBound : clamped(to: $0 + 1..<(.max)) } ?? self
    }
}

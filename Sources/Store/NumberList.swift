/// Which orders or trades belong to an account or a market, or are liquidations: lists of increasing numbers.
///
/// They take the place of an index. Rows lie in the order of their numbers, where appending is cheapest; each
/// batch of rows adds one row of numbers for each account or market that is in it, not one index entry for
/// each row, and no page in the middle of a table is touched for a single row.
enum NumberList: String, CaseIterable {
    case accountOrders = "account_orders"
    case accountTrades = "account_trades"
    case marketTrades = "market_trades"
    /// All have the owner 0.
    case liquidations

    /// The bits of a key that hold the first number of the list; above them is the owner.
    private static let numberBits: Int64 = 40
    /// Numbers are below this, owners below 2²³.
    static let numberLimit: Int64 = 1 << numberBits

    static func key(_ owner: Int, _ number: Int64) -> Int64 {
        precondition(number >= 0 && number < numberLimit && owner < 1 << 23, "a key has room for both")
        return Int64(owner) << numberBits | number
    }

    static func number(of key: Int64) -> Int64 { key & (numberLimit - 1) }
}

/// The lists that one batch of rows adds to one table of lists.
struct NumberLists {
    private struct List {
        var first: Int64 = 0
        /// −1 in a list without numbers.
        var last: Int64 = -1
        /// The difference of each number but the first from the one before.
        var bytes: [UInt8] = []
    }

    /// By owner. Kept from batch to batch for their memory.
    private var lists: [List] = []
    private var filled: [Int] = []

    mutating func removeAll() {
        for owner in filled {
            lists[owner].last = -1
            lists[owner].bytes.removeAll(keepingCapacity: true)
        }
        filled.removeAll(keepingCapacity: true)
    }

    /// Adds a number to an owner's list. If numbers do not increase, the list is written and begun again.
    mutating func add(
        _ number: Int64, to owner: Int, with statement: borrowing Statement
    ) throws(DatabaseError) {
        while lists.count <= owner { lists.append(List()) }
        if lists[owner].last < 0 {
            filled.append(owner)
        } else if number > lists[owner].last {
            lists[owner].bytes.append(unsigned: UInt64(number - lists[owner].last))
            lists[owner].last = number
            return
        } else {
            try write(owner, with: statement)
            lists[owner].bytes.removeAll(keepingCapacity: true)
        }
        lists[owner].first = number
        lists[owner].last = number
    }

    func write(with statement: borrowing Statement) throws(DatabaseError) {
        for owner in filled { try write(owner, with: statement) }
    }

    private func write(_ owner: Int, with statement: borrowing Statement) throws(DatabaseError) {
        var parameters = statement.parameters
        parameters.add(NumberList.key(owner, lists[owner].first))
        parameters.add(lists[owner].bytes)
        try statement.run(parameters)
    }
}

extension NumberList {
    var insert: String { "INSERT OR REPLACE INTO \(rawValue) VALUES (?,?)" }

    /// Calls `body` with the numbers of an owner's list that are in `range`, downwards or upwards, until it
    /// answers false.
    func forEach(
        of owner: Int, in range: Range<Int64>, isUpwards: Bool, database: borrowing Database,
        _ body: (Int64) throws(DatabaseError) -> Bool
    ) throws(DatabaseError) {
        guard !range.isEmpty else { return }
        let select = try database.prepare(isUpwards ? upwards : downwards)
        try select.bindAll(
            Self.key(owner, 0), Self.key(owner, range.lowerBound), Self.key(owner, range.upperBound - 1))
        var rest = range
        while try select.step() {
            let numbers = try Self.numbers(select)
            // What is left of the range keeps the numbers in order, should lists overlap.
            for number in isUpwards ? numbers : numbers.reversed() where rest.contains(number) {
                guard try body(number) else { return }
                rest = isUpwards ? number + 1..<rest.upperBound : rest.lowerBound..<number
            }
        }
    }

    /// The list that the lowest number is in may begin before it.
    private var upwards: String {
        """
        SELECT first, others FROM \(rawValue)
        WHERE first >= ifnull((SELECT max(first) FROM \(rawValue) WHERE first BETWEEN ?1 AND ?2), ?2)
            AND first <= ?3 ORDER BY first
        """
    }

    private var downwards: String {
        """
        SELECT first, others FROM \(rawValue)
        WHERE first >= ifnull((SELECT max(first) FROM \(rawValue) WHERE first BETWEEN ?1 AND ?2), ?2)
            AND first <= ?3 ORDER BY first DESC
        """
    }

    private static func numbers(_ row: borrowing Statement) throws(DatabaseError) -> [Int64] {
        var numbers = [number(of: row.int64(0))]
        try row.withBytes(1) { (bytes) throws(DatabaseError) in
            do throws(CodingError) {
                var reader = ByteReader(bytes)
                while !reader.isAtEnd {
                    let difference: UInt64 = try reader.unsigned()
                    numbers.append(numbers[numbers.count - 1] &+ Int64(truncatingIfNeeded: difference))
                }
            } catch {
                throw row.corruption("a list of numbers cannot be read: \(error)")
            }
        }
        return numbers
    }
}

extension [UInt8] {
    /// Seven bits a byte, as `ByteWriter` does.
    fileprivate mutating func append(unsigned value: UInt64) {
        var rest = value
        while rest > 0x7F {
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(rest))
    }
}

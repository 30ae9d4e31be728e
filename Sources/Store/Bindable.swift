/// A value that one column can hold.
protocol Bindable {
    func bind(to statement: borrowing Statement, at index: Int32) throws(DatabaseError)
}

extension Statement {
    /// Binds the parameters in order, runs the statement and makes it ready for the next time.
    func run<each Value: Bindable>(_ values: repeat each Value) throws(DatabaseError) {
        try bindAll(repeat each values)
        try run()
    }

    /// Binds the parameters in order, from the first one on.
    func bindAll<each Value: Bindable>(_ values: repeat each Value) throws(DatabaseError) {
        var index: Int32 = 1
        for value in repeat each values {
            try value.bind(to: self, at: index)
            index += 1
        }
    }
}

extension Int64: Bindable {
    func bind(to statement: borrowing Statement, at index: Int32) throws(DatabaseError) {
        try statement.bind(self, at: index)
    }
}

extension Int: Bindable {
    func bind(to statement: borrowing Statement, at index: Int32) throws(DatabaseError) {
        try statement.bind(Int64(self), at: index)
    }
}

extension UInt8: Bindable {
    func bind(to statement: borrowing Statement, at index: Int32) throws(DatabaseError) {
        try statement.bind(Int64(self), at: index)
    }
}

extension Bool: Bindable {
    func bind(to statement: borrowing Statement, at index: Int32) throws(DatabaseError) {
        try statement.bind(self ? 1 : 0, at: index)
    }
}

extension String: Bindable {
    func bind(to statement: borrowing Statement, at index: Int32) throws(DatabaseError) {
        try statement.bind(self, at: index)
    }
}

extension [UInt8]: Bindable {
    func bind(to statement: borrowing Statement, at index: Int32) throws(DatabaseError) {
        try statement.bind(self, at: index)
    }
}

/// 128-bit values are stored as integers if they fit into SQLite's 64 bits, and as decimal text otherwise, as
/// SQLite would make a wider number a floating-point one. Their columns have no type, so that nothing is
/// converted. `ltrim` and its like take both for digits, so a view need not care.
extension Int128: Bindable {
    func bind(to statement: borrowing Statement, at index: Int32) throws(DatabaseError) {
        if let small = Int64(exactly: self) {
            try statement.bind(small, at: index)
        } else {
            try statement.bind(description, at: index)
        }
    }
}

extension Optional: Bindable where Wrapped: Bindable {
    func bind(to statement: borrowing Statement, at index: Int32) throws(DatabaseError) {
        switch self {
        case .some(let value): try value.bind(to: statement, at: index)
        case .none: try statement.bindNull(at: index)
        }
    }
}

extension Statement {
    func int(_ column: Int32) -> Int { Int(int64(column)) }

    func flag(_ column: Int32) -> Bool { int64(column) != 0 }

    func int128(_ column: Int32) throws(DatabaseError) -> Int128 {
        if isInteger(column) { return Int128(int64(column)) }
        guard let value = Int128(text(column)) else { throw corruption("not a number: \(text(column))") }
        return value
    }

    /// The same, and 0 for a column that was left empty.
    func int128OrZero(_ column: Int32) throws(DatabaseError) -> Int128 {
        isNull(column) ? 0 : try int128(column)
    }

    /// One of the exchange's enums by its stored raw value.
    func choice<Choice: RawRepresentable<UInt8>>(_ value: Int) throws(DatabaseError) -> Choice {
        guard let raw = UInt8(exactly: value), let choice = Choice(rawValue: raw) else {
            throw corruption("\(value) is no \(Choice.self)")
        }
        return choice
    }

    /// The same, and nil for 0.
    func optionalChoice<Choice: RawRepresentable<UInt8>>(_ value: Int) throws(DatabaseError) -> Choice? {
        value == 0 ? nil : try choice(value)
    }
}

internal import CSQLite

/// Binds a statement's parameters in order.
///
/// For statements that run for every order: nothing throws on the way, what SQLite objects to is kept and
/// thrown once by `Statement.run(_:)`.
struct Parameters {
    private let statement: OpaquePointer
    private var next: Int32 = 1
    /// The first result code that was not OK.
    private(set) var code = SQLITE_OK

    init(of statement: OpaquePointer) { self.statement = statement }

    mutating func add(_ value: Int64) { note(sqlite3_bind_int64(statement, next, value)) }

    /// Leaves the column empty for nil.
    mutating func add(_ value: Int64?) {
        if let value { add(value) } else { addNull() }
    }

    mutating func addNull() { note(sqlite3_bind_null(statement, next)) }

    /// As an integer if it fits into 64 bits, as `Bindable` does.
    mutating func add(_ value: Int128) {
        if let small = Int64(exactly: value) { add(small) } else { add(value.description) }
    }

    mutating func add(_ value: String) {
        var text = value
        let code = text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                csqlite_bind_text(statement, next, $0.baseAddress, Int32($0.count))
            }
        }
        note(code)
    }

    mutating func add(_ bytes: [UInt8]) {
        let code = bytes.withUnsafeBytes {
            csqlite_bind_blob(statement, next, $0.baseAddress, Int32($0.count))
        }
        note(code)
    }

    /// Lends the bytes, which must stay where they are until the statement has run.
    mutating func add(lent bytes: UnsafeRawBufferPointer) {
        note(sqlite3_bind_blob(statement, next, bytes.baseAddress, Int32(bytes.count), nil))
    }

    private mutating func note(_ result: Int32) {
        if code == SQLITE_OK { code = result }
        next += 1
    }
}

extension Parameters {
    /// Leaves the column empty for what it stands for then.
    mutating func add(_ value: Int64, unless assumed: Int64) {
        if value == assumed { addNull() } else { add(value) }
    }

    /// Leaves the column empty for zero.
    mutating func add(orNull value: Int64) { add(value, unless: 0) }

    /// Leaves the column empty for zero.
    mutating func add(orNull value: Int128) {
        if value == 0 { addNull() } else { add(value) }
    }

    /// Leaves the column empty for "".
    mutating func add(orNull value: String) {
        if value.isEmpty { addNull() } else { add(value) }
    }
}

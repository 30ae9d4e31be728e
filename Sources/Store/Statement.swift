internal import CSQLite

/// One compiled SQL statement, finalised when the value ends.
///
/// Parameters count from 1 and columns from 0, as in SQLite.
package struct Statement: ~Copyable {
    private let handle: OpaquePointer

    init(_ handle: OpaquePointer) { self.handle = handle }

    deinit { sqlite3_finalize(handle) }

    // MARK: Parameters

    package func bind(_ value: Int64, at index: Int32) throws(DatabaseError) {
        try check(sqlite3_bind_int64(handle, index, value))
    }

    package func bind(_ value: String, at index: Int32) throws(DatabaseError) {
        var text = value
        let code = text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                csqlite_bind_text(handle, index, $0.baseAddress, Int32($0.count))
            }
        }
        try check(code)
    }

    package func bind(_ value: [UInt8], at index: Int32) throws(DatabaseError) {
        let code = value.withUnsafeBytes {
            csqlite_bind_blob(handle, index, $0.baseAddress, Int32($0.count))
        }
        try check(code)
    }

    package func bindNull(at index: Int32) throws(DatabaseError) {
        try check(sqlite3_bind_null(handle, index))
    }

    /// For binding all parameters in order.
    var parameters: Parameters { Parameters(of: handle) }

    // MARK: Running

    /// Goes to the next row; false when there is none. After an error the statement is reset.
    package func step() throws(DatabaseError) -> Bool {
        let code = sqlite3_step(handle)
        switch code {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default:
            let failure = error(code)
            reset()
            throw failure
        }
    }

    /// Runs a statement that gives no rows, and makes it ready for the next time.
    package func run() throws(DatabaseError) {
        _ = try step()
        reset()
    }

    /// The same with parameters that were bound just now.
    func run(_ parameters: Parameters) throws(DatabaseError) {
        try check(parameters.code)
        try run()
    }

    /// Back to before the first row. The parameters stay.
    package func reset() { sqlite3_reset(handle) }

    // MARK: Columns of the present row

    package var columnCount: Int32 { sqlite3_column_count(handle) }

    package func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

    package func int64(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

    /// Whether the column holds an integer, not a text, a blob or nothing.
    func isInteger(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_INTEGER }

    package func text(_ column: Int32) -> String {
        guard let start = sqlite3_column_text(handle, column) else { return "" }
        let count = Int(sqlite3_column_bytes(handle, column))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    package func bytes(_ column: Int32) -> [UInt8] {
        guard let start = sqlite3_column_blob(handle, column) else { return [] }
        return Array(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column))))
    }

    /// Lends the bytes of a blob.
    func withBytes<Result>(
        _ column: Int32, _ body: (UnsafeRawBufferPointer) throws(DatabaseError) -> Result
    ) throws(DatabaseError) -> Result {
        let start = sqlite3_column_blob(handle, column)
        return try body(
            UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column))))
    }

    // MARK: Errors

    private func check(_ code: Int32) throws(DatabaseError) {
        guard code == SQLITE_OK else { throw error(code) }
    }

    private func error(_ code: Int32) -> DatabaseError {
        DatabaseError(sqlite3_db_handle(handle), code: code, sql: String(cString: sqlite3_sql(handle)))
    }

    /// The present row holds something that was never written there.
    func corruption(_ what: String) -> DatabaseError {
        .corrupt(DatabaseError.file(of: sqlite3_db_handle(handle)), what)
    }
}

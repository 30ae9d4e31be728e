import Exchange

@testable import Store

extension Store {
    static func inMemory() throws -> Store { try Store(location: .memory) }

    static func open(_ path: String) throws -> Store {
        try Store(location: .file(path))
    }

    /// Commits commands one by one, with nothing in them that matters.
    func commit(_ count: Int) throws {
        for _ in 0..<count {
            append(.cancelAll(AccountID(index: 0), nil), at: .zero, digest: 0)
            try commit()
        }
    }

    /// The rows of a query as the sqlite3 shell prints them.
    func rows(_ sql: String) throws -> [String] { try connection.database.rows(sql) }

    /// All rows of the ledger's tables.
    func contents() throws -> [String] {
        try rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE '%\\_row' ESCAPE '\\'")
            .flatMap { try rows("SELECT '\($0)', * FROM \($0)") }
            + rows("SELECT * FROM ledger_mark")
    }
}

extension Database {
    func rows(_ sql: String) throws -> [String] {
        let statement = try prepare(sql)
        var rows: [String] = []
        while try statement.step() {
            rows.append((0..<statement.columnCount).map { statement.text($0) }.joined(separator: "|"))
        }
        return rows
    }

    /// A second reader and writer of a file, as the sqlite3 shell is: without the lock that servers take.
    static func shell(on path: String) throws -> Database {
        let database = try Database(.memory)
        try database.execute("PRAGMA busy_timeout = 0; ATTACH '\(path)' AS file")
        return database
    }
}

/// The error that `body` throws, if it is one of the database's.
func databaseError(_ body: () throws -> Void) -> DatabaseError? {
    do {
        try body()
        return nil
    } catch {
        return error as? DatabaseError
    }
}

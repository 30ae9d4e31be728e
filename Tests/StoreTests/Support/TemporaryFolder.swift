import Foundation

@testable import Store

/// A folder of a test's own, removed with all that is in it.
final class TemporaryFolder {
    private let url = FileManager.default.temporaryDirectory.appendingPathComponent(
        "store-tests-\(UUID().uuidString)")

    init() throws {
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String = "test.db") -> String { url.appendingPathComponent(name).path }

    func write(_ bytes: [UInt8], to name: String = "test.db") throws {
        try Data(bytes).write(to: url.appendingPathComponent(name))
    }

    func bytes(of name: String = "test.db") throws -> [UInt8] {
        Array(try Data(contentsOf: url.appendingPathComponent(name)))
    }

    /// What a crash would leave of an open database: the file and its log as they are on the disk now.
    func copyAsAfterCrash(from name: String = "test.db", to copy: String) throws {
        for suffix in ["", "-wal"] where FileManager.default.fileExists(atPath: path(name + suffix)) {
            try FileManager.default.copyItem(atPath: path(name + suffix), toPath: path(copy + suffix))
        }
    }

    func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }
}

extension Store {
    static func inMemory() throws -> Store { try Store(location: .memory) }

    static func open(_ path: String) throws -> Store {
        try Store(location: .file(path))
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

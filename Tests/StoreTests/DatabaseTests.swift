import Support
import Testing

@testable import Store

@Suite final class DatabaseTests {
    private let database: Database

    init() throws { database = try Database(.memory) }

    @Test("what is bound is read back")
    func values() throws {
        let select = try database.prepare("SELECT ?1, ?2, ?3, ?4")
        try select.bindAll(Int64.min, "naïve \0 🦜", [0, 255] as [UInt8], nil as Int64?)
        let found = try select.step()
        let row = (select.int64(0), select.text(1), select.bytes(2), select.isNull(3))
        let foundMore = try select.step()
        #expect(found && !foundMore)
        #expect(row == (.min, "naïve \0 🦜", [0, 255], true))
    }

    @Test("empty text and empty bytes are not null")
    func emptyValues() throws {
        let select = try database.prepare("SELECT typeof(?1), typeof(?2), length(?1), length(?2)")
        try select.bindAll("", [] as [UInt8])
        _ = try select.step()
        let row = [select.text(0), select.text(1), select.text(2), select.text(3)]
        #expect(row == ["text", "blob", "0", "0"])
    }

    @Test("a statement that is reset runs again with its parameters")
    func reset() throws {
        let select = try database.prepare("SELECT ?1")
        try select.bindAll(Int64(7))
        var values: [Int64] = []
        for _ in 0..<2 {
            while try select.step() { values.append(select.int64(0)) }
            select.reset()
        }
        #expect(values == [7, 7])
    }

    @Test("128-bit numbers survive exactly", arguments: [0, 1, -1, Int128(Int64.max) + 1, .max, .min])
    func wideNumbers(value: Int128) throws {
        try database.execute("CREATE TABLE wide (value TEXT)")
        try database.prepare("INSERT INTO wide VALUES (?)").run(value)
        let select = try database.prepare("SELECT value FROM wide")
        _ = try select.step()
        let read = try select.int128(0)
        #expect(read == value)
    }

    @Test("an error says in one line which file, what and which statement")
    func errors() throws {
        let folder = try TemporaryFolder()
        let database = try Database(.file(folder.path()))
        let error = databaseError { try database.execute("SELECT *\n  FROM nowhere") }
        #expect(error?.kind == .other)
        #expect(error?.name == "SQLITE_ERROR")
        #expect(error?.sql == "SELECT *\n  FROM nowhere")
        #expect(
            error?.description
                == "\(folder.path()): no such table: nowhere [SQLITE_ERROR] in: SELECT * FROM nowhere")
    }

    @Test("a folder that does not exist is an input-output error that names the file")
    func missingFolder() {
        let error = databaseError { _ = try Database(.file("/nonexistent/test.db")) }
        #expect(error?.kind == .io)
        #expect(error?.message == "/nonexistent/test.db cannot be opened: No such file or directory")
    }

    @Test(
        "a path is a file, whatever SQLite would take it for",
        arguments: [
            (Location.memory, ":memory:"), (.file("/a/b.db"), "/a/b.db"), (.file("b.db"), "./b.db"),
            (.file(":memory:"), "./:memory:"), (.file("file:b.db?mode=memory"), "./file:b.db?mode=memory"),
        ])
    func names(location: Location, name: String) {
        #expect(location.name == name)
    }

    @Test("a file that is open cannot be opened again until it is closed")
    func lock() throws {
        let folder = try TemporaryFolder()
        do {
            let first = try Database(.file(folder.path()))
            let error = databaseError { _ = try Database(.file(folder.path())) }
            #expect(error?.kind == .locked)
            #expect(error?.message == "\(folder.path()) is in use by another process")
            try first.execute("CREATE TABLE still_works (x)")
        }
        _ = try Database(.file(folder.path()))
    }
}

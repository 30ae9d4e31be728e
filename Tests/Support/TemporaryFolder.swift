import Foundation

/// A folder of a test's own, removed with all that is in it.
package final class TemporaryFolder {
    private let url = FileManager.default.temporaryDirectory.appendingPathComponent(
        "paradex-mock-tests-\(UUID().uuidString)")

    package init() throws {
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    package func path(_ name: String = "test.db") -> String { url.appendingPathComponent(name).path }

    package func write(_ bytes: [UInt8], to name: String = "test.db") throws {
        try Data(bytes).write(to: url.appendingPathComponent(name))
    }

    package func bytes(of name: String = "test.db") throws -> [UInt8] {
        Array(try Data(contentsOf: url.appendingPathComponent(name)))
    }

    /// What a crash would leave of an open database: the file and its log as they are on the disk now.
    package func copyAsAfterCrash(from name: String = "test.db", to copy: String) throws {
        for suffix in ["", "-wal"] where FileManager.default.fileExists(atPath: path(name + suffix)) {
            try FileManager.default.copyItem(atPath: path(name + suffix), toPath: path(copy + suffix))
        }
    }

    package func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }
}

/// Runs `body` with the path of a database that does not exist yet.
package func withDatabasePath(_ body: (_ path: String) throws -> Void) throws {
    let folder = try TemporaryFolder()
    try withExtendedLifetime(folder) { try body(folder.path()) }
}

import ArgumentParser
import Glibc

/// The environment variables that stand in for flags: PARADEX_MOCK_PORT for `--port`.
enum Environment {
    private static let prefix = "PARADEX_MOCK_"

    /// An empty variable counts as absent.
    static subscript(name: String) -> String? {
        guard let text = getenv(prefix + name), text.pointee != 0 else { return nil }
        return String(cString: text)
    }

    static func value<Value>(
        _ name: String, _ expected: String, _ read: (String) -> Value?
    ) throws -> Value? {
        guard let text = self[name] else { return nil }
        guard let value = read(text) else {
            throw ValidationError("\(prefix)\(name): expected \(expected), not \(text)")
        }
        return value
    }

    static func flag(_ name: String) throws -> Bool {
        try value(name, "1, 0, true or false") { (text: String) -> Bool? in
            switch text {
            case "1", "true": true
            case "0", "false": false
            default: nil
            }
        } ?? false
    }

    /// Values separated by commas.
    static func list(_ name: String) -> [String] {
        self[name].map { $0.split(separator: ",").map(String.init) } ?? []
    }
}

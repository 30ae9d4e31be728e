import EventLoop
import Wire

/// Lines for the person at the console, on standard error.
package struct Log: Sendable {
    package enum Format: String, Sendable, CaseIterable {
        case text
        case json
    }

    private let format: Format

    package init(format: Format) { self.format = format }

    package func warning(_ text: String) { write("warning", text) }

    package func error(_ text: String) { write("error", text) }

    private func write(_ level: String, _ text: String) {
        switch format {
        case .text: FileSystem.print("paradex-mock: \(level): \(text)\n", to: 2)
        case .json: FileSystem.print(jsonLine(level, text), to: 2)
        }
    }

    private func jsonLine(_ level: String, _ text: String) -> String {
        var json = JSONWriter()
        json.beginObject()
        json.key("time")
        json.integer(WallClock.milliseconds)
        json.key("level")
        json.string(level)
        json.key("message")
        json.string(text)
        json.endObject()
        return String(decoding: json.bytes, as: UTF8.self) + "\n"
    }
}

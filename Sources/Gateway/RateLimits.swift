import Exchange
import Wire

/// Counts requests by caller and says in headers how many are left.
///
/// The limit is out of reach by default: a test double that throttles by surprise is no help.
struct RateLimits {
    static let requestsPerWindow: UInt64 = 1_000_000_000
    static let windowSeconds: Int64 = 60

    private struct Window {
        var endsAt: Int64 = 0
        var used: UInt64 = 0
    }

    /// Public requests share the first window; account n has window n + 1.
    private var windows: [Window] = [Window()]

    /// Counts a request and writes what is left as field lines.
    mutating func count(_ account: AccountID?, at now: Timestamp) -> [UInt8] {
        let index = account.map { $0.index + 1 } ?? 0
        while windows.count <= index { windows.append(Window()) }
        let seconds = now.milliseconds / 1000
        if seconds >= windows[index].endsAt {
            windows[index] = Window(endsAt: seconds + Self.windowSeconds)
        }
        windows[index].used += 1
        return fieldLines(windows[index])
    }

    private func fieldLines(_ window: Window) -> [UInt8] {
        let left = Self.requestsPerWindow - min(window.used, Self.requestsPerWindow)
        var lines: [UInt8] = []
        lines.reserveCapacity(192)
        HTTPResponse.appendField("X-RateLimit-Limit", Self.requestsPerWindow, to: &lines)
        HTTPResponse.appendField("X-RateLimit-Remaining", left, to: &lines)
        HTTPResponse.appendField("X-RateLimit-Reset", UInt64(window.endsAt), to: &lines)
        HTTPResponse.appendField("X-RateLimit-Window", UInt64(Self.windowSeconds), to: &lines)
        return lines
    }
}

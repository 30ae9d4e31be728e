import Exchange

/// Counts requests by caller and says in headers how many are left.
///
/// The limit is out of reach by default: a test double that throttles by surprise is no help.
struct RateLimits {
    static let requestsPerWindow = 1_000_000_000
    static let windowSeconds: Int64 = 60

    private struct Window {
        var endsAt: Int64 = 0
        var used = 0
    }

    /// Public requests share the first window; account n has window n + 1.
    private var windows: [Window] = [Window()]

    mutating func headers(for account: AccountID?, at now: Timestamp) -> [(name: String, value: String)] {
        let index = account.map { $0.index + 1 } ?? 0
        while windows.count <= index { windows.append(Window()) }
        let seconds = now.milliseconds / 1000
        if seconds >= windows[index].endsAt {
            windows[index] = Window(endsAt: seconds + Self.windowSeconds)
        }
        windows[index].used += 1
        return [
            ("X-RateLimit-Limit", String(Self.requestsPerWindow)),
            ("X-RateLimit-Remaining", String(max(0, Self.requestsPerWindow - windows[index].used))),
            ("X-RateLimit-Reset", String(windows[index].endsAt)),
            ("X-RateLimit-Window", String(Self.windowSeconds)),
        ]
    }
}
